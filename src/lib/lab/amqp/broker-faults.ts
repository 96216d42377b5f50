import { LabError } from '../errors.ts';
import type { Trouble } from '../trouble.ts';
import { type BrokerAddress, showAddress } from './broker-url.ts';
import { type MethodError, permissionAdvice, permissionLine } from './permissions.ts';
import { isAboutOptions, refusedOption } from './refusals.ts';
import { tlsFaultWords } from './tls-faults.ts';

const USE_EMBEDDED = 'Or leave --broker out: the embedded broker needs nothing.';

/** Why no connection came about, and what to do. */
export function connectFault(error: unknown, address: BrokerAddress, otherwise = USE_EMBEDDED): LabError {
  if (error instanceof LabError) return error;
  const [message, hint, trouble] = connectWords(error, showAddress(address), address, otherwise);
  return new LabError('broker', message, { hint, said: replyText(error), trouble, cause: error });
}

/** That none of a cluster's nodes could be connected to: each with its reason. */
export function allFailed(faults: readonly LabError[]): LabError {
  const [first, ...others] = faults;
  if (!first || others.length === 0) return first ?? new LabError('broker', 'no broker is named');
  const reasons = faults.map(({ message }) => message).join('; ');
  return new LabError('broker', `none of ${faults.length} nodes could be connected to: ${reasons}`, {
    hint: first.hint,
    said: first.said,
    cause: first,
  });
}

/** That nobody answered before there was no more time. */
export function noAnswer(address: BrokerAddress): LabError {
  return connectFault(Object.assign(new Error(), { code: 'ETIMEDOUT' }), address);
}

type Words = readonly [message: string, hint: string, trouble?: Trouble];

function connectWords(error: unknown, where: string, address: BrokerAddress, otherwise: string): Words {
  const said = replyText(error);
  const { hostname, vhost, username: user } = address;
  const port = { number: address.port, isTls: address.protocol === 'amqps' };
  switch (errorCode(error)) {
    case 'ECONNREFUSED':
      return [
        `nothing listens at ${where}`,
        `Start a RabbitMQ there. ${otherwise}`,
        { kind: 'nothing-listens', where },
      ];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [
        `the host '${hostname}' is not known`,
        `Check the host in the URL. ${otherwise}`,
        { kind: 'unknown-host', host: hostname },
      ];
    case 'ETIMEDOUT':
      return [
        `no AMQP 0-9-1 broker answered at ${where} in time`,
        portHint(address),
        { kind: 'no-answer', where, port },
      ];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return [
        `${where} cannot be reached`,
        `Check host and network. ${otherwise}`,
        { kind: 'unreachable', where },
      ];
    case 'ECONNRESET':
    case 'EPIPE': {
      const hasCertificate = address.tls?.cert !== undefined;
      return [
        `${where} hung up before it spoke AMQP 0-9-1`,
        hungUpHint(address),
        { kind: 'hung-up', where, port, hasCertificate },
      ];
    }
  }
  if (said?.startsWith('ACCESS_REFUSED')) {
    return [
      `${where} refused the login of user '${user}'`,
      "Check user and password in the URL. RabbitMQ lets 'guest' in from its own machine only.",
      { kind: 'login-refused', where, user },
    ];
  }
  if (said !== undefined)
    return [
      `${where} refused the connection: ${said}`,
      'Check the virtual host in the URL.',
      { kind: 'connection-refused', where, said },
    ];
  // amqplib keeps what the broker said at this point to itself.
  if (/^Expected ConnectionOpenOk; got <ConnectionClose/.test(errorMessage(error))) {
    const server = showAddress({ ...address, vhost: '/' });
    return [
      `${server} has no virtual host '${vhost}', or does not let user '${user}' into it`,
      "The URL's path names it, percent-encoded (%2F for /); without a path it is '/'.",
      { kind: 'no-virtual-host', server, vhost, user },
    ];
  }
  if (/^SASL mechanism EXTERNAL is not provided/.test(errorMessage(error))) {
    return [
      `${where} takes no certificate for a login`,
      'Enable its plugin rabbitmq_auth_mechanism_ssl, with auth_mechanisms.1 = EXTERNAL, or log in with a password.',
    ];
  }
  const tls = tlsFaultWords(error, where, address, portHint(address));
  if (tls) return tls;
  const reason = errorMessage(error);
  return [
    `what answers at ${where} does not speak AMQP 0-9-1 (${reason})`,
    portHint(address),
    { kind: 'not-amqp', where, port, reason },
  ];
}

const hungUpHint = (address: BrokerAddress): string =>
  address.tls?.cert === undefined
    ? portHint(address)
    : `Does it accept the client certificate in certfile? ${portHint(address)}`;

const portHint = ({ protocol, port }: BrokerAddress): string =>
  protocol === 'amqps'
    ? `Is ${port} RabbitMQ's TLS port? Plain AMQP is amqp://, usually on 5672.`
    : `Is ${port} RabbitMQ's AMQP port? 15672 is its web page; TLS is amqps://, usually on 5671.`;

/** What the broker objected to, or that it went away, once connected; `broker` is what it is called. */
export function brokerFault(error: unknown, broker: string): LabError {
  if (error instanceof LabError) return error;
  const said = replyText(error);
  if (said?.startsWith('ACCESS_REFUSED')) {
    const hint = permissionAdvice(said, error as MethodError);
    const line = permissionLine(said);
    const trouble: Trouble =
      line === undefined ? { kind: 'refused', said } : { kind: 'no-permission', said, line };
    return new LabError('broker', `${broker} refused: ${said}`, { hint, trouble, cause: error });
  }
  if (said?.startsWith('CONNECTION_FORCED')) {
    const trouble = { kind: 'gone', reason: said } as const;
    return new LabError('gone', `${broker} went away: ${said}`, { trouble, cause: error });
  }
  if (said !== undefined) {
    return new LabError(isAboutOptions(said) ? 'usage' : 'broker', `${broker} refused: ${said}`, {
      hint: refusedOption(said),
      trouble: { kind: 'refused', said },
      cause: error,
    });
  }
  const reason = errorMessage(error);
  return new LabError('gone', `${broker} went away${reason === '' ? '' : ` (${reason})`}`, {
    hint: 'Look into its log, and run again once it is back.',
    trouble: { kind: 'gone', reason },
    cause: error,
  });
}

/** Whether amqplib says that the broker refused something or is gone; anything else is a bug. */
export function isBrokerFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    replyText(error) !== undefined ||
    error.name === 'IllegalOperationError' ||
    error.message === 'Channel ended, no reply will be forthcoming'
  );
}

/** The broker's own sentence (`NOT_FOUND - no queue …`) inside what amqplib made of it. */
export function replyText(error: unknown): string | undefined {
  return /with message "(.*)"$/s.exec(errorMessage(error))?.[1];
}

/** What amqplib says without a code. */
const AMQPLIB_CODES: Readonly<Record<string, string>> = {
  'connect ETIMEDOUT': 'ETIMEDOUT',
  'Socket closed abruptly during opening handshake': 'ECONNRESET',
};

/** Node reports several failed addresses of one host as an AggregateError, which has a code but no message. */
function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string') return code;
  return AMQPLIB_CODES[errorMessage(error)];
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
