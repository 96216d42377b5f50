import { LabError } from '../../lab/errors.ts';
import type { Experiment } from '../../lab/experiment.ts';
import { Unplayable } from '../../lab/needs.ts';
import type { Run } from '../../render/deliveries.ts';
import { lessonExperiment } from '../course/scene.ts';
import type { Lesson } from '../lesson.ts';
import { answerProblems } from './check-answers.ts';
import { buildProblems } from './check-build.ts';
import { textProblems } from './check-texts.ts';

/** What is wrong with one lesson. */
export interface LessonCheck {
  readonly lesson: Lesson;
  readonly problems: readonly string[];
  /** Why it was not played; null where it was. */
  readonly skipped: string | null;
}

/**
 * Proves of a lesson that it says what the broker does: that its answers and its solution are right, that what is wrong
 * is held for wrong and explained, and that both languages say the same. Throws what `play` throws, unless it is about
 * the lesson.
 */
export async function checkLesson(
  lesson: Lesson,
  play: (experiment: Experiment) => Promise<Run>,
): Promise<LessonCheck> {
  const problems = textProblems(lesson);
  try {
    const played =
      lesson.kind === 'predict'
        ? answerProblems(lesson, await play(lessonExperiment(lesson)))
        : await buildProblems(lesson, play);
    return { lesson, problems: [...problems, ...played], skipped: null };
  } catch (error) {
    if (error instanceof Unplayable) return { lesson, problems, skipped: error.message };
    if (!(error instanceof LabError) || error.failure !== 'usage') throw error;
    return { lesson, problems: [...problems, error.message], skipped: null };
  }
}
