import { LabError } from '../errors.ts';
import { type BrokerAddress, showAddress } from './broker-url.ts';
import { type MethodError, permissionAdvice } from './permissions.ts';
import { isAboutOptions, refusedOption } from './refusals.ts';
import { tlsFaultWords } from './tls-faults.ts';

const USE_EMBEDDED = 'Or leave --broker out: the embedded broker needs nothing.';

/** Why no connection came about, and what to do. */
export function connectFault(error: unknown, address: BrokerAddress, otherwise = USE_EMBEDDED): LabError {
  if (error instanceof LabError) return error;
  const where = showAddress(address);
  const [message, hint] = connectWords(error, where, address, otherwise);
  return new LabError('broker', message, { hint, said: replyText(error), cause: error });
}

/** That none of a cluster's nodes could be connected to: each with its reason. */
export function allFailed(faults: readonly LabError[]): LabError {
  const [first, ...others] = faults;
  if (!first || others.length === 0) return first ?? new LabError('broker', 'no broker is named');
  const reasons = faults.map(({ message }) => message).join('; ');
  return new LabError('broker', `none of ${faults.length} nodes could be connected to: ${reasons}`, {
    ...(first.hint !== undefined && { hint: first.hint }),
    said: first.said,
    cause: first,
  });
}

/** That nobody answered before there was no more time. */
export function noAnswer(address: BrokerAddress): LabError {
  return connectFault(Object.assign(new Error(), { code: 'ETIMEDOUT' }), address);
}

function connectWords(
  error: unknown,
  where: string,
  address: BrokerAddress,
  otherwise: string,
): [message: string, hint: string] {
  const said = replyText(error);
  switch (errorCode(error)) {
    case 'ECONNREFUSED':
      return [`nothing listens at ${where}`, `Start a RabbitMQ there. ${otherwise}`];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [`the host '${address.hostname}' is not known`, `Check the host in the URL. ${otherwise}`];
    case 'ETIMEDOUT':
      return [`no AMQP 0-9-1 broker answered at ${where} in time`, portHint(address)];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return [`${where} cannot be reached`, `Check host and network. ${otherwise}`];
    case 'ECONNRESET':
    case 'EPIPE':
      return [`${where} hung up before it spoke AMQP 0-9-1`, hungUpHint(address)];
  }
  if (said?.startsWith('ACCESS_REFUSED')) {
    return [
      `${where} refused the login of user '${address.username}'`,
      "Check user and password in the URL. RabbitMQ lets 'guest' in from its own machine only.",
    ];
  }
  if (said !== undefined)
    return [`${where} refused the connection: ${said}`, 'Check the virtual host in the URL.'];
  // amqplib keeps what the broker said at this point to itself.
  if (/^Expected ConnectionOpenOk; got <ConnectionClose/.test(errorMessage(error))) {
    const server = showAddress({ ...address, vhost: '/' });
    return [
      `${server} has no virtual host '${address.vhost}', or does not let user '${address.username}' into it`,
      "The URL's path names it, percent-encoded (%2F for /); without a path it is '/'.",
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
  return [`what answers at ${where} does not speak AMQP 0-9-1 (${errorMessage(error)})`, portHint(address)];
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
    return new LabError('broker', `${broker} refused: ${said}`, {
      ...(hint !== undefined && { hint }),
      cause: error,
    });
  }
  if (said?.startsWith('CONNECTION_FORCED')) {
    return new LabError('gone', `${broker} went away: ${said}`, { cause: error });
  }
  if (said !== undefined) {
    const hint = refusedOption(said);
    return new LabError(isAboutOptions(said) ? 'usage' : 'broker', `${broker} refused: ${said}`, {
      ...(hint !== undefined && { hint }),
      cause: error,
    });
  }
  const reason = errorMessage(error);
  return new LabError('gone', `${broker} went away${reason === '' ? '' : ` (${reason})`}`, {
    hint: 'Look into its log, and run again once it is back.',
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
