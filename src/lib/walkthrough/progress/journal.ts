import { type Entry, NO_PROGRESS, type Progress, withEntry } from './progress.ts';

/** The first line of a journal: which version of the format follows. */
const JOURNAL_VERSION = 1;
export const HEADER = JSON.stringify({ 'mq-lab progress': JOURNAL_VERSION });

export interface Journal {
  readonly progress: Progress;
  /** The lines that are in order. */
  readonly good: readonly string[];
  /** How many are not. */
  readonly damaged: number;
  /** Set where a later mq-lab wrote it: the version that it names. */
  readonly later: number | null;
}

export const lineOf = (entry: Entry): string => JSON.stringify(entry);

/** Reads a journal, a line for each entry. A line that is none, or was cut short, is damaged. */
export function readJournal(text: string): Journal {
  let progress = NO_PROGRESS;
  let later: number | null = null;
  const good: string[] = [];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  for (const line of lines) {
    const value = parsed(line);
    const version = versionOf(value);
    if (version !== undefined && version > JOURNAL_VERSION) later = version;
    else if (isEntry(value)) progress = withEntry(progress, value);
    else if (version === undefined) continue;
    good.push(line);
  }
  return { progress, good, damaged: lines.length - good.length, later };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function versionOf(value: unknown): number | undefined {
  const version = isRecord(value) ? value['mq-lab progress'] : undefined;
  return typeof version === 'number' ? version : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** What an entry of each kind has beside its lesson. */
const FIELDS: { readonly [K in Entry['did']]: (entry: Record<string, unknown>) => boolean } = {
  opened: () => true,
  answered: ({ question, answer }) => isText(question) && isAnswer(answer),
  hinted: ({ question, hints }) => (question === null || isText(question)) && isCount(hints),
  typed: ({ line }) => isText(line),
  predicted: ({ right, of }) => isCount(right) && isCount(of) && right <= of,
  built: ({ bindings }) => isCount(bindings),
  skipped: () => true,
  reset: () => true,
};

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value) || !isText(value.lesson) || !isText(value.did)) return false;
  return Object.hasOwn(FIELDS, value.did) && FIELDS[value.did as Entry['did']](value);
}

const isAnswer = (value: unknown): boolean =>
  value === null || isText(value) || isCount(value) || (Array.isArray(value) && value.every(isText));
