import { columns, hanging, wrapped } from '../../render/table.ts';
import { parOf } from '../build/attempt.ts';
import { doneOf, resumedLesson } from '../course/order.ts';
import type { Course } from '../course/scene.ts';
import type { Lesson } from '../lesson.ts';
import { lessonTexts } from '../lesson-texts.ts';
import { type LessonProgress, type Progress, progressOf } from '../progress/progress.ts';
import type { Canvas } from './canvas.ts';
import { progressBar } from './heading.ts';

/** Beside the other columns, a title that had less room than this stands under them. */
const LEAST_TITLE = 20;

/** These lessons of the course with how far each is, by chapter. */
export function listSections(
  course: Course,
  shown: readonly Lesson[],
  progress: Progress,
  canvas: Canvas,
): (readonly string[])[] {
  const { texts, colours, width, plain } = canvas;
  const { done, of } = doneOf(course, progress);
  const next = resumedLesson(course, progress);
  const rows = shown.map((lesson) =>
    rowOf(lesson, progressOf(progress, lesson.name), lesson === next, canvas),
  );
  const others = [0, 2, 3].map((at) => columns(rows.map((row) => [row[at] ?? ''])).width);
  const room = width - others.reduce((sum, each) => sum + each + 2, 0);
  const chapters = [...new Set(shown.map(({ chapter }) => chapter))];
  const sections = chapters.map((chapter) => {
    const own = rows.filter((_, at) => shown[at]?.chapter === chapter);
    const lines =
      room >= LEAST_TITLE ? table(own, [others[0], room, others[1], others[2]]) : own.flatMap(stacked(width));
    return [colours.quiet(texts.chapters[chapter]), ...lines];
  });
  return [
    wrapped(colours.strong(plain ? `${done}/${of}` : progressBar(done, of)), width),
    ...sections,
    next ? wrapped(colours.quiet(texts.goOnWith(next.name)), width) : [],
  ];
}

const table = (rows: readonly (readonly string[])[], widths: (number | undefined)[]): readonly string[] =>
  columns(rows, { widths: widths.map((width) => width ?? null) }).lines;

const stacked =
  (width: number) =>
  ([name = '', title = '', state = '', score = '']: readonly string[]): string[] => [
    ...hanging(name, [state, score].filter(Boolean).join(' '), width, '  '),
    ...hanging('   ', title, width),
  ];

function rowOf(
  lesson: Lesson,
  of: LessonProgress,
  isNext: boolean,
  { texts, colours, language }: Canvas,
): string[] {
  const sign = isNext
    ? colours.notable('›')
    : { new: ' ', tried: '…', done: colours.good('✔'), skipped: '○' }[of.state];
  return [
    `${sign} ${colours.strong(lesson.name)}`,
    lessonTexts(lesson, language).title,
    texts.states[of.state],
    scoreText(lesson, of, texts),
  ];
}

/** The best round: right answers, or bindings and par. */
function scoreText(lesson: Lesson, { best, bindings }: LessonProgress, texts: Canvas['texts']): string {
  if (lesson.kind === 'predict') return best === null ? '' : `${best.right}/${best.of}`;
  return bindings === null ? '' : `${texts.bindings(bindings)} (par ${parOf(lesson)})`;
}

/** The same for machines, and the file that it is saved in. */
export function jsonList(course: Course, shown: readonly Lesson[], progress: Progress, file: string): string {
  const lessons = shown.map((lesson) => {
    const { state, rounds, best, bindings } = progressOf(progress, lesson.name);
    const { name, chapter, kind, texts } = lesson;
    const titles = { en: texts.en.title, ko: texts.ko.title };
    const score = kind === 'predict' ? { best } : { bindings, par: parOf(lesson) };
    return { name, chapter, kind, titles, state, rounds, ...score };
  });
  const next = resumedLesson(course, progress)?.name ?? null;
  return `${JSON.stringify({ ...doneOf(course, progress), next, file, lessons }, null, 2)}\n`;
}
