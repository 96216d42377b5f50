import fc from 'fast-check';
import type { Behaviour, ConsumeStep, Experiment, PublishStep, Step } from '../../src/lib/lab/experiment.ts';
import { mistakesIn } from '../../src/lib/lab/mistakes.ts';
import type { Exchange, Queue, Topology } from '../../src/lib/routing/topology.ts';
import type { FieldTable, FieldValue } from '../../src/lib/routing/values.ts';

// Experiments with names, keys and values of all kinds: to be written and read, not to be played.

const HOSTILE = [
  "it's",
  '"quoted"',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is to be taken for one
  '`${process.exit(1)}`',
  '</script><!--',
  '*/ throw 0 /*',
  '// no',
  '\\',
  'a: b #c',
  '- x',
  '1. one',
  '*em* _em_',
  '#35;&amp;',
  '%%{init}%%',
  '__proto__',
  'constructor',
  '!int64 1',
  '1.0',
  'null',
  'yes',
  '~',
  '2001-01-01',
  '[q]',
  '{q}',
  'a -> b',
  'x =[y]=> z',
  'naïve ☃ 🐇',
  '\u202egnp.exe',
  '\u2028',
  ' ',
  '\ttab',
  'line\nbreak',
  'end',
] as const;

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
/** Neither empty nor, as some of the texts above, without anything to see. */
export const aName = text.map((each) => `n${each}`);
export const aKey = text;

const typedNumber = (
  type: 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32',
  min: number,
  max: number,
) => fc.integer({ min, max }).map((value): FieldValue => ({ type, value }));
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

const scalar: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.boolean().map((value): FieldValue => ({ type: 'boolean', value })),
  typedNumber('int8', -128, 127),
  typedNumber('uint8', 0, 255),
  typedNumber('int16', -0x8000, 0x7fff),
  typedNumber('uint16', 0, 0xffff),
  typedNumber('int32', -0x80000000, 0x7fffffff),
  typedNumber('uint32', 0, 0xffffffff),
  fc.oneof(int64, fc.bigInt({ min: -9n, max: 9n })).map((value): FieldValue => ({ type: 'int64', value })),
  fc.bigInt({ min: 0n, max: 2n ** 40n }).map((value): FieldValue => ({ type: 'timestamp', value })),
  fc.double().map((value): FieldValue => ({ type: 'double', value })),
  fc.integer().map((value): FieldValue => ({ type: 'double', value })),
  fc.float().map((value): FieldValue => ({ type: 'float', value })),
  fc
    .record({ scale: fc.nat(255), digits: fc.integer() })
    .map((value): FieldValue => ({ type: 'decimal', value })),
  text.map((value): FieldValue => ({ type: 'string', value })),
  fc.uint8Array({ maxLength: 6 }).map((value): FieldValue => ({ type: 'binary', value: Buffer.from(value) })),
  fc.constant<FieldValue>({ type: 'void' }),
);
const key = fc.oneof(fc.constantFrom('x-match', '__proto__', '!', 'value'), text);
const { value } = fc.letrec<{ value: FieldValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }).map((items): FieldValue => ({ type: 'array', value: items })),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 3 })
      .map((entries): FieldValue => ({ type: 'table', value: new Map(entries) })),
  ),
}));
export const aTable: fc.Arbitrary<FieldTable> = fc
  .array(fc.tuple(key, value), { maxLength: 3 })
  .map((entries) => new Map(entries));

const anExchange: fc.Arbitrary<Exchange> = fc.record({
  name: aName,
  type: fc.constantFrom('direct', 'fanout', 'topic', 'headers', 'x-random'),
  durable: fc.boolean(),
  autoDelete: fc.boolean(),
  internal: fc.boolean(),
  arguments: aTable,
});
const aQueue: fc.Arbitrary<Queue> = fc.record({
  name: aName,
  durable: fc.boolean(),
  autoDelete: fc.boolean(),
  exclusive: fc.boolean(),
  arguments: aTable,
});
const aBinding = fc.record({
  source: fc.oneof(fc.constantFrom('', 'amq.topic'), aName),
  destination: aName,
  destinationType: fc.constantFrom('queue' as const, 'exchange' as const),
  routingKey: aKey,
  arguments: aTable,
});

/** Without a name, the queue that was declared last. */
const aBindingInSteps = fc.oneof(
  aBinding,
  aBinding.map((binding) => ({ ...binding, destination: '' })),
);

export const aTopology: fc.Arbitrary<Topology> = fc.record({
  exchanges: fc.uniqueArray(anExchange, { selector: ({ name }) => name, maxLength: 4 }),
  queues: fc.uniqueArray(aQueue, { selector: ({ name }) => name, maxLength: 4 }),
  bindings: fc.array(aBinding, { maxLength: 5 }),
});

const ms = fc.nat(100_000);

const aPublish: fc.Arbitrary<PublishStep> = fc
  .record(
    {
      kind: fc.constant('publish' as const),
      message: fc.record(
        {
          id: fc.oneof(aName, fc.constantFrom('m1', 'm2')),
          exchange: fc.oneof(fc.constant(''), aName),
          routingKey: aKey,
          headers: aTable,
          body: text,
          properties: fc.record(
            {
              persistent: fc.boolean(),
              priority: fc.nat(255),
              expiration: fc.oneof(ms, aName),
              replyTo: aName,
            },
            { requiredKeys: ['priority'] },
          ),
        },
        { requiredKeys: ['id', 'exchange', 'routingKey', 'headers'] },
      ),
      by: aName,
      mandatory: fc.boolean(),
      wantsReply: fc.boolean(),
      confirmLost: fc.boolean(),
      recovers: fc.boolean(),
    },
    { requiredKeys: ['kind', 'message'] },
  )
  // Two places for one reply.
  .filter(({ message, wantsReply }) => !wantsReply || message.properties?.replyTo === undefined);

