import { groupBy } from '../../group-by.ts';
import { consumersOf, topologyStays } from '../../lab/experiment.ts';
import { predict } from '../../lab/verdict/prediction.ts';
import type { Run } from '../deliveries.ts';
import { someOf, visible } from '../text.ts';
import type { Ending, Fate } from './endings.ts';

const MAX_NAMES = 6;

const HOW: Readonly<Record<Fate['how'], string>> = {
  acked: 'acked by',
  taken: 'taken by',
  skipped: 'skipped by',
  held: 'held by',
  rejected: 'rejected by',
  retried: 'retried by',
  left: 'left in',
  lost: 'gone from',
};

/** What became of a message in words, and whether that is out of the ordinary. */
export interface EndText {
  readonly text: string;
  readonly notable: boolean;
}

/** What became of each message: at its consumers, in queues, and at its publisher. */
export function endTexts(run: Run): (ending: Ending) => EndText {
  const { returned, refused, unconfirmed } = run.report.observed;
  const atPublisher = [
    [new Set(returned), '↩ returned'],
    [new Set(refused), '✗ refused'],
    [new Set(unconfirmed), '? no confirm'],
  ] as const;
  const started = new Map(consumersOf(run.experiment).map(({ consumer }, at) => [consumer, at]));
  const disappeared = disappearances(run);
  return ({ message, seen, fates }) => {
    const outcomes = atPublisher.filter(([ids]) => ids.has(message)).map(([, text]) => text);
    const texts = [...fateTexts(fates, started), ...outcomes];
    return {
      text: texts.length > 0 ? texts.join(', ') : seen.length > 0 ? 'gone' : disappeared(message),
      notable: texts.length === 0 || outcomes.length > 0 || fates.some(({ how }) => how === 'lost'),
    };
  };
}

/** What became of a message that was seen nowhere: the model knows whether a queue took it, while the topology stays. */
function disappearances({ experiment, report, verdict }: Run): (message: string) => string {
  if (!topologyStays(experiment)) return () => 'gone';
  const prediction = predict(experiment.topology);
  const messages = new Map(verdict.messages.map(({ message }) => [message.id, message]));
  const confirmed = new Set(
    report.messages.filter(({ outcome }) => outcome === 'confirmed').map(({ id }) => id),
  );
  return (id) => {
    const message = messages.get(id);
    // What consumers made is nothing that the steps say where to.
    if (!message || !confirmed.has(id)) return 'gone';
    const queues = prediction.queues(message).map(visible);
    return queues.length === 0
      ? 'dropped, no queue took it'
      : `${HOW.lost} ${someOf(queues, MAX_NAMES, 'queue')}`;
  };
}

/** Consumers in the order in which they start: who was faster is nothing that makes an end another. */
function fateTexts(fates: readonly Fate[], started: ReadonlyMap<string, number>): string[] {
  const place = ({ by }: Fate): number => started.get(by) ?? started.size;
  const alike = groupBy(fates, ({ how }) => how);
  return Array.from(alike, ([how, of]) => {
    const inQueue = how === 'left' || how === 'lost';
    const inOrder = inQueue ? of : of.toSorted((a, b) => place(a) - place(b));
    const names = [...new Set(inOrder.map(({ by }) => visible(by)))];
    return `${HOW[how]} ${someOf(names, MAX_NAMES, inQueue ? 'queue' : 'consumer')}`;
  });
}
