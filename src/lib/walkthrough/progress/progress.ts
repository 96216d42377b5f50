import type { Answer } from '../answers/answer.ts';

/** Something that the learner did, as it is written down. What is known of a course is the fold of these. */
export type Entry =
  | { readonly did: 'opened'; readonly lesson: string }
  | {
      readonly did: 'answered';
      readonly lesson: string;
      readonly question: string;
      readonly answer: Answer | null;
    }
  /** Saw so many hints, of a question or of a lesson that builds. */
  | {
      readonly did: 'hinted';
      readonly lesson: string;
      readonly question: string | null;
      readonly hints: number;
    }
  /** A command of the builder that took. */
  | { readonly did: 'typed'; readonly lesson: string; readonly line: string }
  | { readonly did: 'predicted'; readonly lesson: string; readonly right: number; readonly of: number }
  | { readonly did: 'built'; readonly lesson: string; readonly bindings: number }
  | { readonly did: 'skipped'; readonly lesson: string }
  | { readonly did: 'reset'; readonly lesson: string };

/** What is known of one lesson. */
export interface LessonProgress {
  readonly state: 'new' | 'tried' | 'done' | 'skipped';
  /** Answers of a round that has not ended; null is a question that was skipped. */
  readonly answers: Readonly<Record<string, Answer | null>>;
  /** How many hints were seen in that round, by question; under '' those of a lesson that builds. */
  readonly hints: Readonly<Record<string, number>>;
  /** Commands of a topology that is being built. */
  readonly typed: readonly string[];
  /** How often it was gone through. */
  readonly rounds: number;
  /** The best round's right answers, of a lesson that asks. */
  readonly best: { readonly right: number; readonly of: number } | null;
  /** The fewest bindings, of a lesson that builds. */
  readonly bindings: number | null;
}

export interface Progress {
  readonly lessons: Readonly<Record<string, LessonProgress>>;
  /** The lesson that was opened last. */
  readonly current: string | null;
}

export const NO_PROGRESS: Progress = { lessons: {}, current: null };

const UNTOUCHED: LessonProgress = {
  state: 'new',
  answers: {},
  hints: {},
  typed: [],
  rounds: 0,
  best: null,
  bindings: null,
};

export const progressOf = ({ lessons }: Progress, lesson: string): LessonProgress =>
  (Object.hasOwn(lessons, lesson) && lessons[lesson]) || UNTOUCHED;

export function withEntry(progress: Progress, entry: Entry): Progress {
  const { lesson } = entry;
  return {
    lessons: { ...progress.lessons, [lesson]: after(progressOf(progress, lesson), entry) },
    current: currentAfter(progress.current, entry),
  };
}

function currentAfter(current: string | null, { did, lesson }: Entry): string | null {
  if (did === 'opened') return lesson;
  return did === 'reset' && current === lesson ? null : current;
}

function after(before: LessonProgress, entry: Entry): LessonProgress {
  switch (entry.did) {
    case 'opened':
      return before;
    case 'answered':
      return { ...tried(before), answers: { ...before.answers, [entry.question]: entry.answer } };
    case 'hinted':
      return { ...tried(before), hints: { ...before.hints, [entry.question ?? '']: entry.hints } };
    case 'typed':
      return { ...tried(before), typed: [...before.typed, entry.line] };
    case 'predicted':
      return { ...ended(before), best: better(before.best, entry) };
    case 'built':
      return { ...ended(before), bindings: Math.min(before.bindings ?? entry.bindings, entry.bindings) };
    case 'skipped':
      return before.state === 'done' ? before : { ...before, state: 'skipped' };
    case 'reset':
      return UNTOUCHED;
  }
}

/** What was done once stays done. */
const tried = (before: LessonProgress): LessonProgress => ({
  ...before,
  state: before.state === 'done' ? 'done' : 'tried',
});

const ended = (before: LessonProgress): LessonProgress => ({
  ...before,
  state: 'done',
  answers: {},
  hints: {},
  typed: [],
  rounds: before.rounds + 1,
});

function better(
  best: LessonProgress['best'],
  { right, of }: { readonly right: number; readonly of: number },
): LessonProgress['best'] {
  return best === null || right * best.of >= best.right * of ? { right, of } : best;
}
