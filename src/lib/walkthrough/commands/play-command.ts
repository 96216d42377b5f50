import type {
  Answer,
  AnswerStep,
  Behaviour,
  ConsumeStep,
  GetStep,
  PublishStep,
  Step,
} from '../../lab/experiment.ts';
import type { FieldTable } from '../../routing/values.ts';
import type { Commands } from './line.ts';
import { CommandProblem } from './problem.ts';
import { allowOptions, durationOf, numberOption, short, type Words, wordsOf } from './words.ts';

/** What a command needs to know of the steps before it. */
export interface Cast {
  /** How many messages have ids of ours, m1, m2, … */
  readonly numbered: number;
  readonly messages: readonly string[];
  readonly consumers: readonly string[];
  /** Who gets messages one by one. */
  readonly getters: readonly string[];
  readonly clients: readonly string[];
  /** On whose channel each consumer is. */
  readonly roles: ReadonlyMap<string, string>;
}

/** Gives the steps that a command is. Throws a {@link CommandProblem} where they cannot be meant. */
export type PlayCommand = (cast: Cast) => readonly Step[];

export const PLAY_USAGES = {
  publish: {
    usage: 'publish EXCHANGE [KEY] [HEADER=VALUE …] [--times=N]',
    example: 'publish shop order.placed',
  },
  consume: {
    usage: 'consume QUEUE [--as=NAME] [--by=CLIENT] [--prefetch=N] [--answer=ack|reject|requeue|hold]',
    example: 'consume billing --prefetch=1 --answer=hold',
  },
  get: {
    usage: 'get QUEUE [--as=NAME] [--answer=ack|reject|requeue|hold]',
    example: 'get billing --answer=hold',
  },
  ack: { usage: 'ack CONSUMER MESSAGE [--multiple]', example: 'ack c1 m1' },
  reject: { usage: 'reject CONSUMER MESSAGE [--multiple]', example: 'reject c1 m1' },
  requeue: { usage: 'requeue CONSUMER MESSAGE [--multiple]', example: 'requeue c1 m1' },
  cancel: { usage: 'cancel CONSUMER', example: 'cancel c1' },
  crash: { usage: 'crash CLIENT [--recovers]', example: 'crash c1' },
  purge: { usage: 'purge QUEUE', example: 'purge billing' },
  wait: { usage: 'wait TIME', example: 'wait 5s' },
  restart: { usage: 'restart', example: 'restart' },
  drain: { usage: 'drain', example: 'drain' },
} as const;

const misused = (command: keyof typeof PLAY_USAGES): CommandProblem =>
  new CommandProblem({ kind: 'usage', ...PLAY_USAGES[command] });

/** The sandbox's commands that do something on the broker, beside those that change the topology. */
export const PLAY_COMMANDS: Commands<PlayCommand> = {
  publish,
  consume,
  get,
  ack: (rest) => answering('ack', rest),
  reject: (rest) => answering('reject', rest),
  requeue: (rest) => answering('requeue', rest),
  cancel(rest) {
    const consumer = oneWord('cancel', rest);
    return (cast) => [{ kind: 'cancel', consumer: known('no-consumer', consumer, cast.consumers) }];
  },
  crash(rest) {
    const parts = wordsOf(rest);
    allowOptions(parts, ['recovers']);
    const [who, ...more] = parts.words;
    if (who === undefined || more.length > 0) throw misused('crash');
    const recovers = parts.options.has('recovers') ? { recovers: true } : {};
    return (cast) => {
      const role = cast.roles.get(who);
      if (role !== undefined && !cast.clients.includes(who))
        throw new CommandProblem({ kind: 'not-alone', name: who, role });
      return [{ kind: 'cut', who: known('no-client', who, cast.clients), ...recovers }];
    };
  },
  purge(rest) {
    const queue = oneWord('purge', rest);
    return () => [{ kind: 'purge', queue }];
  },
  wait(rest) {
    const ms = durationOf(oneWord('wait', rest), 'wait');
    return () => [{ kind: 'wait', ms }];
  },
  restart: () => () => [{ kind: 'restart' }],
  drain: () => () => [{ kind: 'drain' }],
};

const MAX_TIMES = 100;
const MAX_PREFETCH = 65_535;

function publish(rest: string): PlayCommand {
  const parts = wordsOf(rest);
  allowOptions(parts, [
    'times',
    'body',
    'priority',
    'expires',
    'expiration',
    'persistent',
    'not-mandatory',
    'id',
  ]);
  const [to, routingKey = '', ...more] = parts.words;
  if (to === undefined || more.length > 0) throw misused('publish');
  const times = numberOption(parts, 'times', MAX_TIMES, 1) ?? 1;
  const step = messageStep(parts, to === '(default)' ? '' : short(to), short(routingKey));
  const named = parts.options.get('id');
  return ({ numbered }) =>
    Array.from({ length: times }, (_, at) => {
      const id = named ?? `m${numbered + at + 1}`;
      return { ...step, message: { ...step.message, id } };
    });
}

