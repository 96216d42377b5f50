import type { Command } from 'commander';
import { expected, LabError } from '../../lab/errors.ts';
import { similarNames } from '../../routing/explain/similar.ts';
import { LANGUAGES, type Language, type Lesson } from '../../walkthrough/lesson.ts';
import type { Texts } from '../../walkthrough/texts/texts.ts';
import { type Given, naming } from '../given.ts';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import {
  brokerOption,
  collected,
  formatOption,
  lastOf,
  readBroker,
  readFormat,
  readTimeoutMs,
  timeoutOption,
} from '../run-options.ts';

/** Loads every lesson. */
export type Lessons = () => Promise<readonly Lesson[]>;

const EXAMPLES = [
  'learn',
  'learn topic --lang ko',
  'learn --sandbox',
  'learn topic --transcript',
  'learn --list',
  'learn --reset topic',
];
const NOTES = `
Progress is saved as it happens, in your state folder: $XDG_STATE_HOME/mq-lab
(~/.local/state/mq-lab), ~/Library/Application Support/mq-lab,
%LOCALAPPDATA%\\mq-lab, or where $MQ_LAB_STATE_DIR says. --list names the file, a
line for each thing you did. Copy it to that place on another machine, or put
its lines behind those of the file there, and the course goes on from both.
Ctrl-C leaves the course at any time.

Exit codes:
  0 you left   1 --check found something wrong
  2 usage, or no terminal to ask at   3 no broker, or --reset could not write
  130 interrupted
`;

export function addLearnCommand(
  program: Command,
  lessons: Lessons,
  io: Io,
  done: (exitCode: number) => void,
): Command {
  return program
    .command('learn')
    .summary('The guided course: predict, run, understand')
    .description(
      'The guided course: predict what becomes of a message, run it, and see where you were wrong.',
    )
    .argument('[LESSON...]', 'where to begin; where you left it without')
    .option(
      '--sandbox',
      'a broker to try things on, command by command; with a LESSON, what that declares is there',
    )
    .option('--list', 'all lessons, and how far you are')
    .option('--transcript', 'print the lessons with questions, answers, runs and explanations')
    .option('--reset', 'forget the progress of these lessons, or of all')
    .option('--yes', 'with --reset: do not ask')
    .option('--check', 'prove that the lessons say what the broker does, in both languages')
    .addOption(collected('--lang <LANGUAGE>', 'en or ko (default: what the locale says)'))
    .option('--plain', 'for screen readers: numbered choices, a line at a time, nothing is drawn')
    .addOption(brokerOption())
    .addOption(formatOption())
    .addOption(timeoutOption())
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action(async (names: readonly string[], given: Given) => {
      const language = readLanguage(given, io.env);
      try {
        done(await learn({ names, given, language }, lessons, io));
      } catch (error) {
        throw await inLanguage(language, error);
      }
    });
}

interface Asked {
  readonly names: readonly string[];
  readonly given: Given;
  readonly language: Language;
}

async function learn({ names, given, language }: Asked, lessons: Lessons, io: Io): Promise<number> {
  const { speechIn } = await import('../../walkthrough/views/canvas.ts');
  const { texts } = speechIn(language);
  const flags = {
    language,
    // Such a terminal can draw nothing anew.
    plain: given.plain === true || io.env.TERM === 'dumb',
    source: readBroker(given, io.env),
    timeoutMs: readTimeoutMs(given),
  };
  const format = readFormat(given);
  const mode = readMode(given, texts);
  const all = await lessons();
  const chosen = chosenLessons(all, names, texts);
  switch (mode) {
    case 'list': {
      const { listLessons } = await import('./list-lessons.ts');
      return listLessons(all, chosen, format, flags, io);
    }
    case 'reset': {
      const { resetLessons } = await import('./reset-lessons.ts');
      return resetLessons(chosen, given.yes === true, flags, io);
    }
    case 'transcript': {
      const { printTranscript } = await import('./print-transcript.ts');
      return printTranscript(chosen, flags, io);
    }
    case 'check': {
      const { checkLessons } = await import('./check-lessons.ts');
      return checkLessons(chosen, format, flags, io);
    }
    default: {
      if (names.length > 1) throw new LabError('usage', texts.oneLesson(names.join(' ')));
      const { runLearn } = await import('./run-learn.ts');
      const at = { lesson: names[0] ?? null, sandbox: mode === 'sandbox' };
      return runLearn(all, at, flags, io);
    }
  }
}

/** What went wrong in the language of the course, as far as that has words for it. */
async function inLanguage(language: Language, error: unknown): Promise<unknown> {
  if (!(error instanceof LabError)) return error;
  const { faultIn } = await import('../../walkthrough/texts/fault-text.ts');
  const { message, hint } = faultIn(language, error);
  return new LabError(error.failure, message, { hint, cause: error });
}

const MODES = ['sandbox', 'list', 'transcript', 'reset', 'check'] as const;

function readMode(given: Given, texts: Texts): (typeof MODES)[number] | undefined {
  const [mode, other] = MODES.filter((name) => given[name] === true);
  if (other !== undefined) throw new LabError('usage', texts.notTogether(`--${mode}`, `--${other}`));
  if (given.yes === true && mode !== 'reset') throw new LabError('usage', texts.yesAlone);
  return mode;
}

function readLanguage(given: Given, env: Io['env']): Language {
  const text = lastOf(given.lang);
  if (text === undefined) return languageOf(env);
  const language = LANGUAGES.find((known) => known === text);
  if (language) return language;
  return naming('--lang', () => {
    throw expected(LANGUAGES.join(' or '), text);
  });
}

/** What the locale says, English where it says something else. */
export function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Io['env']): Language {
  const locale = LC_ALL || LC_MESSAGES || LANG || '';
  return LANGUAGES.find((language) => new RegExp(`^${language}(?![a-z])`, 'i').test(locale)) ?? 'en';
}

function chosenLessons(
  lessons: readonly Lesson[],
  names: readonly string[],
  texts: Texts,
): readonly Lesson[] {
  const unknown = names.find((wanted) => !lessons.some(({ name }) => name === wanted));
  if (unknown !== undefined) {
    const similar = similarNames(
      unknown,
      lessons.map(({ name }) => name),
    );
    throw new LabError('usage', texts.unknownLesson(unknown), {
      hint: texts.unknownLessonHint(similar.join(', ')),
    });
  }
  return names.length === 0 ? lessons : lessons.filter(({ name }) => names.includes(name));
}
