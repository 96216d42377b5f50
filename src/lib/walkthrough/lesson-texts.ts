import type { BuildTexts, Language, Lesson, PredictTexts, ScenarioTexts } from './lesson.ts';

/** What a lesson's scenario says of itself: the English is the scenario's own. */
export function scenarioTexts(lesson: Lesson & { kind: 'predict' }, language: Language): ScenarioTexts {
  return language === 'en' ? lesson.scenario : lesson.texts[language].scenario;
}

export const lessonTexts = <L extends Lesson>(
  lesson: L,
  language: Language,
): L extends { kind: 'predict' } ? PredictTexts : BuildTexts => lesson.texts[language] as never;

const PAGES = 'https://www.rabbitmq.com/docs/';

export const readOnUrls = ({ readOn }: Lesson): string[] => readOn.map((page) => PAGES + page);
