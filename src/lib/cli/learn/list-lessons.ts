import { wrapped } from '../../render/table.ts';
import { visible } from '../../render/text.ts';
import type { Lesson } from '../../walkthrough/lesson.ts';
import type { Canvas } from '../../walkthrough/views/canvas.ts';
import { jsonList, listSections } from '../../walkthrough/views/list.ts';
import { pageOn } from '../../walkthrough/views/spoken.ts';
import type { Io } from '../io.ts';
import type { Format } from '../run-options.ts';
import { troubleText } from './run-course.ts';
import { canvasOf, type LearnFlags, openProgress } from './run-learn.ts';

/** Prints these lessons and how far each is, and gives the exit code. */
export function listLessons(
  lessons: readonly Lesson[],
  shown: readonly Lesson[],
  format: Format,
  flags: LearnFlags,
  io: Io,
): number {
  const canvas = canvasOf(flags, io);
  const { path, progress, trouble } = openProgress(io);
  if (trouble) io.stderr.write(troubleText(trouble, canvas));
  const course = { lessons };
  if (format === 'json') io.stdout.write(jsonList(course, shown, progress, path));
  else {
    const saved = canvas.colours.quiet(canvas.texts.savedIn(visible(path)));
    const sectionsOn = (on: Canvas): (readonly string[])[] => [
      ...listSections(course, shown, progress, on),
      wrapped(saved, on.width),
    ];
    io.stdout.write(pageOn(canvas, sectionsOn));
  }
  return 0;
}
