import type { Step } from '../../lab/experiment.ts';
import {
  answer,
  cancel,
  confirms,
  consume,
  exchange,
  publish,
  queue,
  topology,
  wait,
} from '../../lab/notation.ts';
import type { Observed } from '../../lab/observed.ts';
import type { Play } from '../../lab/scenario.ts';
import type { PlainTable } from '../../routing/values.ts';

/** One question to a queue and a log that get the same messages, and how what was observed answers it. */
export interface LogTrial {
  readonly question: string;
  readonly play: Play;
  readonly cells: (observed: Observed) => readonly [queue: string, log: string];
  readonly because: string;
  readonly asExpected: (observed: Observed) => boolean;
}

const STREAM = { 'x-queue-type': 'stream' };
const FROM_FIRST = { arguments: { 'x-stream-offset': 'first' } };
/** RabbitMQ looks for messages that are too many only now and then. */
const RETENTION_MS = 500;
const OLD_MS = 2_500;

/** An exchange that gives every message to both. */
const both = (queueArguments: PlainTable = {}, logArguments: PlainTable = {}) =>
  topology(
    [exchange('events', 'fanout')],
    [queue('queue', queueArguments), queue('log', { ...STREAM, ...logArguments })],
    ['events -> queue', 'events -> log'],
  );

const publishes = (from: number, to: number, body?: string): Step[] =>
  Array.from({ length: to - from + 1 }, (_, at) =>
    publish(`m${from + at}`, 'events', '', body === undefined ? {} : { body }),
  );

const received = ({ deliveries }: Observed, who: string): readonly string[] => deliveries[who] ?? [];
const listed = (messages: readonly string[]): string => messages.join(' ') || 'nothing';
const same = (got: readonly string[], wanted: string): boolean => got.join(' ') === wanted;

export const LOG_TRIALS: readonly LogTrial[] = [
  {
    question: 'm1 to m3 were read and acknowledged. What does the next reader get?',
    play: {
      topology: both(),
      steps: [
        consume('q1', 'queue'),
        consume('l1', 'log', FROM_FIRST),
        ...publishes(1, 3),
        cancel('q1'),
        cancel('l1'),
        consume('q2', 'queue'),
        consume('l2', 'log', FROM_FIRST),
      ],
    },
    cells: (observed) => [listed(received(observed, 'q2')), listed(received(observed, 'l2'))],
    because: 'An acknowledgement takes a message off a queue. In a log it only asks for more.',
    asExpected: (observed) =>
      same(received(observed, 'q2'), '') && same(received(observed, 'l2'), 'm1 m2 m3'),
  },
  {
    question: 'Two readers at once. How many of four messages does each get?',
    play: {
      topology: both(),
      steps: [
        ...['q1', 'q2'].map((name) => consume(name, 'queue')),
        ...['l1', 'l2'].map((name) => consume(name, 'log', FROM_FIRST)),
        ...publishes(1, 4),
      ],
    },
    cells: (observed) => [
      ['q1', 'q2'].map((name) => received(observed, name).length).join(' and '),
      ['l1', 'l2'].map((name) => received(observed, name).length).join(' and '),
    ],
    because: 'Readers of a queue share its messages. Each reader of a log has its own place in it.',
    asExpected: (observed) =>
      received(observed, 'q1').length + received(observed, 'q2').length === 4 &&
      ['l1', 'l2'].every((name) => same(received(observed, name), 'm1 m2 m3 m4')),
  },
  {
    question: 'All was read once. Again, please, from the second message on.',
    play: {
      topology: both(),
      steps: [
        consume('q1', 'queue'),
        ...publishes(1, 3),
        cancel('q1'),
        consume('q2', 'queue'),
        consume('l2', 'log', { arguments: { 'x-stream-offset': 1 } }),
      ],
    },
    cells: (observed) => [listed(received(observed, 'q2')), listed(received(observed, 'l2'))],
    because: 'A reader of a log says where it starts: x-stream-offset, counted from 0.',
    asExpected: (observed) => same(received(observed, 'q2'), '') && same(received(observed, 'l2'), 'm2 m3'),
  },
  {
    question: 'Again, please, what came in the last second.',
    play: {
      topology: both(),
      steps: [
        consume('q1', 'queue'),
        ...publishes(1, 2),
        wait(OLD_MS),
        publish('m3', 'events'),
        cancel('q1'),
        consume('q2', 'queue'),
        consume('l2', 'log', { arguments: { 'x-stream-offset': '1s' } }),
      ],
    },
    cells: (observed) => [listed(received(observed, 'q2')), listed(received(observed, 'l2'))],
    because:
      'The offset may be a time or an age, too. It is as exact as the chunks in which messages are stored.',
    asExpected: (observed) => same(received(observed, 'q2'), '') && same(received(observed, 'l2'), 'm3'),
  },
  {
    question: 'Nobody reads, and there is a limit. What is left of m1 to m20?',
    play: {
      topology: both(
        { 'x-max-length': 3 },
        { 'x-max-length-bytes': 2_000, 'x-stream-max-segment-size-bytes': 1_000 },
      ),
      steps: [
        ...[1, 6, 11, 16].flatMap((from) => [...publishes(from, from + 4, 'x'.repeat(200)), confirms()]),
        wait(RETENTION_MS),
        consume('l1', 'log', FROM_FIRST),
      ],
    },
    cells: (observed) => [rangeOf(observed.left.queue ?? []), rangeOf(received(observed, 'l1'))],
    because:
      'A queue drops its oldest message for each new one. A log drops whole segments, once they are full.',
    asExpected: (observed) =>
      same(observed.left.queue ?? [], 'm18 m19 m20') &&
      received(observed, 'l1').at(-1) === 'm20' &&
      received(observed, 'l1')[0] !== 'm1',
  },
  {
    question: 'm1 could not be worked on, and is to come again. In which order do they come?',
    play: {
      topology: both(),
      steps: [
        consume('q1', 'queue', { except: { m1: 'hold' } }),
        consume('l1', 'log', FROM_FIRST),
        ...publishes(1, 3),
        answer('q1', 'm1', 'requeue'),
      ],
    },
    cells: (observed) => [
      listed(received(observed, 'q1').map((message) => message.replace(' redelivered', ' again'))),
      `${listed(received(observed, 'l1'))}, and no way to ask for one of them`,
    ],
    because:
      'A queue gives back a single message, out of order. A log keeps the order: its reader goes back itself.',
    asExpected: (observed) =>
      received(observed, 'q1').slice(0, 4).join(' ') === 'm1 m2 m3 m1 redelivered' &&
      same(received(observed, 'l1'), 'm1 m2 m3'),
  },
];

const rangeOf = (messages: readonly string[]): string =>
  messages.length < 2 ? listed(messages) : `${messages[0]} to ${messages.at(-1)}`;
