import { queueNamesOf } from '../../lab/experiment.ts';
import type { Run } from '../../render/deliveries.ts';
import { type Answer, isAnswerTo, mark } from '../answers/answer.ts';
import { rebuilt } from '../build/workbench.ts';
import type { Lesson, PredictLesson, Question } from '../lesson.ts';
import { type LessonProgress, type Progress, progressOf } from '../progress/progress.ts';
import { nextLesson } from './order.ts';
import {
  type Course,
  lessonExperiment,
  type Scene,
  type SceneAt,
  type State,
  type Transition,
  type View,
} from './scene.ts';

/** Hints before the answer, and the answer. */
export const HINTS = 3;

/** Opens the lesson, where it was left if it was. */
export function enterLesson(progress: Progress, lesson: Lesson): Transition {
  const before = progressOf(progress, lesson.name);
  const save = [{ did: 'opened', lesson: lesson.name }] as const;
  if (lesson.kind === 'build') {
    const bench = rebuilt(lesson, before.typed);
    const views: View[] = [
      { kind: 'intro', lesson },
      { kind: 'bench', lesson, bench },
      { kind: 'build-keys', lesson },
    ];
    return { scene: { at: 'build', lesson, bench }, show: views, save };
  }
  const intro: View = { kind: 'intro', lesson };
  if (lesson.questions.every((question) => answerTo(lesson, question, before) === undefined))
    return { scene: { at: 'intro', lesson }, show: [intro], save };
  const at = atQuestion(lesson, firstOpen(lesson, before));
  return { scene: at.scene, show: [intro, ...at.show], save };
}

/** The answer of this round; null where the question was skipped, undefined where it is open. */
export function answerTo(
  lesson: PredictLesson,
  question: Question,
  { answers }: LessonProgress,
): Answer | null | undefined {
  const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
  if (answer === null || answer === undefined) return answer;
  // Lessons change, and what was written down stays.
  return isAnswerTo(question, answer, queueNamesOf(lessonExperiment(lesson))) ? answer : undefined;
}

const firstOpen = (lesson: PredictLesson, before: LessonProgress): number =>
  lesson.questions.findIndex((question) => answerTo(lesson, question, before) === undefined);

/** The question of that number, or where there is none the run. */
function atQuestion(lesson: PredictLesson, nth: number): Pick<Transition, 'scene' | 'show'> {
  if (lesson.questions[nth])
    return { scene: { at: 'question', lesson, nth }, show: [{ kind: 'question', lesson, nth }] };
  return { scene: { at: 'running', lesson }, show: [] };
}

export const inIntro = ({ lesson }: SceneAt<'intro'>): Transition => ({ ...atQuestion(lesson, 0), save: [] });

/** An answer, null for none, or a wish. */
export function inQuestion(
  { progress }: State,
  scene: SceneAt<'question'>,
  said: Answer | null | 'hint' | 'back',
): Transition {
  const { lesson, nth } = scene;
  const question = lesson.questions[nth] as Question;
  if (said === 'back') {
    if (nth > 0) return { ...atQuestion(lesson, nth - 1), save: [] };
    return { scene: { at: 'intro', lesson }, show: [{ kind: 'intro', lesson }], save: [] };
  }
  if (said === 'hint') {
    const hints = Math.min(HINTS, hintsSeen(progress, lesson, question.id) + 1);
    const save = [{ did: 'hinted', lesson: lesson.name, question: question.id, hints }] as const;
    return { scene, show: [{ kind: 'hint', lesson, nth, step: hints }], save };
  }
  const after = atQuestion(lesson, nth + 1);
  return {
    ...after,
    show: [{ kind: 'answer', lesson, nth }, ...after.show],
    save: [{ did: 'answered', lesson: lesson.name, question: question.id, answer: said }],
  };
}

export const hintsSeen = (progress: Progress, { name }: Lesson, question: string): number =>
  progressOf(progress, name).hints[question] ?? 0;

/** Holds the answers against what the broker did. A right answer after the third hint, which tells it, is no prediction. */
export function ran({ progress }: State, { lesson }: SceneAt<'running'>, run: Run): Transition {
  const before = progressOf(progress, lesson.name);
  const marks = lesson.questions.map((question) =>
    mark(question, answerTo(lesson, question, before) ?? null, run.report.observed),
  );
  const right = marks.filter(
    (each) => each.right && hintsSeen(progress, lesson, each.question.id) < HINTS,
  ).length;
  const scene = { at: 'result', lesson, run, marks, right } as const;
  return {
    scene,
    show: [{ kind: 'result', scene }],
    save: [{ did: 'predicted', lesson: lesson.name, right, of: marks.length }],
  };
}

export function inResult(scene: SceneAt<'result' | 'explanation'>): Transition {
  const explanation = { ...scene, at: 'explanation' } as const;
  return { scene: explanation, show: [{ kind: 'explanation', scene: explanation }], save: [] };
}

/** Goes on with the next lesson, and offers this one again at the end. */
export function leaveLesson(course: Course, { progress }: State, lesson: Lesson): Transition {
  const next = nextLesson(course, progress, lesson.name);
  const skipped: View = { kind: 'skipped', lesson };
  const save = [{ did: 'skipped', lesson: lesson.name }] as const;
  if (!next || next === lesson) {
    const scene: Scene = { at: 'lessons', back: null };
    return { scene, show: [skipped, { kind: 'lessons' }], save };
  }
  const entered = enterLesson(progress, next);
  return { ...entered, show: [skipped, ...entered.show], save: [...save, ...entered.save] };
}