const anAnswer = fc.constantFrom('ack' as const, 'reject' as const, 'requeue' as const);
const aRetry = fc.record({ exchange: aKey, routingKeys: fc.array(aKey, { minLength: 1, maxLength: 3 }) });
const aBehaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.record(
    {
      takesMs: ms,
      answer: fc.oneof(anAnswer, fc.constant('hold' as const)),
      failures: fc.nat(9),
      except: fc.dictionary(aName, anAnswer, { maxKeys: 3 }),
      skipsDuplicates: fc.boolean(),
      replies: fc.boolean(),
      publishes: fc.record(
        { exchange: aKey, routingKey: aKey, each: fc.constantFrom('message' as const, 'csv-row' as const) },
        { requiredKeys: ['exchange', 'routingKey'] },
      ),
      retries: aRetry,
    },
    { requiredKeys: ['answer'] },
  ),
  fc.record({ batch: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ answer: fc.constant('retry' as const), failures: fc.nat(9), retries: aRetry }),
);
const aConsume: fc.Arbitrary<ConsumeStep> = fc
  .record(
    {
      kind: fc.constant('consume' as const),
      consumer: aName,
      queue: aName,
      by: aName,
      prefetch: fc.nat(100),
      channelPrefetch: fc.nat(100),
      noAck: fc.boolean(),
      exclusive: fc.boolean(),
      arguments: aTable,
      behaviour: aBehaviour,
    },
    { requiredKeys: ['kind', 'consumer', 'queue'] },
  )
  // Nobody can be cut off who has no connection.
  .map((step) => (step.by === undefined ? step : { ...step, consumer: `on ${step.consumer}` }));

const by = { by: aName };
const REQUIRED = { requiredKeys: [] };

/** Steps that any consumer might take are for one that was started. */
const CONSUMER = "n'the first'";
/** The message that is answered. */
const MESSAGE = "m's `id`: #1";

const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: aPublish },
  { weight: 6, arbitrary: aConsume },
  fc.record(by, REQUIRED).map((who) => ({ kind: 'confirms' as const, ...who })),
  fc.constant({ kind: 'cancel' as const, consumer: CONSUMER }),
  fc
    .record({ answer: anAnswer, multiple: fc.boolean() }, { requiredKeys: ['answer'] })
    .map((rest) => ({ kind: 'answer' as const, consumer: CONSUMER, message: MESSAGE, ...rest })),
  fc
    .tuple(fc.record({ ...by, passive: fc.boolean() }, REQUIRED), anExchange)
    .map(([rest, exchange]) => ({ kind: 'declare' as const, ...rest, exchange })),
  fc
    .tuple(fc.record({ ...by, alias: aName, passive: fc.boolean() }, REQUIRED), aQueue, fc.boolean())
    .map(([rest, queue, unnamed]) => ({
      kind: 'declare' as const,
      ...rest,
      queue: { ...queue, ...(unnamed && { name: '' }) },
    })),
  fc
    .tuple(fc.record(by, REQUIRED), aBindingInSteps, fc.constantFrom('bind' as const, 'unbind' as const))
    .map(([who, binding, kind]) => ({ kind, ...who, binding })),
  fc
    .record({ ...by, queue: aName, exchange: aName }, { requiredKeys: ['queue'] })
    .map((rest) => ({ kind: 'delete' as const, ...rest })),
  fc
    .record({ ...by, queue: aName }, { requiredKeys: ['queue'] })
    .map((rest) => ({ kind: 'purge' as const, ...rest })),
  fc
    .record(
      { ...by, queue: aName, noAck: fc.boolean(), answer: fc.oneof(anAnswer, fc.constant('hold' as const)) },
      { requiredKeys: ['queue'] },
    )
    .map((rest) => ({ kind: 'get' as const, ...rest })),
  fc
    .record({ who: aName, recovers: fc.boolean() }, { requiredKeys: ['who'] })
    .map((rest) => ({ kind: 'cut' as const, ...rest })),
  fc.constant({ kind: 'restart' as const }),
  ms.map((time) => ({ kind: 'wait' as const, ms: time })),
  fc.constant({ kind: 'drain' as const }),
  aName.map((at) => ({ kind: 'look' as const, at })),
);

/** Without those steps that cannot be meant. */
function meant(experiment: Experiment): Experiment {
  const [mistake] = mistakesIn(experiment);
  if (!mistake) return experiment;
  return meant({ ...experiment, steps: experiment.steps.filter((_, at) => at !== mistake.step) });
}

/** An experiment that has everything that one can have, in any order. */
export const anExperiment: fc.Arbitrary<Experiment> = fc
  .record({ name: aName, topology: aTopology, steps: fc.array(aStep, { maxLength: 8 }) })
  .map(({ name, topology, steps }) =>
    meant({
      name,
      topology,
      steps: [
        { kind: 'consume', consumer: CONSUMER, queue: 'q' },
        { kind: 'publish', message: { id: MESSAGE, exchange: '', routingKey: 'q', headers: new Map() } },
        ...steps.map((step, at) => (step.kind === 'look' ? { ...step, at: `${step.at} ${at}` } : step)),
      ],
      expected: { errors: { producer: ['404'] } },
    }),
  );
