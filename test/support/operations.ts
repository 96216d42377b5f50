import fc from 'fast-check';
import type { PlainTable } from '../../src/lib/routing/values.ts';

export const QUEUES = ['q0', 'q1', 'q2'] as const;
export const EXCHANGES = ['x0', 'x1', 'x2'] as const;
/** A name that nothing has. */
const NOBODY = 'none';

/** One step of a sequence; what it names need not be there. `at` picks among what there is at that moment. */
export type Operation =
  | {
      readonly do: 'declare-queue';
      readonly queue: string;
      readonly flags: QueueFlags;
      readonly args: PlainTable;
    }
  | {
      readonly do: 'declare-exchange';
      readonly exchange: string;
      readonly flags: ExchangeFlags;
      readonly args: PlainTable;
    }
  | {
      readonly do: 'bind' | 'unbind';
      readonly source: string;
      readonly destination: string;
      readonly key: string;
    }
  | { readonly do: 'publish'; readonly publishing: Publishing; readonly count: number }
  | { readonly do: 'get'; readonly queue: string; readonly noAck: boolean }
  | { readonly do: 'consume'; readonly queue: string; readonly tag: string; readonly options: ConsumeOptions }
  | {
      readonly do: 'settle';
      readonly at: number;
      readonly how: 'ack' | 'nack' | 'reject';
      readonly multiple: boolean;
      readonly requeue: boolean;
    }
  | { readonly do: 'settle-all'; readonly how: 'ack' | 'nack'; readonly requeue: boolean }
  | { readonly do: 'qos'; readonly count: number; readonly global: boolean }
  | { readonly do: 'cancel'; readonly tag: string }
  | { readonly do: 'recover' | 'close-channel' | 'disconnect' | 'confirm' | 'tx' | 'commit' | 'rollback' }
  | { readonly do: 'purge'; readonly queue: string }
  | {
      readonly do: 'delete-queue';
      readonly queue: string;
      readonly ifUnused: boolean;
      readonly ifEmpty: boolean;
    }
  | { readonly do: 'delete-exchange'; readonly exchange: string; readonly ifUnused: boolean };

export interface QueueFlags {
  readonly durable: boolean;
  readonly exclusive: boolean;
  readonly autoDelete: boolean;
}

export interface ExchangeFlags {
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
}

export interface ConsumeOptions {
  readonly noAck: boolean;
  readonly exclusive: boolean;
  readonly priority: number | undefined;
}

export interface Publishing {
  readonly exchange: string;
  readonly key: string;
  readonly mandatory: boolean;
  readonly priority: number | undefined;
  readonly expiration: string | undefined;
  readonly persistent: boolean;
  readonly headers: PlainTable | undefined;
}

/** Operations, each with the channel that does it. */
export interface Sequence {
  /** Whether the two channels are of one connection. */
  readonly together: boolean;
  readonly steps: readonly { readonly channel: 0 | 1; readonly operation: Operation }[];
}

const queue = fc.constantFrom(...QUEUES);
const exchange = fc.constantFrom('x0', ...EXCHANGES);
const key = fc.constantFrom<string>('k', 'a.b', '#', ...QUEUES);
const rarely = (weight: number): fc.Arbitrary<boolean> => fc.nat(99).map((n) => n < weight);
const sometimes = <T>(value: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T | undefined> =>
  fc.tuple(value, rarely(weight)).map(([given, is]) => (is ? given : undefined));

/** The table of those arguments that have a value. */
const table = (
  values: Record<string, fc.Arbitrary<PlainTable[string] | undefined>>,
): fc.Arbitrary<PlainTable> =>
  fc
    .record(values)
    .map(
      (given) =>
        Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as PlainTable,
    );

const limits = {
  'x-max-length': sometimes(fc.nat(3), 25),
  'x-max-length-bytes': sometimes(fc.nat(8), 8),
  'x-overflow': sometimes(fc.constantFrom('drop-head', 'reject-publish', 'reject-publish-dlx'), 25),
  'x-dead-letter-exchange': sometimes(fc.constantFrom('', '', ...EXCHANGES, NOBODY), 45),
  'x-dead-letter-routing-key': sometimes(fc.constantFrom(...QUEUES, 'k'), 40),
  'x-single-active-consumer': sometimes(fc.constant(true), 15),
};
const classic = table({
  ...limits,
  'x-message-ttl': sometimes(fc.constant(0), 5),
  'x-max-priority': sometimes(fc.integer({ min: 1, max: 3 }), 20),
});
const quorum = table({
  ...limits,
  'x-queue-type': fc.constant('quorum'),
  'x-delivery-limit': sometimes(fc.nat(2), 50),
});

const declareClassic = fc.record({
  do: fc.constant('declare-queue' as const),
  queue,
  flags: fc.record({ durable: fc.boolean(), exclusive: rarely(12), autoDelete: rarely(20) }),
  args: classic,
});
const declareQuorum = fc.record({
  do: fc.constant('declare-queue' as const),
  queue: fc.constantFrom('q0', 'q1'),
  flags: fc.constant({ durable: true, exclusive: false, autoDelete: false }),
  args: quorum,
});
/**
 * Beside quorum queues: a name that had a queue of another type on the same channel crashes it in RabbitMQ, so each
 * name keeps to one.
 */
const besideQuorum = declareClassic.map((each) => ({ ...each, queue: 'q2' as const }));

const declareExchange = fc.record({
  do: fc.constant('declare-exchange' as const),
  exchange,
  flags: fc.record({
    type: fc.constantFrom('direct', 'fanout', 'topic', 'fanout'),
    durable: rarely(20),
    autoDelete: rarely(25),
    internal: rarely(8),
  }),
  args: table({ 'alternate-exchange': sometimes(fc.constantFrom(...EXCHANGES, NOBODY), 15) }),
});
const binding = {
  source: exchange,
  destination: fc.oneof({ weight: 3, arbitrary: queue }, { weight: 1, arbitrary: exchange }),
  key,
};
const publishing = fc.record({
  exchange: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 2, arbitrary: exchange }),
  key,
  mandatory: rarely(20),
  priority: sometimes(fc.nat(4), 25),
  expiration: sometimes(fc.constant('0'), 4),
  persistent: fc.boolean(),
  headers: sometimes(
    table({
      h: sometimes(fc.nat(2), 60),
      CC: sometimes(fc.array(key, { maxLength: 2 }), 50),
      BCC: sometimes(fc.array(key, { maxLength: 2 }), 30),
    }),
    15,
  ),
});

