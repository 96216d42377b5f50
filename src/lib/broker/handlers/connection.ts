import { type FieldTable, stringValue } from '../../routing/values.ts';
import { readTable } from '../../wire/fields.ts';
import type { Method } from '../../wire/methods.ts';
import { Reader } from '../../wire/reader.ts';
import type { Connection } from '../connection.ts';
import { AmqpError } from '../errors.ts';

/** A method on channel 0: handshake, tuning, opening and closing. */
export function handleConnectionMethod(connection: Connection, method: Method): void {
  if (connection.state === 'closed') {
    if (method.name === 'connection.close-ok') connection.finish();
    else if (method.name === 'connection.close') connection.send(0, { name: 'connection.close-ok' });
    return;
  }
  if (method.name === 'connection.start-ok' && connection.state === 'starting') startOk(connection, method);
  else if (method.name === 'connection.tune-ok' && connection.state === 'tuning') tuneOk(connection, method);
  else if (method.name === 'connection.open' && connection.state === 'opening') open(connection, method);
  else if (connection.state !== 'running') unexpectedOnTheWayIn(connection);
  else if (method.name === 'connection.close') connection.closeOk();
  else if (method.name === 'connection.update-secret') {
    connection.send(0, { name: 'connection.update-secret-ok' });
  } else throw new AmqpError('CHANNEL_ERROR', 'unexpected method in connection state running');
}

/** RabbitMQ: only a client that is almost in is told. */
function unexpectedOnTheWayIn(connection: Connection): void {
  if (connection.state !== 'opening') connection.finish();
  else throw new AmqpError('CHANNEL_ERROR', 'unexpected method in connection state opening');
}

/** RabbitMQ: in seconds. */
const HEARTBEAT = 60;

function startOk(connection: Connection, method: Method<'connection.start-ok'>): void {
  connection.clientProperties = method.clientProperties;
  const credentials = credentialsIn(method.mechanism, method.response);
  if (!credentials) {
    connection.finish();
    return;
  }
  const [user, password] = credentials;
  if (!connection.broker.users.check(user, password)) {
    refuseLogin(connection, method.mechanism);
    return;
  }
  connection.user = user;
  connection.state = 'tuning';
  const { channelMax, frameMax } = connection.broker.limits;
  connection.send(0, { name: 'connection.tune', channelMax, frameMax, heartbeat: HEARTBEAT });
}

/** User and password, undefined where the mechanism is unknown or the response malformed. */
function credentialsIn(mechanism: string, response: Buffer): readonly [string, string] | undefined {
  switch (mechanism) {
    case 'PLAIN': {
      const parts = response.toString().split('\0');
      return parts.length === 3 ? [parts[1] ?? '', parts[2] ?? ''] : undefined;
    }
    case 'AMQPLAIN': {
      const table = amqplainTable(response);
      const user = stringValue(table?.get('LOGIN'));
      const password = stringValue(table?.get('PASSWORD'));
      return user === undefined || password === undefined ? undefined : [user, password];
    }
    default:
      return undefined;
  }
}

/** AMQPLAIN sends a field table without its length. */
function amqplainTable(response: Buffer): FieldTable | undefined {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(response.length);
  try {
    return readTable(new Reader(Buffer.concat([length, response])));
  } catch {
    return undefined;
  }
}

/** RabbitMQ: only a client that announces that it understands is told; others see the connection end. */
function refuseLogin(connection: Connection, mechanism: string): void {
  if (!connection.can('authentication_failure_close')) {
    connection.finish();
    return;
  }
  connection.close(
    new AmqpError(
      'ACCESS_REFUSED',
      `Login was refused using authentication mechanism ${mechanism}. For details see the broker logfile.`,
    ),
  );
}

const SMALLEST_FRAME_MAX = 4096;

/** RabbitMQ: limits outside what was offered end the connection without a word. */
function tuneOk(
  connection: Connection,
  { channelMax, frameMax, heartbeat }: Method<'connection.tune-ok'>,
): void {
  const { limits } = connection.broker;
  const within = (value: number, min: number, max: number): boolean => value >= min && value <= max;
  if (!within(frameMax, SMALLEST_FRAME_MAX, limits.frameMax) || !within(channelMax, 1, limits.channelMax)) {
    connection.finish();
    return;
  }
  connection.tuned(channelMax, frameMax, heartbeat);
  connection.state = 'opening';
}

function open(connection: Connection, { virtualHost: name }: Method<'connection.open'>): void {
  const virtualHost = connection.broker.virtualHost(name);
  if (!virtualHost) throw new AmqpError('NOT_ALLOWED', `vhost ${name} not found`);
  virtualHost.checkRoomForConnection(connection.user);
  connection.opened(virtualHost);
  connection.send(0, { name: 'connection.open-ok' });
}
