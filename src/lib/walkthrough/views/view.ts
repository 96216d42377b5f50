import { assertNever } from '../../lab/errors.ts';
import { hanging, wrapped } from '../../render/table.ts';
import { visible } from '../../render/text.ts';
import type { Problem } from '../commands/problem.ts';
import { doneOf, resumedLesson } from '../course/order.ts';
import type { Course, State, View } from '../course/scene.ts';
import { lessonTexts } from '../lesson-texts.ts';
import { progressOf } from '../progress/progress.ts';
import { attemptSections, benchSections, buildHintLines, builtSections, goalSections } from './build.ts';
import type { Canvas } from './canvas.ts';
import { explanationSections } from './explanation.ts';
import { headingLines, progressBar } from './heading.ts';
import { builderHelp, sandboxHelp } from './help.ts';
import { paragraphs, predictIntro } from './intro.ts';
import { answerText, hintLines, questionLines } from './question.ts';
import { resultSections, scoreLines } from './result.ts';
import { newsLines, thereLines, undoneLines, watchLines } from './sandbox.ts';
import { pageOn } from './spoken.ts';

/** Where the course stands when something is shown. */
export interface Moment {
  readonly course: Course;
  readonly state: State;
}

/** What is shown, as lines of text. */
export const renderView = (view: View, moment: Moment, canvas: Canvas): string =>
  pageOn(canvas, (on) => sectionsOf(view, moment, on)).replace(/\n$/, '');

function sectionsOf(view: View, moment: Moment, canvas: Canvas): (readonly string[])[] {
  const { texts, colours, width } = canvas;
  const { course, state } = moment;
  switch (view.kind) {
    case 'welcome':
      return [[...wrapped(colours.strong('mq-lab learn'), width), ...paragraphs(texts.welcome, width)]];
    case 'welcome-back':
      return [wrapped(texts.welcomeBack(titleOf(view.lesson, canvas)), width)];
    case 'lessons': {
      const { done, of } = doneOf(course, state.progress);
      const bar = canvas.plain ? `${done}/${of}` : progressBar(done, of);
      return [hanging(colours.quiet(bar), colours.strong(texts.lessons), width, '  ')];
    }
    case 'intro': {
      const heading = headingLines(view.lesson, course, state.progress, canvas);
      const { lesson } = view;
      const intro = lesson.kind === 'predict' ? predictIntro(lesson, canvas) : goalSections(lesson, canvas);
      return [heading, ...intro];
    }
    case 'question':
      return [questionLines(view.lesson, view.nth, canvas)];
    case 'answer':
      return [wrapped(answeredText(view, state, canvas), width)];
    case 'hint':
      return [hintLines(view.lesson, view.nth, view.step, canvas)];
    case 'build-hint':
      return [buildHintLines(view.lesson, view.step, canvas)];
    case 'result':
      return [...resultSections(view.scene, canvas), scoreLines(view.scene, canvas)];
    case 'explanation':
      return explanationSections(view.scene, canvas);
    case 'goal':
      return goalSections(view.lesson, canvas).slice(1);
    case 'build-keys':
      return [wrapped(colours.quiet(texts.builderKeys), width)];
    case 'build-help':
      return [builderHelp(canvas)];
    case 'bench':
      return benchSections(view.lesson, view.bench, canvas);
    case 'attempt':
      return attemptSections(view.attempt, view.run, view.lesson, canvas);
    case 'built':
      return builtSections(view.lesson, view.attempt, canvas);
    case 'sandbox':
      return [paragraphs(texts.sandbox, width)];
    case 'sandbox-help':
      return [sandboxHelp(canvas, view.of)];
    case 'news':
      return [newsLines(view, canvas)];
    case 'undone':
      return [undoneLines(view, canvas)];
    case 'watch':
      return [watchLines(view.sandbox, view.run, canvas)];
    case 'show':
      return [thereLines(view.sandbox, view.run, canvas)];
    case 'saved':
      return [hanging(colours.good('✔'), texts.saved(visible(view.path)), width)];
    case 'unsaved':
      return [hanging(colours.bad('✗'), unsavedText(view.path, view.reason, canvas), width)];
    case 'problem':
      return [hanging(colours.bad('✗'), problemText(view.problem, canvas), width)];
    case 'failure':
      return [
        [
          ...hanging(colours.bad('✗'), texts.failed, width),
          ...wrapped(visible(view.failure.message), width),
          ...adviceLines(view.failure.hint ?? '', width),
          ...(view.taken ? wrapped(texts.takenBack, width) : []),
        ],
      ];
    case 'skipped':
      return [wrapped(colours.quiet(texts.skippedLesson(titleOf(view.lesson, canvas))), width)];
    case 'end':
      return endSections(course, state, canvas);
    case 'goodbye': {
      const next = resumedLesson(course, state.progress);
      return [wrapped(colours.quiet(texts.goodbye(next?.name ?? null)), width)];
    }
    default:
      return assertNever(view);
  }
}

/** A command in it stays whole, to be copied. */
const adviceLines = (hint: string, width: number): readonly string[] =>
  hint === ''
    ? []
    : hint
        .split('\n')
        .flatMap((line) => (line.startsWith('  ') ? visible(line) : wrapped(visible(line), width)));

const titleOf = (lesson: Course['lessons'][number], { language }: Canvas): string =>
  `${lesson.name} (${lessonTexts(lesson, language).title})`;

function answeredText(
  { lesson, nth }: View & { kind: 'answer' },
  { progress }: State,
  canvas: Canvas,
): string {
  const question = lesson.questions[nth];
  const answer = question && progressOf(progress, lesson.name).answers[question.id];
  if (question === undefined || answer === null || answer === undefined) return canvas.texts.youSkipped;
  return canvas.colours.quiet(canvas.texts.yourAnswer(answerText(lesson, question, answer, canvas)));
}

function unsavedText(path: string, reason: string, { texts }: Canvas): string {
  if (reason === 'exists') return texts.saveExists(visible(path));
  return reason === 'empty' ? texts.nothingToSave : texts.notSaved(visible(path), visible(reason));
}

/** What is wrong with a typed line. */
export function problemText(problem: Problem, { texts }: Pick<Canvas, 'texts'>): string {
  const text = texts.problems[problem.kind] as (problem: Problem) => string;
  return visible(text(problem));
}

function endSections(course: Course, { progress }: State, { texts, colours, width, plain }: Canvas) {
  const { done, of } = doneOf(course, progress);
  const skipped = course.lessons
    .map(({ name }) => name)
    .filter((name) => progressOf(progress, name).state === 'skipped');
  return [
    wrapped(colours.strong(plain ? `${done}/${of}` : progressBar(done, of)), width),
    paragraphs(texts.end, width),
    skipped.length === 0 ? [] : wrapped(texts.stillSkipped(skipped.join(', ')), width),
  ];
}
