import { groupBy } from '../../group-by.ts';
import type { Observed } from '../../lab/observed.ts';
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
export function endTexts({ returned, refused, unconfirmed }: Observed): (ending: Ending) => EndText {
  const atPublisher = [
    [new Set(returned), '↩ returned'],
    [new Set(refused), '✗ refused'],
    [new Set(unconfirmed), '? no confirm'],
  ] as const;
  return ({ message, fates }) => {
    const outcomes = atPublisher.filter(([ids]) => ids.has(message)).map(([, text]) => text);
    const texts = [...fateTexts(fates), ...outcomes];
    return {
      text: texts.length === 0 ? 'gone' : texts.join(', '),
      notable: texts.length === 0 || outcomes.length > 0 || fates.some(({ how }) => how === 'lost'),
    };
  };
}

function fateTexts(fates: readonly Fate[]): string[] {
  const alike = groupBy(fates, ({ how }) => how);
  return Array.from(alike, ([how, of]) => {
    const names = [...new Set(of.map(({ by }) => visible(by)))];
    return `${HOW[how]} ${someOf(names, MAX_NAMES, how === 'left' || how === 'lost' ? 'queue' : 'consumer')}`;
  });
}
