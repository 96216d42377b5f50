import { page } from '../../render/page.ts';
import type { Lesson } from '../../walkthrough/lesson.ts';
import { jsonList, listSections } from '../../walkthrough/views/list.ts';
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
  const { progress, trouble } = openProgress(io);
  if (trouble) io.stderr.write(troubleText(trouble, canvas));
  const course = { lessons };
  io.stdout.write(
    format === 'json'
      ? jsonList(course, shown, progress)
      : page(listSections(course, shown, progress, canvas)),
  );
  return 0;
}
