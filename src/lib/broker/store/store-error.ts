/** Why a data folder is not taken: what is wrong with it, and what to do. It was left as it is. */
export class StoreError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.hint = hint;
  }
}

/** What the system's refusal means for somebody who named the folder. */
export function folderFault(folder: string, error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const { code, message = '' } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || /No space left|MAP_FULL|quota/i.test(message))
    return new StoreError(
      `there is no room left for ${folder}`,
      'Make room on that disk, and start again.',
      error,
    );
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new StoreError(`${folder} is no folder`, 'Name a folder; it is made where there is none.', error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new StoreError(`${folder} cannot be written to`, 'Name a folder of yours.', error);
  return error;
}
