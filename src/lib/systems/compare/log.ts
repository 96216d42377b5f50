import type { BrokerInfo, LabEvent } from '../../lab/events.ts';
import type { Broker, BrokerSupply } from '../../lab/run/brokers.ts';
import type { RunOptions } from '../../lab/run/run.ts';
import { runExperiment } from '../../lab/run/runner.ts';
import { reportOf } from '../../lab/verdict/report.ts';
import type { Advice, Comparison, ComparisonRow, Elsewhere } from './comparison.ts';
import { LOG_TRIALS } from './log-trials.ts';

const ADVICE: readonly Advice[] = [
  { need: 'Each job once, by whoever is free', take: 'a queue', shownBy: [1, 2] },
  { need: 'One job tried again, or put aside, while others go on', take: 'a queue', shownBy: [6] },
  {
    need: 'Every service sees every event, at its own pace',
    take: 'a log, or a queue for each',
    shownBy: [2],
  },
  { need: 'A new service reads what was before it', take: 'a log', shownBy: [1, 3, 4] },
  { need: 'What happened, in order, for an audit', take: 'a log', shownBy: [5, 6] },
  {
    need: 'Work now, history later',
    take: 'both, behind one exchange, as all of this was played',
    shownBy: [1],
  },
];

const ELSEWHERE: readonly Elsewhere[] = [
  {
    name: 'Kafka',
    answers: [
      'all: a group only moves its own offset',
      'each group all; within a group they share by partition',
      'yes, by offset',
      'yes, by time',
      'what is within the time or size, by whole segments',
      'in order within a partition; nothing comes back by itself',
    ],
  },
  {
    name: 'Redis list',
    answers: [
      'nothing: it is gone once popped, before any work is done',
      'they share',
      'no',
      'no',
      'all, unless somebody trims it',
      'whoever popped it has to push it back',
    ],
  },
];

interface LogOptions extends Pick<RunOptions, 'timeoutMs' | 'signal' | 'onBlocked'> {
  /** Before anything is declared for the first trial. */
  readonly onConnected: (broker: Broker, info: BrokerInfo) => void;
  readonly onTrial: (question: string) => void;
}

/** Plays every trial on a broker of its own. Throws a LabError where one cannot be played to its end. */
export async function compareLog(
  brokers: Pick<BrokerSupply, 'open'>,
  { onConnected, onTrial, ...options }: LogOptions,
): Promise<Comparison> {
  const rows: ComparisonRow[] = [];
  for (const [at, { question, play, cells, because, asExpected }] of LOG_TRIALS.entries()) {
    onTrial(question);
    const experiment = { name: `compare log ${at + 1}`, ...play, expected: null };
    const broker = await brokers.open();
    const onEvent = (event: LabEvent): void => {
      if (at === 0 && event.kind === 'connected') onConnected(broker, event.broker);
    };
    const events = await runExperiment(experiment, broker, {
      ...options,
      keep: false,
      onEvent,
    }).finally(() => broker.close());
    const { observed } = reportOf(experiment, events);
    rows.push({ question, cells: cells(observed), because, asExpected: asExpected(observed) });
  }
  return {
    title: 'A queue and an event log, fed the same messages by one exchange',
    sides: ['queue', 'log (a stream)'],
    rows,
    advice: ADVICE,
    elsewhere: ELSEWHERE,
  };
}
