import { LabError } from '../errors.ts';
import { type BrokerAddress, showAddress } from './broker-url.ts';
import { isAboutOptions, refusedOption } from './refusals.ts';

const USE_EMBEDDED = 'Or leave --broker out: the embedded broker needs nothing.';

/** Why no connection came about, and what to do. */
export function connectFault(error: unknown, address: BrokerAddress): LabError {
  if (error instanceof LabError) return error;
  const where = showAddress(address);
  const [message, hint] = connectWords(error, where, address);
  return new LabError('broker', message, { hint, said: replyText(error), cause: error });
}

/** That nobody answered before there was no more time. */
export function noAnswer(address: BrokerAddress): LabError {
  return connectFault(Object.assign(new Error(), { code: 'ETIMEDOUT' }), address);
}

function connectWords(
  error: unknown,
  where: string,
  address: BrokerAddress,
): [message: string, hint: string] {
  const said = replyText(error);
  switch (errorCode(error)) {
    case 'ECONNREFUSED':
      return [`nothing listens at ${where}`, `Start a RabbitMQ there. ${USE_EMBEDDED}`];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [`the host '${address.hostname}' is not known`, `Check the host in the URL. ${USE_EMBEDDED}`];
    case 'ETIMEDOUT':
      return [`no AMQP 0-9-1 broker answered at ${where} in time`, portHint(address)];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return [`${where} cannot be reached`, `Check host and network. ${USE_EMBEDDED}`];
    case 'ECONNRESET':
    case 'EPIPE':
      return [`${where} hung up before it spoke AMQP 0-9-1`, portHint(address)];
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
  const handshake = tlsReason(error);
  if (handshake !== undefined) {
    const message = NOT_TLS.test(handshake)
      ? `what answers at ${where} does not speak TLS (${handshake})`
      : `the TLS handshake with ${where} failed: ${handshake}`;
    return [message, portHint(address)];
  }
  if (/certificate|self.signed|altname/i.test(errorMessage(error))) {
    return [`${where}: ${errorMessage(error)}`, 'Name its certificate authority in NODE_EXTRA_CA_CERTS.'];
  }
  return [`what answers at ${where} does not speak AMQP 0-9-1 (${errorMessage(error)})`, portHint(address)];
}

const portHint = ({ protocol, port }: BrokerAddress): string =>
  protocol === 'amqps'
    ? `Is ${port} RabbitMQ's TLS port? Plain AMQP is amqp://, usually on 5672.`
    : `Is ${port} RabbitMQ's AMQP port? 15672 is its web page; TLS is amqps://, usually on 5671.`;

/** What the broker objected to, or that it went away, once connected; `broker` is what it is called. */
export function brokerFault(error: unknown, broker: string): LabError {
  if (error instanceof LabError) return error;
  const said = replyText(error);
  if (said?.startsWith('ACCESS_REFUSED')) {
    return new LabError('broker', `${broker} refused: ${said}`, {
      hint: "Give the user configure, write and read permission for names that begin with 'mq-lab.'.",
      cause: error,
    });
  }
  if (said?.startsWith('CONNECTION_FORCED')) {
    return new LabError('broker', `${broker} went away: ${said}`, { cause: error });
  }
  if (said !== undefined) {
    const hint = refusedOption(said);
    return new LabError(isAboutOptions(said) ? 'usage' : 'broker', `${broker} refused: ${said}`, {
      ...(hint !== undefined && { hint }),
      cause: error,
    });
  }
  const reason = errorMessage(error);
  return new LabError('broker', `${broker} went away${reason === '' ? '' : ` (${reason})`}`, {
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

/** Node reports several failed addresses of one host as an AggregateError, which has a code but no message. */
function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string') return code;
  return errorMessage(error) === 'connect ETIMEDOUT' ? 'ETIMEDOUT' : undefined;
}

/** What OpenSSL says where the first bytes that it got are no TLS. */
const NOT_TLS = /wrong version number|packet length too long|unexpected message|http request/;

/** OpenSSL's few words inside its line of numbers, functions and files. */
function tlsReason(error: unknown): string | undefined {
  const { code, reason } = error as { code?: unknown; reason?: unknown };
  if (typeof code !== 'string' || !/^(ERR_SSL_|EPROTO$)/.test(code)) return undefined;
  return typeof reason === 'string' ? reason : code;
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
