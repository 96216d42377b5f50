import { labelColumns } from '../../render/declared.ts';
import type { Run } from '../../render/deliveries.ts';
import { hanging, wrapped } from '../../render/table.ts';
import { judgeAttempt } from '../build/attempt.ts';
import type { BuildLesson, PredictLesson, Question } from '../lesson.ts';
import { lessonTexts } from '../lesson-texts.ts';
import { attemptSections, builtSections, goalSections, topologyLines } from './build.ts';
import type { Canvas } from './canvas.ts';
import { explanationSections } from './explanation.ts';
import { predictIntro } from './intro.ts';
import { answerText, optionsOf, questionLines, questionTexts } from './question.ts';
import { happenedSections } from './result.ts';

type Sections = (readonly string[])[];

/** A whole lesson to be read: what is asked, the answers, what the broker did, and why. */
export function predictTranscript(lesson: PredictLesson, run: Run, canvas: Canvas): Sections {
  return [
    titleLines(lesson, canvas),
    ...predictIntro(lesson, canvas),
    ...lesson.questions.map((_, nth) => askedLines(lesson, nth, canvas)),
    ...happenedSections(lesson, run, [], canvas),
    ...lesson.questions.map((question, nth) => answeredLines(lesson, question, nth, canvas)),
    ...explanationSections({ lesson, run }, canvas),
  ];
}

/** The same of a lesson that builds; the run is of its solution. */
export function buildTranscript(lesson: BuildLesson, run: Run, canvas: Canvas): Sections {
  const { texts, colours, width, language } = canvas;
  const attempt = judgeAttempt(lesson, run.experiment.topology, run.report.observed);
  const hints = lessonTexts(lesson, language).hints.map((hint, at): [string, string] => [
    texts.hints[at] ?? '',
    hint,
  ]);
  return [
    titleLines(lesson, canvas),
    ...goalSections(lesson, canvas),
    topologyLines(lesson.given, canvas),
    labelColumns(hints, width, colours),
    [
      ...wrapped(colours.strong(texts.transcript.solution), width),
      ...lesson.solution.map((line) => `  ${line}`),
    ],
    ...attemptSections(attempt, run, lesson, canvas),
    ...builtSections(lesson, attempt, canvas),
  ];
}

function titleLines(
  lesson: PredictLesson | BuildLesson,
  { texts, colours, width, language }: Canvas,
): string[] {
  return [
    ...wrapped(colours.quiet(`${texts.chapters[lesson.chapter]} · ${lesson.name}`), width),
    ...wrapped(colours.strong(lessonTexts(lesson, language).title), width),
  ];
}

function askedLines(lesson: PredictLesson, nth: number, canvas: Canvas): string[] {
  const question = lesson.questions[nth] as Question;
  const options = optionsOf(lesson, question, canvas).map(({ label }) => label);
  const all = question.kind === 'queues' ? [...options, canvas.texts.none] : options;
  return [
    ...questionLines(lesson, nth, canvas),
    ...all.flatMap((label) => hanging('  -', label, canvas.width)),
  ];
}

function answeredLines(
  lesson: PredictLesson,
  question: Question,
  nth: number,
  canvas: Canvas,
): readonly string[] {
  const { texts, colours, width } = canvas;
  const { hints, why, slips } = questionTexts(lesson, question, canvas);
  const { transcript } = texts;
  const rows: [string, string][] = [
    [transcript.answer, answerText(lesson, question, question.answer, canvas)],
    [transcript.why, why],
    ...Object.values(slips).map((text): [string, string] => [transcript.slip, text]),
    ...hints.map((hint, at): [string, string] => [texts.hints[at] ?? '', hint]),
  ];
  return [
    ...wrapped(colours.quiet(texts.question(nth + 1, lesson.questions.length)), width),
    ...labelColumns(rows, width, colours),
  ];
}
