import { appendFileSync, constants, copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder.ts';
import { HEADER, lineOf, readJournal } from '../../walkthrough/progress/journal.ts';
import { type Entry, NO_PROGRESS, type Progress } from '../../walkthrough/progress/progress.ts';

/** Something about the file that the learner has to know. */
export type FileTrouble =
  | { readonly kind: 'damaged'; readonly kept: string }
  | { readonly kind: 'unreadable' | 'unwritable'; readonly path: string; readonly reason: string }
  | { readonly kind: 'later'; readonly path: string };

const MAX_KEPT = 1_000;

/**
 * The journal of a learner's progress. Each entry is appended in one write, so that nothing is lost however the process
 * ends, and courses that run at once do not overwrite each other.
 */
export class ProgressFile {
  readonly path: string;
  /** What was read. */
  readonly progress: Progress;
  /** What was wrong with it, if anything. */
  readonly trouble: FileTrouble | null;
  readonly #folder: string;
  #isNew = false;
  #closed: boolean;

  private constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'progress.jsonl');
    const { progress, trouble } = this.#read();
    this.progress = progress;
    this.trouble = trouble;
    this.#closed = trouble !== null && trouble.kind !== 'damaged';
  }

  /** Never throws: a course without a file is better than none. */
  static open(folder: string): ProgressFile {
    return new ProgressFile(folder);
  }

  /** Whether what happens is still written down. */
  get isSaving(): boolean {
    return !this.#closed;
  }

  /** Writes the entries down. What is wrong is told once; after that nothing is written any more. */
  append(entries: readonly Entry[]): FileTrouble | null {
    if (this.#closed || entries.length === 0) return null;
    const lines = [...(this.#isNew ? [HEADER] : []), ...entries.map(lineOf)];
    try {
      if (this.#isNew) makeFolder(this.#folder);
      appendFileSync(this.path, `${lines.join('\n')}\n`, { mode: 0o600 });
      this.#isNew = false;
      return null;
    } catch (error) {
      this.#closed = true;
      return { kind: 'unwritable', path: this.path, reason: reasonOf(error) };
    }
  }

  #read(): { progress: Progress; trouble: FileTrouble | null } {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      this.#isNew = isMissing(error);
      const trouble = { kind: 'unreadable', path: this.path, reason: reasonOf(error) } as const;
      return { progress: NO_PROGRESS, trouble: this.#isNew ? null : trouble };
    }
    const { progress, good, damaged, later } = readJournal(text);
    if (later !== null) return { progress: NO_PROGRESS, trouble: { kind: 'later', path: this.path } };
    const isCut = text !== '' && !text.endsWith('\n');
    if (damaged === 0 && !isCut) return { progress, trouble: null };
    return { progress, trouble: this.#mend(good) };
  }

  /** Keeps the whole of it under another name, and goes on with the lines that are in order. */
  #mend(good: readonly string[]): FileTrouble {
    try {
      const kept = this.#keepAside();
      const mended = `${this.path}.${process.pid}.tmp`;
      writeFileSync(mended, `${[...(good.length > 0 ? good : [HEADER])].join('\n')}\n`, { mode: 0o600 });
      renameSync(mended, this.path);
      return { kind: 'damaged', kept };
    } catch (error) {
      return { kind: 'unwritable', path: this.path, reason: reasonOf(error) };
    }
  }

  #keepAside(): string {
    for (let number = 1; ; number++) {
      const kept = join(this.#folder, `progress.damaged-${number}.jsonl`);
      try {
        copyFileSync(this.path, kept, constants.COPYFILE_EXCL);
        return kept;
      } catch (error) {
        if (!isThere(error) || number >= MAX_KEPT) throw error;
      }
    }
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';
const isThere = (error: unknown): boolean => codeOf(error) === 'EEXIST';
const reasonOf = (error: unknown): string => {
  const code = codeOf(error);
  return typeof code === 'string' ? code : String(error);
};
