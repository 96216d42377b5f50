import { MAX_DEFINITIONS_MIB } from '../definitions/no-definitions.ts';
import { type Definitions, readDefinitions } from '../definitions/read-definitions.ts';
import { LabError } from '../lab/errors.ts';
import {
  type Answer,
  answerFault,
  fetchFault,
  notUnderstood,
  noVirtualHost,
  tooMuch,
} from './management-faults.ts';
import type { ManagementAddress } from './management-url.ts';

export interface ManagementOptions {
  readonly virtualHost?: string;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

const TIMEOUT_MS = 30_000;
const MAX_BYTES = MAX_DEFINITIONS_MIB * 1024 * 1024;

/** What is asked for, and only so much of it: the statistics of ten thousand queues are no matter here. */
const QUERIES = {
  exchanges: 'columns=vhost,name,type,durable,auto_delete,internal,arguments',
  queues: 'disable_stats=true&columns=vhost,name,durable,auto_delete,exclusive,arguments',
  bindings: 'columns=vhost,source,destination,destination_type,routing_key,arguments',
  policies: '',
  'operator-policies': '',
} as const;

/**
 * What is declared in a virtual host of a running RabbitMQ, read over its management API, which needs no administrator.
 * Throws a LabError that says why it cannot be read, and shows no password.
 */
export async function readManagement(
  address: ManagementAddress,
  {
    virtualHost = address.virtualHost ?? '/',
    timeoutMs = TIMEOUT_MS,
    maxBytes = MAX_BYTES,
  }: ManagementOptions = {},
): Promise<Definitions> {
  const asking: Asking = { address, virtualHost, signal: AbortSignal.timeout(timeoutMs), maxBytes };
  // The first one alone says what is wrong, if anything is.
  const exchanges = await list('exchanges', asking);
  const [[queues, bindings, policies], operators] = await Promise.all([
    Promise.all((['queues', 'bindings', 'policies'] as const).map((name) => list(name, asking))),
    operatorPolicies(asking),
  ]);
  const text = objectText({ exchanges, queues, bindings, policies, operator_policies: operators.text });
  try {
    const definitions = readDefinitions(text, { virtualHost });
    return { ...definitions, notes: [...definitions.notes, ...operators.notes] };
  } catch (error) {
    throw error instanceof LabError ? notUnderstood(address, error) : error;
  }
}

const objectText = (members: Readonly<Record<string, string | undefined>>): string =>
  `{${Object.entries(members)
    .map(([name, text]) => `${JSON.stringify(name)}:${text}`)
    .join(',')}}`;

interface Asking {
  readonly address: ManagementAddress;
  readonly virtualHost: string;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

/** The list as RabbitMQ wrote it: to JavaScript's numbers 1 and 1.0 would be the same. */
async function list(name: keyof typeof QUERIES, asking: Asking): Promise<string> {
  const { address, virtualHost } = asking;
  const answer = await ask(name, asking);
  if (isList(answer)) return answer.text;
  const isNoVirtualHost = answer.status === 404 && parsed(answer.text) !== undefined;
  throw isNoVirtualHost
    ? noVirtualHost(address, virtualHost, await virtualHosts(asking))
    : answerFault(address, virtualHost, answer);
}

/** A broker that has none of them, or keeps them to itself, is read all the same. */
async function operatorPolicies(asking: Asking): Promise<{ text: string; notes: readonly string[] }> {
  const answer = await ask('operator-policies', asking);
  if (isList(answer)) return { text: answer.text, notes: [] };
  return {
    text: '[]',
    notes: [`Operator policies cannot be read (${answer.status}): what they set is left out.`],
  };
}

const ask = (name: keyof typeof QUERIES, asking: Asking): Promise<Answer> =>
  get(`${name}/${encodeURIComponent(asking.virtualHost)}?${QUERIES[name]}`, asking);

const isList = ({ status, text }: Answer): boolean => status === 200 && Array.isArray(parsed(text));

/** The names of those that the user may see. */
async function virtualHosts(asking: Asking): Promise<string[]> {
  const { text } = await get('vhosts?columns=name', asking);
  const list = parsed(text);
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: { name?: unknown }) => (typeof each?.name === 'string' ? [each.name] : []));
}

async function get(path: string, { address, signal, maxBytes }: Asking): Promise<Answer> {
  const { base, username, password } = address;
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  try {
    const response = await fetch(`${base}/api/${path}`, {
      signal,
      headers: { accept: 'application/json', authorization: `Basic ${credentials}` },
    });
    const text = await textOf(response, maxBytes, address);
    return { status: response.status, type: response.headers.get('content-type') ?? '', text };
  } catch (error) {
    throw error instanceof LabError ? error : fetchFault(error, address);
  }
}

async function textOf({ body }: Response, maxBytes: number, address: ManagementAddress): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop ends the transfer.
    if (size > maxBytes) throw tooMuch(address, maxBytes);
  }
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
