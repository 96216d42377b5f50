import type { BrokerInfo } from '../../lab/events.ts';
import type { Experiment } from '../../lab/experiment.ts';
import { needsRestart } from '../../lab/scenario.ts';
import type { Run } from '../../render/deliveries.ts';
import { checkLesson, type LessonCheck } from '../../walkthrough/check/check-lesson.ts';
import type { Lesson } from '../../walkthrough/lesson.ts';
import { checkLines, checkSummary, jsonChecks, nameWidthOf } from '../../walkthrough/views/checks.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import { Progress } from '../progress.ts';
import type { Format } from '../run-options.ts';
import { once, playRun } from './play.ts';
import { canvasOf, type LearnFlags } from './run-learn.ts';

/** Checks these lessons on a broker, prints a line for each as it ends, and gives the exit code. */
export async function checkLessons(
  lessons: readonly Lesson[],
  format: Format,
  flags: LearnFlags,
  io: Io,
): Promise<number> {
  const canvas = canvasOf(flags, io);
  const nameWidth = nameWidthOf(lessons);
  const checks: LessonCheck[] = [];
  let broker: BrokerInfo | null = null;
  const announce = once((text) => void io.stderr.write(text));
  const progress = new Progress(
    io.stderr,
    () => `${checks.length} of ${lessons.length} done, checking ${lessons[checks.length]?.name ?? ''} …`,
  );
  const print = (lines: readonly string[]): void => {
    progress.clear();
    if (format === 'table')
      io.stdout.write(`${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n`);
    progress.update();
  };
  try {
    await interruptible(io, async (signal) => {
      const play = async (experiment: Experiment): Promise<Run | string> => {
        if (flags.source.kind === 'url' && needsRestart(experiment))
          return "it restarts its broker, and this one is not the lab's own";
        const run = await playRun(experiment, flags.source, {
          timeoutMs: flags.timeoutMs,
          signal,
          announce,
        });
        broker = run.report.broker;
        return run;
      };
      for (const lesson of lessons) {
        const check = await checkLesson(lesson, play);
        checks.push(check);
        print(checkLines(check, nameWidth, canvas));
      }
    });
  } finally {
    progress.stop();
  }
  if (format === 'json') io.stdout.write(jsonChecks(checks, broker));
  else print(['', ...checkSummary(checks, broker, canvas)]);
  return checks.some(({ problems }) => problems.length > 0) ? 1 : 0;
}