const each = <const T extends string>(name: T): fc.Arbitrary<{ do: T }> => fc.constant({ do: name });

const operation = (withQuorum: boolean): fc.Arbitrary<Operation> =>
  fc.oneof(
    { weight: 8, arbitrary: withQuorum ? besideQuorum : declareClassic },
    { weight: withQuorum ? 10 : 0, arbitrary: declareQuorum },
    { weight: 6, arbitrary: declareExchange },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('bind' as const), ...binding }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('unbind' as const), ...binding }) },
    {
      weight: 24,
      arbitrary: fc
        .record({
          do: fc.constant('publish' as const),
          // A quorum queue expires messages when it comes to it.
          publishing: withQuorum
            ? publishing.map((each) => ({ ...each, expiration: undefined }))
            : publishing,
          count: withQuorum ? fc.constant(1) : fc.integer({ min: 1, max: 3 }),
        })
        // Several at once to several queues: it would be chance when a dead letter of one comes to another.
        .map((each) =>
          each.publishing.exchange === '' && !each.publishing.headers ? each : { ...each, count: 1 },
        ),
    },
    { weight: 10, arbitrary: fc.record({ do: fc.constant('get' as const), queue, noAck: rarely(30) }) },
    {
      weight: 10,
      arbitrary: fc.record({
        do: fc.constant('consume' as const),
        queue,
        tag: fc.constantFrom('t0', 't1', 't2'),
        options: fc.record({
          noAck: rarely(25),
          exclusive: rarely(10),
          priority: sometimes(fc.integer({ min: -1, max: 2 }), 30),
        }),
      }),
    },
    {
      weight: 20,
      arbitrary: fc.record({
        do: fc.constant('settle' as const),
        at: fc.nat(5),
        how: fc.constantFrom('ack', 'nack', 'reject'),
        multiple: rarely(30),
        requeue: fc.boolean(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('settle-all' as const),
        how: fc.constantFrom('ack', 'nack'),
        requeue: fc.boolean(),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('qos' as const), count: fc.nat(3), global: rarely(25) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('cancel' as const), tag: fc.constantFrom('t0', 't1', 't2') }),
    },
    { weight: 3, arbitrary: each('recover') },
    { weight: 3, arbitrary: each('close-channel') },
    { weight: 1, arbitrary: each('disconnect') },
    { weight: 2, arbitrary: each('confirm') },
    { weight: 1, arbitrary: each('tx') },
    { weight: 2, arbitrary: each('commit') },
    { weight: 1, arbitrary: each('rollback') },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('purge' as const), queue }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('delete-queue' as const),
        queue,
        ifUnused: rarely(20),
        ifEmpty: rarely(20),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('delete-exchange' as const), exchange, ifUnused: rarely(30) }),
    },
  );

const steps = (withQuorum: boolean) =>
  fc.array(
    fc.record({
      channel: fc.constantFrom(0 as const, 0 as const, 1 as const),
      operation: operation(withQuorum),
    }),
    {
      minLength: 25,
      maxLength: 40,
    },
  );

/** Three queues and an exchange with two bindings to begin with, then anything. */
export const sequence: fc.Arbitrary<Sequence> = rarely(25).chain((withQuorum) => {
  const begin = [
    ...(withQuorum
      ? [declareQuorum, declareQuorum, besideQuorum]
      : QUEUES.map((name) => declareClassic.map((each) => ({ ...each, queue: name })))),
    declareExchange.map((each) => ({ ...each, exchange: 'x0' })),
    fc.record({ do: fc.constant('bind' as const), source: fc.constant('x0'), destination: queue, key }),
    fc.record({ do: fc.constant('bind' as const), source: fc.constant('x0'), destination: queue, key }),
  ] as const;
  return fc
    .record({ together: fc.boolean(), first: fc.tuple(...begin), rest: steps(withQuorum) })
    .map(({ together, first, rest }) => ({
      together,
      steps: [...first.map((each) => ({ channel: 0 as const, operation: each })), ...rest],
    }));
});
