import { LabError } from '../../lab/errors.ts';
import { visible } from '../../render/text.ts';
import type { Lesson } from '../../walkthrough/lesson.ts';
import type { Canvas } from '../../walkthrough/views/canvas.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import type { FileTrouble } from './progress-file.ts';
import { marked, troubleText } from './run-course.ts';
import { canvasOf, type LearnFlags, openProgress } from './run-learn.ts';

const MAX_NAMED = 5;
const UNWRITABLE = 3;
/** ㅛ is the key y while the keyboard is set to Korean. */
const YES = /^(y|yes|ㅛ|예|네)$/i;

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
    if (!ask) throw new LabError('usage', texts.resetNeedsYes);
    const answer = await interruptible(io, (signal) => ask(texts.resetAsk(told), signal));
    if (!YES.test(answer.trim())) {
      io.stdout.write(`${texts.resetNot}\n`);
      return 0;
    }
  }
  const file = openProgress(io);
  if (file.trouble) io.stderr.write(toldOf(file.trouble, canvas));
  const trouble = file.append(names.map((lesson) => ({ did: 'reset', lesson })));
  if (trouble) io.stderr.write(toldOf(trouble, canvas));
  if (!file.isSaving) return UNWRITABLE;
  io.stdout.write(`${texts.resetDone(told)}\n`);
  return 0;
}

function toldOf(trouble: FileTrouble, canvas: Canvas): string {
  if (!('reason' in trouble)) return troubleText(trouble, canvas);
  const text = canvas.texts.resetFailed(visible(trouble.path), trouble.reason);
  return marked(canvas.colours.bad('✗'), text, canvas);
}
