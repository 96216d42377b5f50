import type { Scenario } from '../lab/scenario.ts';
import type { Colours } from './colour.ts';
import type { Run } from './deliveries.ts';
import { hanging } from './table.ts';
import { english } from './words/en.ts';
import type { Words } from './words/words.ts';

/** What a scenario's author says of it. */
export type Notes = Pick<Scenario, 'guess' | 'notice' | 'takeaway'>;

/**
 * What holds of this run: the guess and the notice are written for the default options, as the expectation is, and the
 * notice would say the opposite of a run that went otherwise.
 */
export function notesOf(notes: Notes, { experiment, verdict }: Run): Notes {
  const isDefault = experiment.expected !== null;
  return {
    guess: isDefault ? notes.guess : '',
    notice: isDefault && verdict.passed ? notes.notice : [],
    takeaway: notes.takeaway,
  };
}

/** The messages that the notes name; none where those are most of the run's, for then a mark would tell nothing. */
export function notedMessages({ notice }: Notes, { report }: Run): ReadonlySet<string> {
  const messages = Object.keys(report.observed.queues);
  const named = new Set(notice.flatMap((note) => note.match(/\bm\d+\b/g) ?? []));
  const noted = messages.filter((id) => named.has(id));
  return new Set(noted.length * 2 <= messages.length ? noted : []);
}

export function guessLines(
  { guess }: Pick<Notes, 'guess'>,
  width: number,
  colours: Colours,
  words: Words = english,
): readonly string[] {
  if (guess === '') return [];
  return hanging(colours.notable('?'), `${colours.quiet(words.guess)} ${guess}`, width);
}

export function noticeLines(
  { notice }: Pick<Notes, 'notice'>,
  width: number,
  colours: Colours,
): readonly string[] {
  return notice.flatMap((text) => hanging(colours.notable('›'), text, width));
}

export function takeawayLines(
  { takeaway }: Pick<Notes, 'takeaway'>,
  width: number,
  colours: Colours,
  words: Words = english,
): readonly string[] {
  return hanging(colours.notable('▸'), `${colours.strong(words.inProduction)} ${takeaway}`, width);
}
