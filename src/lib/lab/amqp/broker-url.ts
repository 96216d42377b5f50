import { LabError } from '../errors.ts';
import { MAX_NAME_BYTES } from '../known-names.ts';

/** Where a broker listens and who asks. */
export interface BrokerAddress {
  readonly protocol: 'amqp' | 'amqps';
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly vhost: string;
}

const EXAMPLE = 'amqp://user:password@host:5672/vhost';
const PORTS = { amqp: 5672, amqps: 5671 } as const;

/**
 * Reads an AMQP URL. Throws a LabError that repeats no part of the text that could be a password, however malformed.
 */
export function parseBrokerUrl(text: string): BrokerAddress {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined)
    throw refused(
      text === '' ? 'nothing' : /^[\w.-]+(:\d+)?$/.test(text) ? `'${text}'` : 'something else',
      text,
    );
  if (scheme !== 'amqp' && scheme !== 'amqps') throw refused(`${scheme}://…`, text);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refused(`${scheme}://… that cannot be read as a URL`, text);
  }
  if (url.hostname === '') throw refused(`${scheme}://… with no host`, text);
  const guest = url.username === '' && url.password === '';
  const address: BrokerAddress = {
    protocol: scheme,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? PORTS[scheme] : Number(url.port),
    username: guest ? 'guest' : decoded(url.username, scheme, text),
    password: guest ? 'guest' : decoded(url.password, scheme, text),
    vhost: url.pathname.length > 1 ? decoded(url.pathname.slice(1), scheme, text) : '/',
  };
  // SASL PLAIN separates with NUL, and a broker hangs up on one too many without a word.
  if (`${address.username}${address.password}`.includes('\0'))
    throw refused(`${scheme}://… with a NUL in its user or password`, text);
  const vhostBytes = Buffer.byteLength(address.vhost);
  if (vhostBytes > MAX_NAME_BYTES)
    throw refused(
      `${scheme}://… with a virtual host of ${vhostBytes} bytes, of at most ${MAX_NAME_BYTES}`,
      text,
    );
  return address;
}

/** The address as it may be shown: no password, and no user where it is the usual one. */
export function showAddress({ protocol, hostname, port, username, vhost }: BrokerAddress): string {
  const user = username === 'guest' ? '' : `${encodeURIComponent(username)}@`;
  const path = vhost === '/' ? '' : `/${encodeURIComponent(vhost)}`;
  return `${protocol}://${user}${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}${path}`;
}

/** A text that may quote what a person typed, with what stands where a URL has its password taken out. */
export function withoutPasswords(text: string): string {
  return text.replace(/((?:amqps?|https?):\/*[^\s:@/]*):\S*@/gi, '$1:***@').replace(/:[^\s:@/]+@/g, ':***@');
}

function refused(got: string, text: string): LabError {
  const hint = /^[\w.-]+:\d+$/.test(text)
    ? `Did you mean amqp://${text}?`
    : `A broker's URL looks like ${EXAMPLE}.`;
  return new LabError('usage', `expected embedded, amqp://… or amqps://…, got ${got}`, { hint });
}

function decoded(part: string, scheme: string, text: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refused(`${scheme}://… with a broken percent-encoding`, text);
  }
}
