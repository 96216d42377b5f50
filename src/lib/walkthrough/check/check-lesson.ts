import { LabError } from '../../lab/errors.ts';
import type { Experiment } from '../../lab/experiment.ts';
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
 * is held for wrong and explained, and that both languages say the same. `play` gives a sentence where that broker
 * cannot play an experiment.
 */
export async function checkLesson(
  lesson: Lesson,
  play: (experiment: Experiment) => Promise<Run | string>,
): Promise<LessonCheck> {
  const problems = textProblems(lesson);
  try {
    const played = async (experiment: Experiment): Promise<Run> => {
      const run = await play(experiment);
      if (typeof run === 'string') throw new Unplayed(run);
      return run;
    };
    problems.push(
      ...(lesson.kind === 'predict'
        ? answerProblems(lesson, await played(lessonExperiment(lesson)))
        : await buildProblems(lesson, played)),
    );
    return { lesson, problems, skipped: null };
  } catch (error) {
    if (error instanceof Unplayed) return { lesson, problems, skipped: error.message };
    if (error instanceof LabError && error.failure === 'usage')
      return { lesson, problems: [...problems, error.message], skipped: null };
    throw error;
  }
}

class Unplayed extends Error {}
