import { LabError } from '../errors.ts';
import { readTlsOptions, TLS_PARAMETERS, type TlsOptions, type TlsParameter } from './tls-options.ts';

/** What a URL says after its question mark. */
export interface UrlParameters {
  readonly tls?: TlsOptions;
  /** How long a connection may take, up to its first words. */
  readonly connectTimeoutMs?: number;
  /** Seconds; the broker's proposal where nothing is given. */
  readonly heartbeat?: number;
  /** The client certificate is the login. */
  readonly isExternal?: true;
}

const OTHERS = ['connection_timeout', 'heartbeat', 'auth_mechanism'] as const;
const KNOWN: readonly string[] = [...TLS_PARAMETERS, ...OTHERS];
const MAX_TIMEOUT_MS = 3_600_000;
const MAX_HEARTBEAT_S = 65_535;

/**
 * Reads RabbitMQ's own URI query parameters, and the files that they name. Throws a LabError that names the parameter
 * and repeats nothing that could be a password.
 */
export function readUrlParameters(query: URLSearchParams, protocol: 'amqp' | 'amqps'): UrlParameters {
  const given = Object.fromEntries(query) as Partial<Record<TlsParameter | (typeof OTHERS)[number], string>>;
  for (const name of query.keys()) {
    if (!KNOWN.includes(name))
      throw new LabError('usage', `the URL has a parameter '${name}', which is not known`, {
        hint: `Known are ${KNOWN.join(', ')}: RabbitMQ's URI query parameters.`,
      });
    if (protocol === 'amqp' && TLS_PARAMETERS.some((known) => known === name))
      throw new LabError('usage', `the URL's ${name} is about TLS, and amqp:// has none`, {
        hint: 'TLS is amqps://, usually on port 5671.',
      });
  }
  const { connection_timeout: timeout, heartbeat, auth_mechanism: mechanism } = given;
  if (mechanism !== undefined && !/^(plain|external)$/i.test(mechanism))
    throw new LabError(
      'usage',
      "expected auth_mechanism=plain or auth_mechanism=external in the broker's URL",
    );
  return {
    ...(protocol === 'amqps' && { tls: readTlsOptions(given) }),
    ...(timeout !== undefined && {
      connectTimeoutMs: wholeNumber('connection_timeout', timeout, 1, MAX_TIMEOUT_MS),
    }),
    ...(heartbeat !== undefined && { heartbeat: wholeNumber('heartbeat', heartbeat, 0, MAX_HEARTBEAT_S) }),
    ...(mechanism?.toLowerCase() === 'external' && { isExternal: true }),
  };
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  const unit = name === 'heartbeat' ? 'seconds' : 'milliseconds';
  throw new LabError('usage', `expected ${name} to be a whole number of ${unit}, from ${min} to ${max}`);
}
