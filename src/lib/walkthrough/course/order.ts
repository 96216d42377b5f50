import type { Lesson } from '../lesson.ts';
import { type LessonProgress, type Progress, progressOf } from '../progress/progress.ts';
import type { Course } from './scene.ts';

/** How far the course is. */
export function doneOf({ lessons }: Course, progress: Progress): { done: number; of: number } {
  const done = lessons.filter(({ name }) => progressOf(progress, name).state === 'done').length;
  return { done, of: lessons.length };
}

/** The lesson to go on with: the first that is open after this one, then the first of all; those that were skipped last. */
export function nextLesson({ lessons }: Course, progress: Progress, after: string | null): Lesson | null {
  const at = lessons.findIndex(({ name }) => name === after);
  const inTurn = [...lessons.slice(at + 1), ...lessons.slice(0, at + 1)];
  const isOpen = (states: readonly string[]) => (lesson: Lesson) =>
    states.includes(progressOf(progress, lesson.name).state);
  return inTurn.find(isOpen(['new', 'tried'])) ?? inTurn.find(isOpen(['skipped'])) ?? null;
}

/** Where a course that was left goes on: in the lesson that was opened last, or where nothing is open there, with the next. */
export function resumedLesson(course: Course, progress: Progress): Lesson | null {
  const current = course.lessons.find(({ name }) => name === progress.current);
  if (current && isUnderway(progressOf(progress, current.name))) return current;
  return nextLesson(course, progress, progress.current);
}

/** Not done yet, or begun once more. */
const isUnderway = ({ state, answers, typed }: LessonProgress): boolean =>
  state === 'new' || state === 'tried' || Object.keys(answers).length + typed.length > 0;
