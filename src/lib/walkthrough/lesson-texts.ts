import type { Experiment } from '../lab/experiment.ts';
import type { BuildTexts, Language, Lesson, PredictTexts, ScenarioTexts } from './lesson.ts';

/** What a lesson's scenario says of itself: the English is the scenario's own. */
export function scenarioTexts(lesson: Lesson & { kind: 'predict' }, language: Language): ScenarioTexts {
  return language === 'en' ? lesson.scenario : lesson.texts[language].scenario;
}

/** The same experiment, with what the moments of its looks are called in that language. */
export function toldIn(
  language: Language,
  lesson: Lesson & { kind: 'predict' },
  experiment: Experiment,
): Experiment {
  const { looks = {} } = scenarioTexts(lesson, language);
  const steps = experiment.steps.map((step) =>
    step.kind === 'look' ? { ...step, at: looks[step.at] ?? step.at } : step,
  );
  return { ...experiment, steps };
}

export const lessonTexts = <L extends Lesson>(
  lesson: L,
  language: Language,
): L extends { kind: 'predict' } ? PredictTexts : BuildTexts => lesson.texts[language] as never;

const PAGES = 'https://www.rabbitmq.com/docs/';

export const readOnUrls = ({ readOn }: Lesson): string[] => readOn.map((page) => PAGES + page);
