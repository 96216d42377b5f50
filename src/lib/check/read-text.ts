import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { LabError } from '../lab/errors.ts';

const MIB = 1024 * 1024;

export interface TextLimit {
  readonly maxMiB: number;
  /** What to do about a file that is larger. */
  readonly hint?: string;
}

/** The file's text. Throws a LabError that names it where it cannot be read, or is more than anybody would write. */
export async function readText(path: string, { maxMiB, hint }: TextLimit): Promise<string> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const { size } = await file.stat();
    if (size > maxMiB * MIB)
      throw new LabError(
        'usage',
        `${path}: expected at most ${maxMiB} MiB, got ${(size / MIB).toFixed(1)} MiB`,
        hint === undefined ? {} : { hint },
      );
    return textOf(path, await file.readFile());
  } catch (error) {
    throw readFault(path, error);
  } finally {
    await file?.close();
  }
}

function textOf(path: string, bytes: Buffer): string {
  const isUtf16 = /^(fffe|feff)/.test(bytes.toString('hex', 0, 2));
  if (isUtf16)
    throw new LabError('usage', `${path}: expected UTF-8, got UTF-16`, {
      hint: 'PowerShell writes that: save it as UTF-8.',
    });
  if (bytes.includes(0)) throw new LabError('usage', `${path}: expected text, got binary data`);
  if (!isUtf8(bytes))
    throw new LabError('usage', `${path}: expected text in UTF-8, got other bytes`, {
      hint: 'Is it compressed, or saved in an older encoding?',
    });
  return bytes.toString();
}

function readFault(path: string, error: unknown): unknown {
  switch ((error as { code?: unknown }).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new LabError('usage', `${path}: there is no such file`);
    case 'EISDIR':
      return new LabError('usage', `${path}: expected a file, got a folder`);
    case 'EACCES':
    case 'EPERM':
      return new LabError('usage', `${path}: no permission to read it`);
    default:
      return error;
  }
}
