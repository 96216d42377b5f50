import type { Experiment } from '../../lab/experiment.ts';
import type { Run } from '../../render/deliveries.ts';
import { attemptExperiment } from '../../walkthrough/build/attempt.ts';
import { rebuilt } from '../../walkthrough/build/workbench.ts';
import { lessonExperiment } from '../../walkthrough/course/scene.ts';
import type { Lesson } from '../../walkthrough/lesson.ts';
import type { Canvas } from '../../walkthrough/views/canvas.ts';
import { pageOn } from '../../walkthrough/views/spoken.ts';
import { buildTranscript, predictTranscript } from '../../walkthrough/views/transcript.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import { isUnread, print } from '../print.ts';
import { Player, withFallback } from './player.ts';
import { canvasOf, type LearnFlags } from './run-learn.ts';

/** Prints these lessons with all that there is to read in them, played anew, and gives the exit code. */
export async function printTranscript(
  lessons: readonly Lesson[],
  flags: LearnFlags,
  io: Io,
): Promise<number> {
  const canvas = canvasOf(flags, io);
  return interruptible(io, async (signal) => {
    const options = { timeoutMs: flags.timeoutMs, signal, words: canvas.words };
    const player = new Player(flags.source, io, options);
    const embedded = new Player({ kind: 'embedded' }, io, options);
    const play = withFallback(player, embedded, () => {});
    try {
      for (const lesson of lessons) await print(await transcriptOf(lesson, play, canvas), io);
      return 0;
    } catch (error) {
      // Whoever reads it may stop early (`| head`).
      if (isUnread(error)) return 0;
      throw error;
    } finally {
      await player.close();
    }
  });
}

async function transcriptOf(
  lesson: Lesson,
  play: (experiment: Experiment) => Promise<Run>,
  canvas: Canvas,
): Promise<string> {
  if (lesson.kind === 'predict') {
    const run = await play(lessonExperiment(lesson));
    return pageOn(canvas, (on) => predictTranscript(lesson, run, on));
  }
  const { topology } = rebuilt(lesson, lesson.solution);
  const run = await play(attemptExperiment(lesson, topology));
  return pageOn(canvas, (on) => buildTranscript(lesson, run, on));
}
