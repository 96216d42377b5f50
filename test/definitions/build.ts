import type { Policy } from '../../src/lib/definitions/policies/usage.ts';
import { type Definitions, readDefinitions } from '../../src/lib/definitions/read-definitions.ts';
import { LabError } from '../../src/lib/lab/errors.ts';
import type { Topology } from '../../src/lib/routing/topology.ts';
import { fieldTable, type PlainTable, plainTable } from '../../src/lib/routing/values.ts';

type Fields = Readonly<Record<string, unknown>>;

// Objects of a definitions file, as RabbitMQ writes them; what is given replaces what is there.

export const anExchange = (name: string, fields: Fields = {}): Fields => ({
  name,
  vhost: '/',
  type: 'direct',
  durable: true,
  auto_delete: false,
  internal: false,
  arguments: {},
  ...fields,
});

export const aQueue = (name: string, fields: Fields = {}): Fields => ({
  name,
  vhost: '/',
  durable: true,
  auto_delete: false,
  arguments: {},
  ...fields,
});

export const aBinding = (source: string, destination: string, fields: Fields = {}): Fields => ({
  source,
  vhost: '/',
  destination,
  destination_type: 'queue',
  routing_key: '',
  arguments: {},
  ...fields,
});

export const aPolicy = (name: string, definition: Fields, fields: Fields = {}): Fields => ({
  vhost: '/',
  name,
  pattern: '.*',
  'apply-to': 'all',
  definition,
  priority: 0,
  ...fields,
});

/** The object without some of its fields. */
export const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

export const read = (file: Fields, virtualHost?: string): Definitions =>
  readDefinitions(JSON.stringify(file), virtualHost === undefined ? {} : { virtualHost });

/** The error that reading ends with. */
export function refusal(text: string, virtualHost?: string): LabError {
  try {
    readDefinitions(text, virtualHost === undefined ? {} : { virtualHost });
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

export const policy = (definition: PlainTable, fields: Partial<Policy> = {}): Policy => ({
  kind: 'Policy',
  name: 'p',
  pattern: '.*',
  applyTo: 'all',
  priority: 0,
  definition: fieldTable(definition),
  ...fields,
});

/** The topology in plain values, in which integers of all widths are one: definitions keep no widths. */
export function plainTopology({ exchanges, queues, bindings }: Topology) {
  const plain = <T extends { arguments: Topology['queues'][number]['arguments'] }>(item: T) => ({
    ...item,
    arguments: plainTable(item.arguments),
  });
  return { exchanges: exchanges.map(plain), queues: queues.map(plain), bindings: bindings.map(plain) };
}

/** The same, in an order that depends on nothing but what is in it: RabbitMQ has none. */
export function unordered(topology: Topology): ReturnType<typeof plainTopology> {
  const sort = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => [JSON.stringify(item, sortedKeys), item] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => item);
  const { exchanges, queues, bindings } = plainTopology(topology);
  return { exchanges: sort(exchanges), queues: sort(queues), bindings: sort(bindings) };
}

const sortedKeys = (_: string, value: unknown): unknown =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
