import type { Io } from './io.ts';

/**
 * Resolved once the text has left this process: what is merely written to a slow pipe goes with a process that is killed.
 */
export const print = (text: string, { stdout }: Pick<Io, 'stdout'>): Promise<void> =>
  new Promise((resolve, reject) => stdout.write(text, (error) => (error ? reject(error) : resolve())));

/** Whether the output is gone, or full. bin/ says so. */
export const isUnread = (error: unknown): boolean =>
  ['EPIPE', 'ENOSPC', 'EIO', 'ERR_STREAM_DESTROYED'].includes((error as { code?: string }).code ?? '');
