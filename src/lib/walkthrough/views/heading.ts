import { hanging, wrapped } from '../../render/table.ts';
import { doneOf } from '../course/order.ts';
import type { Course } from '../course/scene.ts';
import type { Lesson } from '../lesson.ts';
import { lessonTexts } from '../lesson-texts.ts';
import type { Progress } from '../progress/progress.ts';
import type { Canvas } from './canvas.ts';

const BAR = 20;

/** `[#####---------------] 12/58`: plain characters, which every terminal has. */
export function progressBar(done: number, of: number): string {
  const filled = of === 0 ? 0 : Math.floor((BAR * done) / of);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] ${done}/${of}`;
}

/** How far the course is, and which lesson this is. */
export function headingLines(
  lesson: Lesson,
  course: Course,
  progress: Progress,
  { width, colours, texts, language, plain }: Canvas,
): string[] {
  const { done, of } = doneOf(course, progress);
  const where = `${texts.chapters[lesson.chapter]} · ${lesson.name}`;
  const bar = plain ? `${done}/${of}` : progressBar(done, of);
  return [
    ...hanging(colours.quiet(bar), colours.quiet(where), width, '  '),
    ...wrapped(colours.strong(lessonTexts(lesson, language).title), width),
  ];
}
