import fc from 'fast-check';
import type { Binding, Exchange, RoutedMessage, Topology } from '../../src/lib/routing/topology.ts';
import { EMPTY_TABLE, type FieldTable, type FieldValue } from '../../src/lib/routing/values.ts';

/** A topology and messages for it. Small vocabularies on purpose: names, keys and headers are to meet. */
export interface Sample {
  readonly topology: Topology;
  readonly messages: readonly RoutedMessage[];
}

export const EXCHANGE_NAMES = ['x0', 'x1', 'x2', 'x3', 'x4'] as const;
export const QUEUE_NAMES = ['q0', 'q1', 'q2', 'q3', 'q4'] as const;
/** A name that nothing has. */
export const NOBODY = 'nobody';

const words = fc.array(fc.constantFrom('a', 'b', 'c', '', '*', '#'), { maxLength: 4 });
const plainKey = words.map((parts) => parts.join('.'));
const patternKey = fc
  .array(fc.constantFrom('a', 'b', '', '*', '#', '#'), { maxLength: 6 })
  .map((parts) => parts.join('.'));

const scalar: fc.Arbitrary<FieldValue> = fc.constantFrom<FieldValue>(
  { type: 'int32', value: 1 },
  { type: 'int8', value: 1 },
  { type: 'int64', value: 1n },
  { type: 'double', value: 1 },
  { type: 'double', value: 1.5 },
  { type: 'float', value: 1.5 },
  { type: 'timestamp', value: 1n },
  { type: 'string', value: '1' },
  { type: 'string', value: '' },
  { type: 'binary', value: Buffer.from('1') },
  { type: 'boolean', value: true },
  { type: 'boolean', value: false },
  { type: 'decimal', value: { scale: 1, digits: 10 } },
  { type: 'void' },
);
const value: fc.Arbitrary<FieldValue> = fc.oneof(
  { weight: 8, arbitrary: scalar },
  {
    weight: 1,
    arbitrary: fc
      .array(scalar, { maxLength: 2 })
      .map((items): FieldValue => ({ type: 'array', value: items })),
  },
  {
    weight: 1,
    arbitrary: scalar.map((item): FieldValue => ({ type: 'table', value: new Map([['k', item]]) })),
  },
);
const pairs = fc
  .uniqueArray(fc.tuple(fc.constantFrom('h1', 'h2', 'x-h'), value), {
    selector: ([key]) => key,
    maxLength: 3,
  })
  .map((entries): FieldTable => new Map(entries));

const bindingArguments = fc
  .tuple(pairs, fc.option(fc.constantFrom('all', 'any', 'all-with-x', 'any-with-x')))
  .map(
    ([table, mode]): FieldTable =>
      mode === null ? table : new Map([...table, ['x-match', { type: 'string', value: mode }]]),
  );

const exchange = (name: string): fc.Arbitrary<Exchange> =>
  fc
    .record({
      type: fc.constantFrom('direct', 'fanout', 'topic', 'headers'),
      alternate: fc.option(fc.constantFrom(...EXCHANGE_NAMES, NOBODY), { freq: 3 }),
    })
    .map(({ type, alternate }) => ({
      name,
      type,
      durable: false,
      autoDelete: false,
      internal: false,
      arguments:
        alternate === null
          ? EMPTY_TABLE
          : new Map([['alternate-exchange', { type: 'string', value: alternate }]]),
    }));

export const binding: fc.Arbitrary<Binding> = fc
  .record({
    source: fc.constantFrom(...EXCHANGE_NAMES),
    destination: fc.oneof(fc.constantFrom(...QUEUE_NAMES), fc.constantFrom(...EXCHANGE_NAMES)),
    routingKey: fc.oneof(plainKey, patternKey),
    arguments: bindingArguments,
  })
  .map((parts) => ({ ...parts, destinationType: parts.destination.startsWith('q') ? 'queue' : 'exchange' }));

const extraKeys: fc.Arbitrary<FieldValue> = fc
  .array(fc.oneof(fc.oneof(plainKey, fc.constantFrom(...QUEUE_NAMES)).map(text), scalar), { maxLength: 2 })
  .map((items) => ({ type: 'array', value: items }));

export const message: fc.Arbitrary<RoutedMessage> = fc
  .record({
    exchange: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom<string>(...EXCHANGE_NAMES) },
      { weight: 1, arbitrary: fc.constant('') },
    ),
    routingKey: fc.oneof(
      { weight: 6, arbitrary: plainKey },
      { weight: 1, arbitrary: fc.constantFrom<string>(...QUEUE_NAMES, NOBODY) },
    ),
    headers: pairs,
    cc: fc.option(extraKeys, { freq: 5 }),
    bcc: fc.option(extraKeys, { freq: 5 }),
  })
  .map(({ headers, cc, bcc, ...rest }) => ({
    ...rest,
    headers: new Map([
      ...headers,
      ...(cc ? [['CC', cc] as const] : []),
      ...(bcc ? [['BCC', bcc] as const] : []),
    ]),
  }));

/** All five exchanges and queues, so that bindings and alternates always have something to name. */
export const sample: fc.Arbitrary<Sample> = fc
  .record({
    exchanges: fc.tuple(...EXCHANGE_NAMES.map(exchange)),
    bindings: fc.array(binding, { minLength: 3, maxLength: 16 }),
    messages: fc.array(message, { minLength: 1, maxLength: 12 }),
  })
  .map(({ exchanges, bindings, messages }) => ({
    topology: {
      exchanges,
      queues: QUEUE_NAMES.map((name) => ({
        name,
        durable: false,
        autoDelete: false,
        exclusive: true,
        arguments: EMPTY_TABLE,
      })),
      bindings,
    },
    messages,
  }));

function text(value: string): FieldValue {
  return { type: 'string', value };
}
