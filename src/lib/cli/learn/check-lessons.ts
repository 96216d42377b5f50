import type { BrokerInfo } from '../../lab/events.ts';
import type { Experiment } from '../../lab/experiment.ts';
import { footprintOf } from '../../lab/footprint.ts';
import type { Run } from '../../render/deliveries.ts';
import { english } from '../../render/words/en.ts';
import { checkLesson, type LessonCheck } from '../../walkthrough/check/check-lesson.ts';
import type { Lesson } from '../../walkthrough/lesson.ts';
import { checkLines, checkSummary, jsonChecks, nameWidthOf } from '../../walkthrough/views/checks.ts';
import { announcementOfLessons } from '../announcement.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import { Progress } from '../progress.ts';
import type { Format } from '../run-options.ts';
import { announcing, Player, type SharedBroker } from './player.ts';
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
  const brokers: BrokerInfo[] = [];
  const progress = new Progress(
    io.stderr,
    () => `${checks.length} of ${lessons.length} done, checking ${lessons[checks.length]?.name ?? ''} …`,
  );
  const print = (lines: readonly string[]): void => {
    if (format === 'json') return;
    progress.clear();
    io.stdout.write(`${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n`);
    progress.update();
  };
  try {
    await interruptible(io, async (signal) => {
      const player = new Player(flags.source, io, {
        ...flags,
        signal,
        words: english,
        announce: announcer(io),
      });
      const play = async (experiment: Experiment): Promise<Run> => {
        const run = await player.play(experiment);
        brokers.push(run.report.broker);
        return run;
      };
      try {
        for (const lesson of lessons) {
          const check = await checkLesson(lesson, play);
          checks.push(check);
          print(checkLines(check, nameWidth, canvas));
        }
      } finally {
        await player.close();
      }
    });
  } finally {
    progress.stop();
  }
  const broker = brokers[0] ?? null;
  if (format === 'json') io.stdout.write(jsonChecks(checks, broker));
  else print(['', ...checkSummary(checks, broker, canvas)]);
  return checks.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

/** Says once for all what is about to be declared; what goes into other people's queues has to be said of each. */
function announcer(io: Io): (shared: SharedBroker) => void {
  let isTold = false;
  return (shared) => {
    if (!isTold) io.stderr.write(announcementOfLessons(shared.broker, shared.info));
    isTold = true;
    if (footprintOf(shared.experiment).shared.length > 0)
      announcing((text) => void io.stderr.write(text), english)(shared);
  };
}
