import { declaredLines, labelColumns } from '../../render/declared.ts';
import { scriptTexts } from '../../render/steps/step-groups.ts';
import { wrapped } from '../../render/table.ts';
import { lessonExperiment } from '../course/scene.ts';
import type { PredictLesson } from '../lesson.ts';
import { lessonTexts, toldIn } from '../lesson-texts.ts';
import type { Canvas } from './canvas.ts';

/** Paragraphs, one after the other. */
export const paragraphs = (texts: readonly string[], width: number): string[] =>
  texts.flatMap((text) => [...wrapped(text, width)]);

/** What one needs to know, what is declared, and what is done: everything to answer by. */
export function predictIntro(lesson: PredictLesson, canvas: Canvas): (readonly string[])[] {
  const { width, colours, words, language } = canvas;
  const { topology, steps } = toldIn(language, lesson, lessonExperiment(lesson));
  const script = scriptTexts(steps, width - STEP_WIDTH - 2, words);
  return [
    paragraphs(lessonTexts(lesson, language).intro, width),
    labelColumns(declaredLines(topology, words), width, colours),
    labelColumns(
      script.map((text, at) => [String(at + 1).padStart(STEP_WIDTH), text]),
      width,
      colours,
    ),
  ];
}

const STEP_WIDTH = 3;
