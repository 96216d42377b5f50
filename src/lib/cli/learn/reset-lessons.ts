import { LabError } from '../../lab/errors.ts';
import type { Lesson } from '../../walkthrough/lesson.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import { troubleText } from './run-course.ts';
import { canvasOf, type LearnFlags, openProgress } from './run-learn.ts';

const MAX_NAMED = 5;

/** Forgets what is known of these lessons, once the person says so, and gives the exit code. */
export async function resetLessons(
  lessons: readonly Lesson[],
  isSure: boolean,
  flags: LearnFlags,
  io: Io,
): Promise<number> {
  const canvas = canvasOf(flags, io);
  const { texts } = canvas;
  const names = lessons.map(({ name }) => name);
  const told = names.length > MAX_NAMED ? texts.resetAll(names.length) : names.join(', ');
  if (!isSure) {
    const { ask } = io;
    if (!ask) throw new LabError('usage', '--reset: expected --yes where there is no terminal to ask at');
    const answer = await interruptible(io, (signal) => ask(texts.resetAsk(told), signal));
    if (!/^\s*y(es)?\s*$/i.test(answer)) {
      io.stdout.write(`${texts.resetNot}\n`);
      return 0;
    }
  }
  const file = openProgress(io);
  const trouble =
    file.trouble?.kind === 'damaged' || file.trouble === null
      ? file.append(names.map((lesson) => ({ did: 'reset', lesson })))
      : file.trouble;
  if (trouble) {
    io.stderr.write(troubleText(trouble, canvas));
    return 1;
  }
  io.stdout.write(`${texts.resetDone(told)}\n`);
  return 0;
}
