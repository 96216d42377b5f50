import type { Experiment, Step } from '../../lab/experiment.ts';
import { defaultsOf, experimentOf } from '../../lab/scenario.ts';
import type { Run } from '../../render/deliveries.ts';
import type { Answer, Mark } from '../answers/answer.ts';
import type { Attempt } from '../build/attempt.ts';
import { attemptExperiment } from '../build/attempt.ts';
import type { Workbench } from '../build/workbench.ts';
import type { Problem } from '../commands/problem.ts';
import type { BuildLesson, Lesson, PredictLesson } from '../lesson.ts';
import type { Entry, Progress } from '../progress/progress.ts';
import { experimentIn, type Sandbox } from '../sandbox/sandbox.ts';

/** Where the learner is. What they have answered so far is in the progress. */
export type Scene =
  | { readonly at: 'lessons'; readonly back: Scene | null }
  | { readonly at: 'intro'; readonly lesson: PredictLesson }
  | { readonly at: 'question'; readonly lesson: PredictLesson; readonly nth: number }
  | { readonly at: 'running'; readonly lesson: PredictLesson }
  | {
      readonly at: 'result' | 'explanation';
      readonly lesson: PredictLesson;
      readonly run: Run;
      readonly marks: readonly Mark[];
      /** How many were predicted: right, and not told by a hint. */
      readonly right: number;
    }
  | { readonly at: 'build' | 'trying'; readonly lesson: BuildLesson; readonly bench: Workbench }
  | {
      readonly at: 'built';
      readonly lesson: BuildLesson;
      readonly bench: Workbench;
      readonly attempt: Attempt;
    }
  /** `run` is what the last command came to; null before the first. */
  | {
      readonly at: 'sandbox';
      readonly sandbox: Sandbox;
      readonly run: Run | null;
      readonly back: Scene;
    }
  /** The commands are played; if that fails, it goes on as `before`. */
  | {
      readonly at: 'playing';
      readonly sandbox: Sandbox;
      /** The first step that is new; null after an undo. */
      readonly since: number | null;
      readonly before: Scene & { readonly at: 'sandbox' };
    }
  | { readonly at: 'saving'; readonly path: string; readonly before: Scene & { readonly at: 'sandbox' } }
  /** Could not be played; `again` is where it was tried. */
  | { readonly at: 'failed'; readonly again: Scene }
  | { readonly at: 'end' }
  | { readonly at: 'left'; readonly how: 'quit' | 'interrupted' };

export type SceneAt<A extends Scene['at']> = Extract<Scene, { at: A }>;

export interface Course {
  /** In teaching order. */
  readonly lessons: readonly Lesson[];
}

export interface State {
  readonly scene: Scene;
  readonly progress: Progress;
}

/** What a key asks for, wherever it is offered. */
export type Key = 'hint' | 'skip' | 'back' | 'lessons' | 'sandbox' | 'quit';

/** What there is to choose where nothing is asked. */
export type Choice = 'begin' | 'go-on' | 'next' | 'again' | 'improve' | 'retry' | 'lessons' | 'sandbox';

/** What happens in the course. */
export type CourseEvent =
  | { readonly kind: 'chose'; readonly choice: Choice }
  | { readonly kind: 'picked'; readonly lesson: string }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'pressed'; readonly key: Key }
  | { readonly kind: 'typed'; readonly line: string }
  | { readonly kind: 'ran'; readonly run: Run }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'saved'; readonly reason: string | null }
  | { readonly kind: 'interrupted' };

/** Why something could not be played, in the lab's own words. */
export interface Failure {
  readonly message: string;
  readonly hint: string | undefined;
}

/** What is to be shown, in order. */
export type View =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'welcome-back'; readonly lesson: Lesson }
  | { readonly kind: 'lessons' }
  | { readonly kind: 'intro'; readonly lesson: Lesson }
  | { readonly kind: 'question'; readonly lesson: PredictLesson; readonly nth: number }
  | { readonly kind: 'answer'; readonly lesson: PredictLesson; readonly nth: number }
  | { readonly kind: 'hint'; readonly lesson: PredictLesson; readonly nth: number; readonly step: number }
  | { readonly kind: 'build-hint'; readonly lesson: BuildLesson; readonly step: number }
  | { readonly kind: 'result' | 'explanation'; readonly scene: SceneAt<'result' | 'explanation'> }
  | { readonly kind: 'goal' | 'build-keys' | 'build-help'; readonly lesson: BuildLesson }
  | { readonly kind: 'bench'; readonly lesson: BuildLesson; readonly bench: Workbench }
  | { readonly kind: 'attempt'; readonly lesson: BuildLesson; readonly attempt: Attempt; readonly run: Run }
  | { readonly kind: 'built'; readonly lesson: BuildLesson; readonly attempt: Attempt }
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'sandbox-help'; readonly of: string }
  | { readonly kind: 'news'; readonly run: Run; readonly since: number; readonly before: Run | null }
  | { readonly kind: 'watch' | 'show'; readonly sandbox: Sandbox; readonly run: Run | null }
  /** `taken` are the steps of the command that was taken back. */
  | { readonly kind: 'undone'; readonly taken: readonly Step[]; readonly sandbox: Sandbox; readonly run: Run }
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'unsaved'; readonly path: string; readonly reason: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'failure'; readonly failure: Failure; readonly taken: boolean }
  | { readonly kind: 'skipped'; readonly lesson: Lesson }
  | { readonly kind: 'end' }
  | { readonly kind: 'goodbye' };

/** A step of the course: where it is now, what to show, and what to write down. */
export interface Transition {
  readonly scene: Scene;
  readonly show: readonly View[];
  readonly save: readonly Entry[];
}

/** What a scene waits for. */
export type Want =
  | { readonly kind: 'ask' }
  | { readonly kind: 'run'; readonly experiment: Experiment }
  | { readonly kind: 'write'; readonly path: string; readonly run: Run | null; readonly sandbox: Sandbox }
  | { readonly kind: 'leave'; readonly how: 'quit' | 'interrupted' };

export function wantOf(scene: Scene): Want {
  switch (scene.at) {
    case 'running':
      return { kind: 'run', experiment: lessonExperiment(scene.lesson) };
    case 'trying':
      return { kind: 'run', experiment: attemptExperiment(scene.lesson, scene.bench.topology) };
    case 'playing':
      return { kind: 'run', experiment: experimentIn(scene.sandbox) };
    case 'saving': {
      const { sandbox, run } = scene.before;
      return { kind: 'write', path: scene.path, sandbox, run };
    }
    case 'left':
      return { kind: 'leave', how: scene.how };
    default:
      return { kind: 'ask' };
  }
}

/** The lesson's scenario at its default options. */
export const lessonExperiment = ({ scenario }: PredictLesson): Experiment =>
  experimentOf(scenario, defaultsOf(scenario.options));

/** What the moments of its looks are called. */
export const looksOf = (lesson: PredictLesson): string[] =>
  lessonExperiment(lesson).steps.flatMap((step) => (step.kind === 'look' ? [step.at] : []));
