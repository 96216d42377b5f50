import { type BrokerAddress, parseBrokerUrl } from '../lab/amqp/broker-url.ts';
import { LabError } from '../lab/errors.ts';

/** Where RabbitMQ's management API is, and who asks. */
export interface ManagementAddress {
  /** Without user, password and a slash at its end. */
  readonly base: string;
  readonly username: string;
  readonly password: string;
  /** The virtual host that an AMQP URL names. */
  readonly virtualHost?: string;
}

const PORTS = { amqp: 15_672, amqps: 15_671 } as const;
const EXAMPLE = 'The management page of a RabbitMQ: http://user:password@host:15672';

/**
 * Reads the URL of a management page, or an AMQP URL whose host and user are taken. Throws a LabError that repeats no
 * part of the text that could be a password.
 */
export function parseManagementUrl(text: string): ManagementAddress {
  if (/^amqps?:\/\//i.test(text)) return fromAmqp(text);
  if (!/^https?:\/\//i.test(text)) throw refused(withoutScheme(text), text);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refused('one that cannot be read', text);
  }
  const guest = url.username === '' && url.password === '';
  return {
    base: `${url.protocol}//${hostOf(url, text)}${pathOf(url)}`,
    username: guest ? 'guest' : decoded(url.username, text),
    password: guest ? 'guest' : decoded(url.password, text),
  };
}

function fromAmqp(text: string): ManagementAddress {
  const { protocol, hostname, username, password, vhost } = brokerAddress(text);
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return {
    base: `${protocol === 'amqps' ? 'https' : 'http'}://${host}:${PORTS[protocol]}`,
    username,
    password,
    virtualHost: vhost,
  };
}

function brokerAddress(text: string): BrokerAddress {
  try {
    return parseBrokerUrl(text);
  } catch (error) {
    throw error instanceof LabError ? refused('amqp://… that cannot be read as a URL', text) : error;
  }
}

/** A page with TLS mostly stands behind a proxy, on the usual port; one without, on RabbitMQ's. */
function hostOf(url: URL, text: string): string {
  const saysPort80 = /^http:\/\/([^/?#]*@)?(\[[^\]]*\]|[^:/?#@]*):0*80(?=[/?#]|$)/i.test(text);
  return url.protocol === 'http:' && url.port === '' && !saysPort80
    ? `${url.hostname}:${PORTS.amqp}`
    : url.host;
}

/** A prefix that the page may have; people copy what stands behind it, too. */
const pathOf = ({ pathname }: URL): string =>
  pathname.replace(/\/(api|index\.html)?\/*$/, '').replace(/\/+$/, '');

function withoutScheme(text: string): string {
  if (text === '') return 'nothing';
  return /^[\w.-]+(:\d+)?$/.test(text) ? `'${text}'` : 'something else';
}

function refused(got: string, text: string): LabError {
  const hint = /^[\w.-]+(:\d+)?$/.test(text) ? `Did you mean http://${text}?` : EXAMPLE;
  return new LabError('usage', `expected http://…, https://… or amqp://…, got ${got}`, { hint });
}

function decoded(part: string, text: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refused('one with a broken percent-encoding', text);
  }
}
