import { homedir } from 'node:os';
import { LabError } from '../../lab/errors.ts';
import type { Experiment } from '../../lab/experiment.ts';
import type { BrokerSource } from '../../lab/run/brokers.ts';
import { colours } from '../../render/colour.ts';
import { pageWidth } from '../../render/page.ts';
import { terminalOf } from '../../render/terminal.ts';
import type { Language, Lesson } from '../../walkthrough/lesson.ts';
import { type Canvas, speechIn } from '../../walkthrough/views/canvas.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import { once, playableSource, playRun } from './play.ts';
import { ProgressFile } from './progress-file.ts';
import { runCourse } from './run-course.ts';
import { stateFolder } from './state-folder.ts';

export interface LearnFlags {
  readonly language: Language;
  readonly plain: boolean;
  readonly source: BrokerSource;
  readonly timeoutMs: number;
}

/** What is drawn on now: terminals change their width. */
export function canvasOf({ language, plain }: Pick<LearnFlags, 'language' | 'plain'>, io: Io): Canvas {
  const { width, colour } = terminalOf(io.stdout, io.env);
  return { ...speechIn(language), width: pageWidth(width), colours: colours(colour && !plain), plain };
}

export const openProgress = (io: Io): ProgressFile =>
  ProgressFile.open(stateFolder(io.env, process.platform, homedir()));

/** Leads through the course at the terminal, and gives the exit code. */
export async function runLearn(
  lessons: readonly Lesson[],
  at: { readonly lesson: string | null; readonly sandbox: boolean },
  flags: LearnFlags,
  io: Io,
): Promise<number> {
  const canvas = (): Canvas => canvasOf(flags, io);
  const { texts } = canvas();
  if (!io.prompter) throw new LabError('usage', texts.noTerminal, { hint: texts.noTerminalHint });
  const prompter = await io.prompter(flags.plain);
  const sayEmbedded = once((text) => void io.stdout.write(text));
  const announce = (text: string): void => void io.stderr.write(text);
  try {
    return await interruptible(io, (signal) =>
      runCourse({ lessons }, at, {
        prompter,
        file: openProgress(io),
        signal,
        canvas,
        print: (text) => void io.stdout.write(text),
        play(experiment: Experiment, { embedded }) {
          if (embedded && flags.source.kind === 'url') sayEmbedded(`${texts.sandboxEmbedded}\n`);
          const source = embedded ? { kind: 'embedded' as const } : playableSource(experiment, flags.source);
          if (!embedded && source !== flags.source && flags.source.kind !== 'embedded')
            io.stdout.write(`${texts.onEmbedded}\n`);
          // Where time is real, it may take a while.
          if (source.kind === 'url') io.stdout.write(`${texts.running}\n`);
          return playRun(experiment, source, { timeoutMs: flags.timeoutMs, signal, announce });
        },
      }),
    );
  } finally {
    prompter.close();
  }
}
