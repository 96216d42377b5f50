import { page } from '../../render/page.ts';
import { attemptExperiment } from '../../walkthrough/build/attempt.ts';
import { rebuilt } from '../../walkthrough/build/workbench.ts';
import { lessonExperiment } from '../../walkthrough/course/scene.ts';
import type { Lesson } from '../../walkthrough/lesson.ts';
import type { Canvas } from '../../walkthrough/views/canvas.ts';
import { buildTranscript, predictTranscript } from '../../walkthrough/views/transcript.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import { announcing, type PlayOptions, playableSource, playRun } from './play.ts';
import { canvasOf, type LearnFlags } from './run-learn.ts';

/** Prints these lessons with all that there is to read in them, played anew, and gives the exit code. */
export async function printTranscript(
  lessons: readonly Lesson[],
  flags: LearnFlags,
  io: Io,
): Promise<number> {
  const canvas = canvasOf(flags, io);
  return interruptible(io, async (signal) => {
    const options = {
      timeoutMs: flags.timeoutMs,
      signal,
      announce: announcing(io),
    };
    for (const lesson of lessons)
      io.stdout.write(page(await sectionsOf(lesson, flags.source, options, canvas)));
    return 0;
  });
}

async function sectionsOf(
  lesson: Lesson,
  source: LearnFlags['source'],
  options: PlayOptions,
  canvas: Canvas,
): Promise<(readonly string[])[]> {
  if (lesson.kind === 'predict') {
    const experiment = lessonExperiment(lesson);
    const run = await playRun(experiment, playableSource(experiment, source), options);
    return predictTranscript(lesson, run, canvas);
  }
  const { topology } = rebuilt(lesson, lesson.solution);
  return buildTranscript(lesson, await playRun(attemptExperiment(lesson, topology), source, options), canvas);
}
