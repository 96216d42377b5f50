import { type Experiment, queueNamesOf } from '../../lab/experiment.ts';
import { hanging, wrapped } from '../../render/table.ts';
import { visible } from '../../render/text.ts';
import type { Answer } from '../answers/answer.ts';
import { HINTS } from '../course/predicting.ts';
import { lessonExperiment } from '../course/scene.ts';
import type { PredictLesson, Question, QuestionTexts } from '../lesson.ts';
import { lessonTexts } from '../lesson-texts.ts';
import type { Canvas } from './canvas.ts';

export function questionTexts(
  lesson: PredictLesson,
  { id }: Question,
  { language }: Pick<Canvas, 'language'>,
): QuestionTexts {
  const texts = lessonTexts(lesson, language).questions[id];
  if (!texts) throw new Error(`${lesson.name} has no texts in ${language} for its question ${id}`);
  return texts;
}

/** Its number, and what it asks. */
export function questionLines(lesson: PredictLesson, nth: number, canvas: Canvas): string[] {
  const { texts, colours, width } = canvas;
  const { questions } = lesson;
  const { ask } = questionTexts(lesson, questions[nth] as Question, canvas);
  return [
    ...wrapped(colours.quiet(texts.question(nth + 1, questions.length)), width),
    ...wrapped(colours.strong(ask), width),
  ];
}

/** An answer in words; null is none. */
export function answerText(
  lesson: PredictLesson,
  question: Question,
  answer: Answer | null,
  canvas: Canvas,
): string {
  if (typeof answer === 'object') {
    if (answer === null) return canvas.texts.skippedAnswer;
    return answer.length === 0 ? canvas.texts.none : answer.map(visible).join(', ');
  }
  if (typeof answer === 'number') return String(answer);
  return questionTexts(lesson, question, canvas).choices?.[answer] ?? answer;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** What there is to choose from; queues also for ticking. Nothing where a number is asked for. */
export function optionsOf(
  lesson: PredictLesson,
  question: Question,
  canvas: Pick<Canvas, 'language'>,
  experiment: Pick<Experiment, 'topology' | 'steps'> = lessonExperiment(lesson),
): Option[] {
  switch (question.kind) {
    case 'queues':
      return queueNamesOf(experiment).map((name) => ({ value: name, label: visible(name) }));
    case 'order':
    case 'choice': {
      const { choices = {} } = questionTexts(lesson, question, canvas);
      return Object.keys(question.choices).map((name) => ({ value: name, label: choices[name] ?? name }));
    }
    case 'count':
      return [];
  }
}

/** One of the three steps: a nudge, the rule, the answer. */
export function hintLines(lesson: PredictLesson, nth: number, step: number, canvas: Canvas): string[] {
  const question = lesson.questions[nth] as Question;
  const { hints } = questionTexts(lesson, question, canvas);
  const text = step < HINTS ? hints[step - 1] : answerText(lesson, question, question.answer, canvas);
  return hintLine(step, text ?? '', canvas);
}

export function hintLine(step: number, text: string, { texts, colours, width }: Canvas): string[] {
  const label = colours.notable(`${texts.hints[step - 1]}:`);
  return [...hanging(colours.notable('?'), `${label} ${text}`, width)];
}
