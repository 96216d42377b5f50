import { groupBy } from '../../group-by.ts';
import { assertNever } from '../../lab/errors.ts';
import type { LabEvent } from '../../lab/events.ts';
import { ANSWERS } from '../steps/behaviour.ts';
import { visible } from '../text.ts';
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
export function effectsOf(moment: Moment, toleranceMs: number): Cluster[] {
  const said = saidBySteps(moment);
  const published = new Set<string>();
  const told = moment.events.flatMap((event): Told[] => {
    const isRepeated = event.kind === 'published' && published.has(event.message);
    if (event.kind === 'published') published.add(event.message);
    const phrase = said.has(event) ? null : phraseOf(event);
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
function phraseOf(event: LabEvent): Phrase | null {
  switch (event.kind) {
    case 'delivered':
      return { ...by(event.consumer, '◀'), message: event.message, again: event.redelivered };
    case 'answered':
      return answerPhrase(event);
    case 'published':
      return { ...by(event.by, '▶', 'publishes '), message: event.message };
    case 'returned':
      return notable('↩', '', ` returned: ${event.code} ${visible(event.text)}`, event.message);
    case 'refused':
      return notable('✗', '', ' refused (basic.nack)', event.message);
    case 'unconfirmed':
      return notable('?', '', ': no confirm was read', event.message);
    case 'error':
      return notable('✗', errorText(event));
    case 'cancelled':
      return notable('✗', `${visible(event.consumer)} cancelled by the broker`);
    case 'cut':
      return notable('✗', `${visible(event.who)}'s connection breaks`);
    case 'recovered':
      return { ...PLAIN, sign: '↻', before: `${visible(event.who)} reconnected` };
    case 'named':
      return {
        ...PLAIN,
        sign: '=',
        before: `the broker calls ${visible(event.queue)} ${visible(event.name)}`,
      };
    case 'stranger-delivered':
      return by(event.consumer, '◀', 'messages of other publishers');
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

function answerPhrase({ message, consumer, answer }: EventOf<'answered'>): Phrase | null {
  if (answer === 'ack') return null;
  if (answer === 'skip') return { ...by(consumer, SIGNS.skip, 'skips '), message, after: ', done already' };
  const phrase = by(consumer, SIGNS[answer], `${ANSWERS[answer]} `);
  return { ...phrase, message, notable: answer !== 'hold' };
}

const errorText = ({ who, code, text, closed }: EventOf<'error'>): string =>
  `${visible(who)}: ${code} ${visible(text)} (closes the ${closed})`;

const PLAIN: Phrase = { who: '', sign: '', before: '', after: '', notable: false };

const by = (who: string, sign: string, before = ''): Phrase => ({
  ...PLAIN,
  who: visible(who),
  sign,
  before,
});

const notable = (sign: string, before: string, after = '', message?: string): Phrase => ({
  ...PLAIN,
  sign,
  before,
  after,
  ...(message !== undefined && { message }),
  notable: true,
});
