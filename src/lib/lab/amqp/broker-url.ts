import { MAX_NAME_BYTES } from '../../routing/topology.ts';
import { LabError } from '../errors.ts';
import { readUrlParameters, type UrlParameters } from './url-parameters.ts';

/** Where a broker listens, who asks, and how. */
export interface BrokerAddress extends UrlParameters {
  readonly protocol: 'amqp' | 'amqps';
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly vhost: string;
  /** Another node of the same cluster, for when this one cannot be reached. */
  readonly next?: BrokerAddress;
}

const EXAMPLE = 'amqp://user:password@host:5672/vhost';
const PORTS = { amqp: 5672, amqps: 5671 } as const;

/** Reads the URLs of a cluster's nodes, with commas between them. Throws as {@link parseBrokerUrl} does. */
export function parseBrokerUrls(text: string): BrokerAddress {
  const [first = '', ...others] = text.split(/\s*,\s*(?=amqps?:\/\/)/i);
  const address = parseBrokerUrl(first);
  return others.length === 0 ? address : { ...address, next: parseBrokerUrls(others.join(',')) };
}

/** All nodes that the address stands for, in the order in which they are tried. */
export function nodesOf(address: BrokerAddress): BrokerAddress[] {
  return [address, ...(address.next ? nodesOf(address.next) : [])];
}

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
  if (/,|%2c/i.test(url.hostname)) throw refused(`${scheme}://… with several hosts in one URL`, text);
  const guest = url.username === '' && url.password === '';
  const address: BrokerAddress = {
    protocol: scheme,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? PORTS[scheme] : Number(url.port),
    username: guest ? 'guest' : decoded(url.username, scheme, text),
    password: guest ? 'guest' : decoded(url.password, scheme, text),
    vhost: url.pathname.length > 1 ? decoded(url.pathname.slice(1), scheme, text) : '/',
    ...readUrlParameters(url.searchParams, scheme),
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

/** The same of all nodes that it stands for. */
export const showNodes = (address: BrokerAddress): string => nodesOf(address).map(showAddress).join(', ');

/** A text that may quote what a person typed, with what stands where a URL has its password taken out. */
export function withoutPasswords(text: string): string {
  return text
    .replace(/((?:amqps?|https?):\/*[^\s:@/]*):\S*@/gi, '$1:***@')
    .replace(/:[^\s:@/]+@/g, ':***@')
    .replace(/([?&]password=)[^\s&,'"]*/gi, '$1***');
}

function refused(got: string, text: string): LabError {
  const meant = /^[\w.-]+:\d+$/.test(text) ? `amqp://${text}` : undefined;
  const hint =
    meant === undefined
      ? `A broker's URL looks like ${EXAMPLE}; of a cluster's nodes, one each, with commas between.`
      : `Did you mean ${meant}?`;
  return new LabError('usage', `expected embedded, docker[:TAG], compose or amqp[s]://…, got ${got}`, {
    hint,
    trouble: { kind: 'no-broker', got, ...(meant !== undefined && { meant }) },
  });
}

function decoded(part: string, scheme: string, text: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refused(`${scheme}://… with a broken percent-encoding`, text);
  }
}
