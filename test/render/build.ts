import type { Happening, LabEvent } from '../../src/lib/lab/events.ts';
import { consumersOf, type Experiment, messagesOf, type Step } from '../../src/lib/lab/experiment.ts';
import type { Depth, Expectation } from '../../src/lib/lab/observed.ts';
import { predict } from '../../src/lib/lab/verdict/prediction.ts';
import { reportOf } from '../../src/lib/lab/verdict/report.ts';
import { judge } from '../../src/lib/lab/verdict/verdict.ts';
import type { Run } from '../../src/lib/render/run.ts';
import type { Topology } from '../../src/lib/routing/topology.ts';

export const TITLE = {
  name: 'test',
  group: 'failure',
  summary: 'what it shows',
  guess: 'the wrong thing',
  notice: ['notice'],
  takeaway: 'what to do',
  examples: ['test --fast'],
} as const;

const NOWHERE: Topology = { exchanges: [], queues: [], bindings: [] };

export const experimentOf = (
  steps: readonly Step[],
  topology: Topology = NOWHERE,
  expected: Expectation | null = null,
): Experiment => ({ name: 'test', topology, steps, expected });

/** The run of an experiment in which this happened. */
export function runOf(experiment: Experiment, events: readonly LabEvent[]): Run {
  const connected = at(0, {
    kind: 'connected',
    broker: { kind: 'embedded', product: 'mq-lab', version: '1' },
    prefix: '',
  });
  const all = [...connected, ...events];
  const report = reportOf(experiment, all);
  return { experiment, events: all, report, verdict: judge(experiment, report) };
}

/** What a broker that does as predicted would let us observe, changed by `tamper`. */
export function ran(experiment: Experiment, tamper = (events: LabEvent[]) => events): Run {
  const { queues } = predict(experiment.topology);
  const consumers = consumersOf(experiment);
  const consumerOf = new Map(consumers.map(({ queue, consumer }) => [queue, consumer]));
  const started = consumers.map(
    ({ consumer, queue }): Happening => ({
      kind: 'consumer-started',
      consumer,
      queue,
      connection: `mq-lab test consumer ${consumer}`,
    }),
  );
  const happened = messagesOf(experiment).flatMap((message): Happening[] => {
    const reached = queues(message);
    const deliveries = reached.map((queue) => delivered(message.id, queue, consumerOf.get(queue) ?? ''));
    const returned: Happening[] =
      reached.length > 0 ? [] : [{ kind: 'returned', message: message.id, code: 312, text: 'NO_ROUTE' }];
    return [...deliveries, ...returned, { kind: 'confirmed', message: message.id }];
  });
  return runOf(experiment, tamper(at(0, ...started, ...happened)));
}

/** What happened at one time. */
export const at = (ms: number, ...happenings: readonly Happening[]): LabEvent[] =>
  happenings.map((happening) => ({ at: ms, ...happening }));

export const step = (index: number): Happening => ({ kind: 'step', step: index });

export const settled = (ready: Readonly<Record<string, Depth>> = {}): Happening => ({
  kind: 'settled',
  ready: new Map(Object.entries(ready)),
});

export const sampled = (ready: Readonly<Record<string, Depth>>): Happening => ({
  kind: 'sampled',
  ready: new Map(Object.entries(ready)),
});

export const published = (message: string, by = 'producer'): Happening => ({
  kind: 'published',
  message,
  by,
});

export const delivered = (
  message: string,
  queue: string,
  consumer: string,
  more: Partial<Extract<Happening, { kind: 'delivered' }>> = {},
): Happening => ({ kind: 'delivered', message, queue, consumer, redelivered: false, deaths: [], ...more });

export const left = (
  message: string,
  queue: string,
  more: Partial<Extract<Happening, { kind: 'left' }>> = {},
): Happening => ({ kind: 'left', message, queue, redelivered: false, deaths: [], ...more });

export const answered = (
  message: string,
  consumer: string,
  answer: Extract<Happening, { kind: 'answered' }>['answer'] = 'ack',
): Happening => ({ kind: 'answered', message, consumer, answer });

/** Columns on a terminal: East Asian wide characters and emoji take two. */
export const columnsOf = (line: string): number =>
  [...line].reduce((sum, c) => sum + (/\p{Script=Hangul}|\p{Emoji_Presentation}/u.test(c) ? 2 : 1), 0);

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
export const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

/** The text without its colours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
export const plain = (text: string): string => text.replace(/\u001b\[\d+m/g, '');
