import type { Experiment } from '../lab/experiment.ts';
import type { Scenario } from '../lab/scenario.ts';
import type { Colours } from './colour.ts';
import { hanging } from './table.ts';

/** What a scenario's author says of it. */
export type Notes = Pick<Scenario, 'guess' | 'notice' | 'takeaway'>;

/** Notes are written for the default options, as the expectation is. */
export const notesOf = (notes: Notes, { expected }: Experiment): Notes | null =>
  expected === null ? null : notes;

/** The messages that the notes name. */
export function notedMessages(notes: Notes | null): ReadonlySet<string> {
  return new Set(notes?.notice.flatMap((note) => note.match(/\bm\d+\b/g) ?? []));
}

export function guessLines({ guess }: Notes, width: number, colours: Colours): readonly string[] {
  return hanging(colours.notable('?'), `${colours.quiet('Many would guess:')} ${guess}`, width);
}

export function noticeLines({ notice }: Notes, width: number, colours: Colours): readonly string[] {
  return notice.flatMap((text) => hanging(colours.notable('›'), text, width));
}

export function takeawayLines({ takeaway }: Notes, width: number, colours: Colours): readonly string[] {
  return hanging(colours.notable('▸'), `${colours.strong('In production:')} ${takeaway}`, width);
}
