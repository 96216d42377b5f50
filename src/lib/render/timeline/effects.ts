import { groupBy } from '../../group-by.ts';
import { assertNever } from '../../lab/errors.ts';
import type { LabEvent } from '../../lab/events.ts';
import { visible } from '../text.ts';
import type { Words } from '../words/words.ts';
import { type Moment, saidBySteps } from './moments.ts';

/** Something that followed a step: who, a sign, and a sentence that may have messages in it. */
export interface Effect {
  /** A consumer or publisher; empty where the sentence says it. */
  readonly who: string;
  readonly sign: string;
  readonly before: string;
  readonly messages: readonly Mention[];
  readonly after: string;
  /** Whether it is out of the ordinary. */
  readonly notable: boolean;
}

export interface Mention {
  readonly id: string;
  readonly again: boolean;
  readonly times: number;
}

/** What happened at one time. */
export interface Cluster {
  readonly at: number;
  readonly effects: readonly Effect[];
}

/** Beyond so many lines, the times are given up, and each consumer has one line. */
const MAX_LINES = 12;

/** What followed a moment's steps, by time. Events that are no further apart than `toleranceMs` are of one time. */
export function effectsOf(moment: Moment, toleranceMs: number, words: Words): Cluster[] {
  const said = saidBySteps(moment);
  const published = new Set<string>();
  const told = moment.events.flatMap((event): Told[] => {
    const isRepeated = event.kind === 'published' && published.has(event.message);
    if (event.kind === 'published') published.add(event.message);
    const phrase = said.has(event) ? null : phraseOf(event, words);
    return phrase === null
      ? []
      : [{ at: event.at, phrase: isRepeated ? { ...phrase, again: true } : phrase }];
  });
  const clusters = clustersOf(told, toleranceMs).map(clusterOf);
  const lines = clusters.reduce((sum, { effects }) => sum + effects.length, 0);
  return lines <= MAX_LINES || clusters.length < 2 ? clusters : [{ ...clusterOf(told), at: moment.at }];
}

interface Told {
  readonly at: number;
  readonly phrase: Phrase;
}

interface Phrase extends Omit<Effect, 'messages'> {
  readonly message?: string;
  readonly again?: boolean;
}

function clustersOf(told: readonly Told[], toleranceMs: number): Told[][] {
  const clusters: Told[][] = [];
  for (const each of told) {
    const last = clusters.at(-1);
    const before = last?.at(-1);
    if (last && before && each.at - before.at <= toleranceMs) last.push(each);
    else clusters.push([each]);
  }
  return clusters;
}

/** Phrases that differ in nothing but the message are one effect. */
function clusterOf(told: readonly Told[]): Cluster {
  const alike = groupBy(told, ({ phrase: { who, sign, before, after } }) =>
    JSON.stringify([who, sign, before, after]),
  );
  const effects = Array.from(alike.values(), (group): Effect => {
    const { message: _, again: __, ...phrase } = (group[0] as Told).phrase;
    return { ...phrase, messages: mentionsOf(group) };
  });
  return { at: told[0]?.at ?? 0, effects };
}

function mentionsOf(group: readonly Told[]): Mention[] {
  const named = group.flatMap(({ phrase: { message, again = false } }) =>
    message === undefined ? [] : [{ id: message, again }],
  );
  const alike = groupBy(named, ({ id, again }) => `${again} ${id}`);
  return Array.from(alike.values(), (same) => ({ ...(same[0] as Mention), times: same.length }));
}

/** What is said of one event; null where there is nothing to say. */
function phraseOf(event: LabEvent, words: Words): Phrase | null {
  const { timeline } = words;
  switch (event.kind) {
    case 'delivered':
      return { ...by(event.consumer, '◀'), message: event.message, again: event.redelivered };
    case 'got-none':
      return by(event.who, '◦', [timeline.gotNone(visible(event.queue)), '']);
    case 'answered':
      return answerPhrase(event, words);
    case 'published':
      return { ...by(event.by, '▶', timeline.publishes), message: event.message };
    case 'returned':
      return notable('↩', timeline.returned(`${event.code} ${visible(event.text)}`), event.message);
    case 'refused':
      return notable('✗', timeline.refused, event.message);
    case 'unconfirmed':
      return notable('?', timeline.noConfirm, event.message);
    case 'error':
      return notable('✗', errorText(event, words));
    case 'cancelled':
      return notable('✗', [timeline.cancelled(visible(event.consumer)), '']);
    case 'cut':
      return notable('✗', [timeline.breaks(visible(event.who)), '']);
    case 'recovered':
      return { ...PLAIN, sign: '↻', before: timeline.reconnected(visible(event.who)) };
    case 'named':
      return {
        ...PLAIN,
        sign: '=',
        before: timeline.named(visible(event.queue), visible(event.name)),
      };
    case 'stranger-delivered':
      return by(event.consumer, '◀', [timeline.strangers, '']);
    case 'failed':
      return notable('✗', [timeline.failed, '']);
    case 'connected':
    case 'declared':
    case 'step':
    case 'producer-started':
    case 'consumer-started':
    case 'confirmed':
    case 'restarted':
    case 'settled':
    case 'sampled':
    case 'looked':
    case 'left':
    case 'gone':
    case 'kept':
      return null;
    default:
      return assertNever(event);
  }
}

type EventOf<K extends LabEvent['kind']> = Extract<LabEvent, { kind: K }>;

const SIGNS = { reject: '✗', requeue: '↺', hold: '◦', retry: '↻', skip: '◦' } as const;

function answerPhrase(
  { message, consumer, answer }: EventOf<'answered'>,
  { timeline, answers }: Words,
): Phrase | null {
  if (answer === 'ack') return null;
  if (answer === 'skip') return { ...by(consumer, SIGNS.skip, timeline.skips), message };
  const phrase = by(consumer, SIGNS[answer], timeline.answers(answers[answer]));
  return { ...phrase, message, notable: answer !== 'hold' };
}

const errorText = ({ who, code, text, closed }: EventOf<'error'>, { timeline }: Words): Around => [
  timeline.error(visible(who), `${code} ${visible(text)}`, closed),
  '',
];

type Around = readonly [before: string, after: string];

const PLAIN: Phrase = { who: '', sign: '', before: '', after: '', notable: false };

const by = (who: string, sign: string, [before, after]: Around = ['', '']): Phrase => ({
  ...PLAIN,
  who: visible(who),
  sign,
  before,
  after,
});

const notable = (sign: string, [before, after]: Around, message?: string): Phrase => ({
  ...PLAIN,
  sign,
  before,
  after,
  ...(message !== undefined && { message }),
  notable: true,
});
