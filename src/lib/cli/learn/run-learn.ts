import { homedir } from 'node:os';
import { LabError } from '../../lab/errors.ts';
import type { BrokerSource } from '../../lab/run/brokers.ts';
import { colours } from '../../render/colour.ts';
import { page, pageWidth } from '../../render/page.ts';
import { wrapped } from '../../render/table.ts';
import { terminalOf } from '../../render/terminal.ts';
import type { Language, Lesson } from '../../walkthrough/lesson.ts';
import { type Canvas, speechIn } from '../../walkthrough/views/canvas.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import { Player, withFallback } from './player.ts';
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
    return await interruptible(io, async (signal) => {
      const tell = (text: string): void => print(page([wrapped(text, canvas().width)]).replace(/\n$/, ''));
      const say = (text: string): void => tell(text.trimEnd());
      const options = { timeoutMs: flags.timeoutMs, signal, words: canvas().words, say };
      const chosen = new Player(flags.source, io, options);
      const embedded = new Player({ kind: 'embedded' }, io, options);
      const hasOtherBroker = flags.source.kind !== 'embedded';
      const playLesson = withFallback(chosen, embedded, () => tell(texts.onEmbedded));
      const play: CourseIo['play'] = (experiment, { isSandbox }) => {
        if (isSandbox) return embedded.play(experiment);
        // Time is real there: it may take a while.
        if (hasOtherBroker) tell(texts.running);
        return playLesson(experiment);
      };
      try {
        return await runCourse({ lessons }, at, {
          prompter,
          file: openProgress(io),
          hasOtherBroker,
          signal,
          canvas,
          print,
          play,
        });
      } finally {
        await chosen.close();
      }
    });
  } finally {
    prompter.close();
  }
}
