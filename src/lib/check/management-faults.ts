import { LabError } from '../lab/errors.ts';
import type { ManagementAddress } from './management-url.ts';

/** What an HTTP server answered. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const ENABLE = 'rabbitmq-plugins enable rabbitmq_management switches it on.';

/** Why there was no answer. */
export function fetchFault(error: unknown, { base }: ManagementAddress): LabError {
  const [message, hint] = connectionWords(causeOf(error), base);
  return new LabError('broker', message, { hint, cause: error });
}

interface Cause {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly reason?: string;
}

/** What `fetch` wraps as the cause of its own TypeError says more; behind several addresses there is one more layer. */
function causeOf(error: unknown): Cause {
  const { cause } = error as { cause?: unknown };
  return (cause ?? error) as Cause;
}

function connectionWords({ name, code = '', message = '', reason }: Cause, base: string): [string, string] {
  if (name === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT')
    return [`the management API at ${base} did not answer in time`, PORT_HINT];
  switch (code) {
    case 'ECONNREFUSED':
      return [`nothing listens at ${base}`, `${PORT_HINT} ${ENABLE}`];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [`the host of ${base} is not known`, 'Check the host in the URL.'];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return [`${base} cannot be reached`, 'Check host and network.'];
  }
  if (/^(ERR_SSL_|EPROTO)/.test(code))
    return [
      `the TLS handshake with ${base} failed (${reason ?? code})`,
      'Without TLS it is http://, on port 15672.',
    ];
  if (/CERT|SIGNATURE|ALTNAME/.test(code))
    return [
      `the certificate of ${base} is not trusted: ${message}`,
      'Name its certificate authority in NODE_EXTRA_CA_CERTS.',
    ];
  if (/^HPE_|^UND_ERR|^ECONNRESET$|^EPIPE$/.test(code))
    return [`what answers at ${base} does not speak HTTP as expected (${message || code})`, PORT_HINT];
  return [`${base} cannot be read: ${message || code}`, PORT_HINT];
}

const PORT_HINT = 'The management API is on port 15672, with TLS on https:// and 15671; 5672 is for AMQP.';

const PREFIX_HINT = 'A prefix of its path, where it has one, belongs into the URL.';

/** Why the answer is of no use. */
export function answerFault(address: ManagementAddress, virtualHost: string, answer: Answer): LabError {
  const [message, hint] = answerWords(address, virtualHost, answer);
  return new LabError('broker', message, { hint });
}

function answerWords(
  { base, username }: ManagementAddress,
  virtualHost: string,
  { status, type, text }: Answer,
): [string, string] {
  const user = `user '${username}'`;
  const reason = reasonIn(text);
  if (status === 401 || status === 403) {
    if (/management user/i.test(reason))
      return [
        `${base}: ${user} may not use the management API`,
        `rabbitmqctl set_user_tags ${username} management allows it.`,
      ];
    if (/virtual host/i.test(reason))
      return [
        `${base}: ${user} has no access to virtual host '${virtualHost}'`,
        'rabbitmqctl set_permissions gives it; --vhost names another one.',
      ];
    return [
      `${base} refused the login of ${user}${reason === '' ? '' : ` (${reason})`}`,
      "Check user and password in the URL. RabbitMQ lets 'guest' in from its own machine only.",
    ];
  }
  if (/html/.test(type) || /^\s*</.test(text))
    return [
      `${base} answered with a web page (${status}), not as the management API does`,
      `${PORT_HINT} ${PREFIX_HINT}`,
    ];
  if (status === 200)
    return [`${base} answered with something that is no list in JSON`, 'Is this a RabbitMQ?'];
  return [
    `${base} answered ${status}${reason === '' ? '' : ` (${reason})`}`,
    status < 500 ? `${PORT_HINT} ${PREFIX_HINT}` : "Look into the broker's log.",
  ];
}

/** RabbitMQ: `{"error":"not_authorised","reason":"Not management user"}`. */
function reasonIn(text: string): string {
  const [, reason = ''] = /"reason"\s*:\s*"([^"]{1,200})"/.exec(text) ?? [];
  return reason;
}

/** That the broker does not have the virtual host; these are the ones that the user may see. */
export function noVirtualHost(
  { base }: ManagementAddress,
  virtualHost: string,
  names: readonly string[],
): LabError {
  const there = names.map((name) => `'${name}'`).join(', ');
  return new LabError('broker', `${base} has no virtual host '${virtualHost}'`, {
    hint: names.length === 0 ? '--vhost names another one.' : `There is ${there}: --vhost names one of them.`,
  });
}

/** That there is no end to the answer. */
export const tooMuch = ({ base }: ManagementAddress, maxBytes: number): LabError =>
  new LabError('broker', `${base} answered with more than ${Math.floor(maxBytes / 1024 / 1024)} MiB`, {
    hint: 'rabbitmqctl export_definitions writes a file; give that with --definitions.',
  });

/** That the lists are JSON, and not as RabbitMQ writes them. */
export const notUnderstood = ({ base }: ManagementAddress, { message }: LabError): LabError =>
  new LabError('broker', `${base} answered with lists that cannot be read: ${message}`, {
    hint: 'Is this a RabbitMQ? rabbitmqctl export_definitions writes a file; give that with --definitions.',
  });
