import { open } from 'node:fs/promises';
import { LabError } from '../lab/errors.ts';

const MIB = 1024 * 1024;

export interface TextLimit {
  readonly maxMiB: number;
  /** What to do about a file that is larger. */
  readonly hint?: string;
}

/** The file's text. Throws a LabError that names it where it cannot be read, or is more than anybody would write. */
export async function readText(path: string, { maxMiB, hint }: TextLimit): Promise<string> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    if (size > maxMiB * MIB)
      throw new LabError(
        'usage',
        `${path}: expected at most ${maxMiB} MiB, got ${(size / MIB).toFixed(1)} MiB`,
        hint === undefined ? {} : { hint },
      );
    return (await file.readFile()).toString();
  } catch (error) {
    throw readFault(path, error);
  }
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