function messageStep(parts: Words, exchange: string, routingKey: string): PublishStep {
  const { options, pairs } = parts;
  const body = options.get('body');
  const priority = numberOption(parts, 'priority', 255);
  const expires = options.get('expires');
  const asWritten = options.get('expiration');
  if (expires !== undefined && asWritten !== undefined)
    throw new CommandProblem({ kind: 'not-together', one: '--expires', other: '--expiration' });
  const properties = {
    ...(options.has('persistent') && { persistent: true }),
    ...(priority !== undefined && { priority }),
    ...(expires !== undefined && { expiration: durationOf(expires, '--expires') }),
    ...(asWritten !== undefined && { expiration: short(asWritten) }),
  };
  return {
    kind: 'publish',
    ...(options.has('not-mandatory') && { mandatory: false }),
    message: {
      id: '',
      exchange,
      routingKey,
      headers: headersOf(pairs),
      ...(body !== undefined && { body }),
      ...(Object.keys(properties).length > 0 && { properties }),
    },
  };
}

/** CC and BCC are lists of keys, or RabbitMQ refuses the message. */
function headersOf(pairs: FieldTable): FieldTable {
  const isList = (key: string): boolean => key === 'CC' || key === 'BCC';
  return new Map(
    Array.from(pairs, ([key, value]) =>
      isList(key) && value.type === 'string'
        ? [
            key,
            { type: 'array', value: value.value.split(',').map((text) => ({ type: 'string', value: text })) },
          ]
        : [key, value],
    ),
  );
}

const ANSWERS = ['ack', 'reject', 'requeue', 'hold'] as const satisfies readonly Answer[];

const CONSUME_OPTIONS = [
  'as',
  'by',
  'prefetch',
  'channel-prefetch',
  'answer',
  'takes',
  'failures',
  'batch',
  'no-ack',
  'exclusive',
];

function consume(rest: string): PlayCommand {
  const parts = wordsOf(rest);
  allowOptions(parts, CONSUME_OPTIONS);
  const [queue, ...more] = parts.words;
  if (queue === undefined || queue === '' || more.length > 0) throw misused('consume');
  const by = parts.options.get('by');
  const prefetch = numberOption(parts, 'prefetch', MAX_PREFETCH);
  const channelPrefetch = numberOption(parts, 'channel-prefetch', MAX_PREFETCH);
  const behaviour = behaviourOf(parts);
  const step: Omit<ConsumeStep, 'consumer'> = {
    kind: 'consume',
    queue,
    ...(by && { by }),
    ...(prefetch !== undefined && { prefetch }),
    ...(channelPrefetch !== undefined && { channelPrefetch }),
    ...(parts.options.has('no-ack') && { noAck: true }),
    ...(parts.options.has('exclusive') && { exclusive: true }),
    ...(parts.pairs.size > 0 && { arguments: parts.pairs }),
    ...(Object.keys(behaviour).length > 0 && { behaviour }),
  };
  const named = parts.options.get('as');
  return ({ consumers, getters }) => {
    const consumer = named || freeName([...consumers, ...getters]);
    if (consumers.includes(consumer)) throw new CommandProblem({ kind: 'consumer-there', name: consumer });
    return [{ ...step, consumer }];
  };
}

function get(rest: string): PlayCommand {
  const parts = wordsOf(rest);
  allowOptions(parts, ['as', 'answer', 'no-ack']);
  const [queue, ...more] = parts.words;
  if (queue === undefined || queue === '' || more.length > 0 || parts.pairs.size > 0) throw misused('get');
  const answer = answerOption(parts);
  const by = parts.options.get('as');
  const step: GetStep = {
    kind: 'get',
    ...(by && { by }),
    queue,
    ...(parts.options.has('no-ack') && { noAck: true }),
    ...(answer !== undefined && { answer }),
  };
  return () => [step];
}

function answerOption({ options }: Words): (typeof ANSWERS)[number] | undefined {
  const got = options.get('answer');
  const answer = ANSWERS.find((known) => known === got);
  if (got !== undefined && answer === undefined)
    throw new CommandProblem({ kind: 'wrong-value', of: '--answer', wanted: ANSWERS.join(', '), got });
  return answer;
}

function behaviourOf(parts: Words): Behaviour {
  const answer = answerOption(parts);
  const takes = parts.options.get('takes');
  const failures = numberOption(parts, 'failures');
  const batch = numberOption(parts, 'batch');
  return {
    ...(answer !== undefined && { answer }),
    ...(takes !== undefined && { takesMs: durationOf(takes, '--takes') }),
    ...(failures !== undefined && { failures }),
    ...(batch !== undefined && { batch }),
  };
}

function freeName(taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`c${number}`)) number++;
  return `c${number}`;
}

function answering(answer: AnswerStep['answer'], rest: string): PlayCommand {
  const parts = wordsOf(rest);
  allowOptions(parts, ['multiple']);
  const [consumer, message, ...more] = parts.words;
  if (consumer === undefined || message === undefined || more.length > 0) throw misused(answer);
  const multiple = parts.options.has('multiple') ? { multiple: true } : {};
  return ({ consumers, getters, messages }) => [
    {
      kind: 'answer',
      consumer: known('no-consumer', consumer, [...consumers, ...getters]),
      message: known('no-message', message, messages),
      answer,
      ...multiple,
    },
  ];
}

function known(
  kind: 'no-consumer' | 'no-message' | 'no-client',
  name: string,
  names: readonly string[],
): string {
  if (names.includes(name)) return name;
  throw new CommandProblem({ kind, name, known: names });
}

function oneWord(command: 'cancel' | 'purge' | 'wait', rest: string): string {
  const { words, options, pairs } = wordsOf(rest);
  const [word, ...more] = words;
  if (word === undefined || more.length > 0 || options.size > 0 || pairs.size > 0) throw misused(command);
  return word;
}
