import fc from 'fast-check';
import type { Experiment, Step } from '../../src/lib/lab/experiment.ts';
import * as write from '../../src/lib/lab/notation.ts';
import type { PlainTable } from '../../src/lib/routing/values.ts';

// Random experiments whose outcome does not hang on how fast anything goes: one consumer to a queue, every failure
// bounded, waits far beyond the TTLs, dead letters in a queue of their own, which nothing else goes to.

const QUEUES = ['q0', 'q1'] as const;
const DEAD = 'dead';
const EXCHANGES = ['x0', 'x1'] as const;
const KEYS = ['a', 'a.b', 'q0', ''] as const;
const PATTERNS = ['a', 'a.*', '#', 'a.#', ''] as const;
const TTL_MS = 700;
const WAIT_MS = 1000;

const queueName = fc.constantFrom(...QUEUES);
const exchangeName = fc.constantFrom(...EXCHANGES);

const queueArguments: fc.Arbitrary<PlainTable> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.constant({ 'x-message-ttl': TTL_MS, 'x-dead-letter-exchange': DEAD }) },
  { weight: 2, arbitrary: fc.constant({ 'x-max-length': 2, 'x-dead-letter-exchange': DEAD }) },
  { weight: 1, arbitrary: fc.constant({ 'x-max-length': 1, 'x-overflow': 'reject-publish' }) },
  { weight: 1, arbitrary: fc.constant({ 'x-max-priority': 3 }) },
  {
    weight: 1,
    arbitrary: fc.constant({ 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': DEAD }),
  },
);

const topology = fc
  .tuple(
    fc.tuple(...EXCHANGES.map(() => fc.constantFrom('fanout', 'direct', 'topic'))),
    fc.tuple(...QUEUES.map(() => fc.tuple(queueArguments, fc.boolean()))),
    fc.array(fc.tuple(exchangeName, fc.constantFrom(...PATTERNS), queueName), { maxLength: 6 }),
  )
  .map(([types, queues, bindings]) =>
    write.topology(
      [
        ...EXCHANGES.map((name, at) => write.exchange(name, types[at] ?? 'fanout')),
        write.exchange(DEAD, 'fanout'),
      ],
      [
        ...QUEUES.map((name, at) => {
          const [args = {}, autoDelete = false] = queues[at] ?? [];
          return write.queue(name, args, { autoDelete });
        }),
        write.queue(DEAD),
      ],
      [[DEAD, '', DEAD] as const, ...bindings].map(([source, key, destination]) =>
        write.binding(key === '' ? `${source} -> ${destination}` : `${source} -[${key}]-> ${destination}`),
      ),
    ),
  );

/** What happens next, but for the names that must not come twice. */
type Draft =
  | {
      readonly do: 'publish';
      readonly to: string;
      readonly key: string;
      readonly priority: number;
      readonly mandatory: boolean;
    }
  | {
      readonly do: 'consume';
      readonly queue: string;
      readonly answer: 'ack' | 'reject' | 'requeue' | 'hold';
      readonly prefetch: number;
      readonly by: string | undefined;
    }
  | { readonly do: 'end'; readonly how: 'cancel' | 'cut'; readonly at: number }
  | { readonly do: 'step'; readonly step: Step };

const draft: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      to: fc.constantFrom('', ...EXCHANGES),
      key: fc.constantFrom(...KEYS),
      priority: fc.nat(4),
      mandatory: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('consume' as const),
      queue: queueName,
      answer: fc.constantFrom('ack' as const, 'reject' as const, 'requeue' as const, 'hold' as const),
      prefetch: fc.nat(2),
      by: fc.constantFrom(undefined, 'app'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      how: fc.constantFrom('cancel' as const, 'cut' as const),
      at: fc.nat(3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .oneof(
        fc.constant(write.wait(WAIT_MS)),
        queueName.map((name) => write.purge(name)),
        fc
          .tuple(
            queueName,
            fc.constantFrom('ack' as const, 'reject' as const, 'requeue' as const, 'hold' as const),
          )
          .map(([name, answer]) => write.get(name, { by: 'getter', answer })),
        queueName.map((name) => write.deleteQueue(name)),
        queueName.map((name) => write.declareQueue(write.queue(name, { 'x-max-length': 9 }))),
        fc.tuple(exchangeName, queueName).map(([from, to]) => write.bind(`${from} -[a]-> ${to}`)),
        fc.tuple(exchangeName, queueName).map(([from, to]) => write.unbind(`${from} -[a]-> ${to}`)),
        fc.constant(write.publish('lost', 'nowhere', 'a')),
        fc.tuple(exchangeName, fc.constantFrom('', 'a')).map(([from, key]) => write.bindLast(from, key)),
      )
      .map((step) => ({ do: 'step' as const, step })),
  },
);

/** A random experiment; every step but a burst of messages is followed by a look. */
export const randomExperiment: fc.Arbitrary<Experiment> = fc
  .tuple(topology, fc.array(draft, { minLength: 3, maxLength: 12 }))
  .map(([there, drafts]) => ({
    name: 'random',
    topology: there,
    steps: [...stepsOf(drafts)],
    expected: null,
  }));

function* stepsOf(drafts: readonly Draft[]): Generator<Step> {
  const consuming = new Map<string, { readonly queue: string; readonly role: string }>();
  let made = 0;
  for (const [at, each] of drafts.entries()) {
    if (each.do === 'publish') {
      const { to, key, priority, mandatory } = each;
      yield write.publish(`m${++made}`, to, key, { priority, mandatory });
      if (drafts[at + 1]?.do === 'publish') continue;
    } else if (each.do === 'consume') {
      const { queue, answer, prefetch, by } = each;
      if ([...consuming.values()].some((other) => other.queue === queue)) continue;
      const consumer = `c${++made}`;
      consuming.set(consumer, { queue, role: by ?? consumer });
      const limit = prefetch > 0 && { prefetch };
      yield write.consume(consumer, queue, { answer, failures: 2, ...limit, ...(by && { by }) });
    } else if (each.do === 'end') {
      const [consumer, { role }] = [...consuming][each.at] ?? ['', { role: '' }];
      if (consumer === '') continue;
      const ends = (other: string): boolean =>
        each.how === 'cut' ? consuming.get(other)?.role === role : other === consumer;
      for (const other of [...consuming.keys()].filter(ends)) consuming.delete(other);
      yield each.how === 'cut' ? write.cut(role) : write.cancel(consumer);
    } else yield each.step;
    yield write.look(`after ${at}`);
  }
}
