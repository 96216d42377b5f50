import { homedir } from 'node:os';
import { LabError } from '../../lab/errors.ts';
import type { BrokerSource } from '../../lab/run/brokers.ts';
import { needsRestart } from '../../lab/scenario.ts';
import { colours } from '../../render/colour.ts';
import { pageWidth } from '../../render/page.ts';
import { terminalOf } from '../../render/terminal.ts';
import type { Language, Lesson } from '../../walkthrough/lesson.ts';
import { type Canvas, speechIn } from '../../walkthrough/views/canvas.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import { announcing, once, playRun } from './play.ts';
import { ProgressFile } from './progress-file.ts';
import { type CourseIo, runCourse } from './run-course.ts';
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
  const print = (text: string): void => void io.stdout.write(text);
  try {
    return await interruptible(io, (signal) => {
      const play = player(flags, signal, canvas().texts, io);
      return runCourse({ lessons }, at, { prompter, file: openProgress(io), signal, canvas, print, play });
    });
  } finally {
    prompter.close();
  }
}

/** Plays lessons where the learner wants them, and on the embedded broker what nobody else's is for. */
function player(flags: LearnFlags, signal: AbortSignal, texts: Canvas['texts'], io: Io): CourseIo['play'] {
  const embedded: BrokerSource = { kind: 'embedded' };
  const announce = announcing(io);
  const say = (text: string): void => void io.stdout.write(`${text}\n`);
  const saySandbox = once(say);
  return (experiment, { isSandbox }) => {
    const source = isSandbox || needsRestart(experiment) ? embedded : flags.source;
    if (source !== flags.source && flags.source.kind === 'url') {
      if (isSandbox) saySandbox(texts.sandboxEmbedded);
      else say(texts.onEmbedded);
    }
    // Where time is real, it may take a while.
    if (source.kind === 'url') say(texts.running);
    return playRun(experiment, source, { timeoutMs: flags.timeoutMs, signal, announce });
  };
}
