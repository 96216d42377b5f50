import { groupBy } from '../../group-by.ts';
import { consumersOf, topologyStays } from '../../lab/experiment.ts';
import { predict } from '../../lab/verdict/prediction.ts';
import type { Run } from '../deliveries.ts';
import { someOf, visible } from '../text.ts';
import type { Words } from '../words/words.ts';
import type { Ending, Fate } from './endings.ts';

const MAX_NAMES = 6;

/** What became of a message in words, and whether that is out of the ordinary. */
export interface EndText {
  readonly text: string;
  readonly notable: boolean;
}

/** What became of each message: at its consumers, in queues, and at its publisher. */
export function endTexts(run: Run, words: Words): (ending: Ending) => EndText {
  const { returned, refused, unconfirmed } = run.report.observed;
  const atPublisher = [
    [new Set(returned), words.ending.returned],
    [new Set(refused), words.ending.refused],
    [new Set(unconfirmed), words.ending.noConfirm],
  ] as const;
  const started = new Map(consumersOf(run.experiment).map(({ consumer }, at) => [consumer, at]));
  const disappeared = disappearances(run, words);
  if (!run.report.complete) return knownSoFar(run, started, words);
  return ({ message, seen, fates }) => {
    const outcomes = atPublisher.filter(([ids]) => ids.has(message)).map(([, text]) => text);
    const texts = [...fateTexts(fates, started, words), ...outcomes];
    return {
      text: texts.length > 0 ? texts.join(', ') : seen.length > 0 ? words.ending.gone : disappeared(message),
      notable: texts.length === 0 || outcomes.length > 0 || fates.some(({ how }) => how === 'lost'),
    };
  };
}

/** Ends that nothing can change any more. */
const FINAL: ReadonlySet<Fate['how']> = new Set(['acked', 'taken', 'skipped', 'left']);

/** Where the run did not come to its end: what is known of a message all the same. */
function knownSoFar(
  { verdict }: Run,
  started: ReadonlyMap<string, number>,
  words: Words,
): (ending: Ending) => EndText {
  const { confirmed, refused, noConfirm, unpublished, unknown, restUnknown } = words.ending;
  const atPublisher = { confirmed, refused, unknown: noConfirm, unpublished };
  const messages = new Map(verdict.messages.map((each) => [each.message.id, each]));
  return ({ message, fates }) => {
    const known = messages.get(message);
    const outcome = atPublisher[known?.outcome ?? 'unknown'];
    if (known?.outcome === 'unpublished') return { text: outcome, notable: false };
    if (known?.returned) return { text: words.ending.returned, notable: true };
    const final = fates.filter(({ how }) => FINAL.has(how));
    const isAllKnown = known?.unknown.length === 0;
    const rest = final.length === 0 ? [unknown] : isAllKnown ? [] : [restUnknown];
    return { text: [...fateTexts(final, started, words), outcome, ...rest].join(', '), notable: true };
  };
}

/** What became of a message that was seen nowhere: the model knows whether a queue took it, as long as the topology stays. */
function disappearances(
  { experiment, report, verdict }: Run,
  { ending, queues: counted }: Words,
): (message: string) => string {
  const { topology, steps } = experiment;
  const firstChange = steps.findIndex((step) => !topologyStays({ topology, steps: [step] }));
  const before = firstChange < 0 ? steps : steps.slice(0, firstChange);
  const published = new Set(before.flatMap((step) => (step.kind === 'publish' ? [step.message.id] : [])));
  if (published.size === 0) return () => ending.gone;
  const prediction = predict(topology);
  const messages = new Map(verdict.messages.map(({ message }) => [message.id, message]));
  const confirmed = new Set(
    report.messages.filter(({ outcome }) => outcome === 'confirmed').map(({ id }) => id),
  );
  return (id) => {
    const message = messages.get(id);
    // What consumers made is nothing that the steps say where to.
    if (!message || !published.has(id) || !confirmed.has(id)) return ending.gone;
    const queues = prediction.queues(message).map(visible);
    return queues.length === 0
      ? ending.droppedBecause
      : ending.fate(ending.fates.lost, someOf(queues, MAX_NAMES, counted));
  };
}

/** Consumers in the order in which they start: who was faster is nothing that makes an end another. */
function fateTexts(
  fates: readonly Fate[],
  started: ReadonlyMap<string, number>,
  { ending, queues, consumers }: Words,
): string[] {
  const place = ({ by }: Fate): number => started.get(by) ?? started.size;
  const alike = groupBy(fates, ({ how }) => how);
  return Array.from(alike, ([how, of]) => {
    const inQueue = how === 'left' || how === 'lost';
    const inOrder = inQueue ? of : of.toSorted((a, b) => place(a) - place(b));
    const names = [...new Set(inOrder.map(({ by }) => visible(by)))];
    return ending.fate(ending.fates[how], someOf(names, MAX_NAMES, inQueue ? queues : consumers));
  });
}
