import { statfs } from 'node:fs/promises';
import type { Alarms } from '../alarms.ts';

const MOST_MS = 1_000;
const LEAST_MS = 100;
/** RabbitMQ: how fast a disk may fill up, which is 250 MB a second. */
const BYTES_PER_MS = 250_000;

/** How many bytes are free on the folder's disk. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * Raises the alarm for the disk while fewer bytes than the limit are free, having looked once when this resolves; the less
 * room there is, the more often it looks. Returns what ends that. `onGone` is called where what is to say how many are
 * free finds no folder any more: whoever has its files open does not notice.
 */
export async function watchDiskSpace(
  free: () => Promise<number>,
  limit: number,
  alarms: Alarms,
  onGone: (error: unknown) => void,
): Promise<() => void> {
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  let endAlarm: (() => void) | undefined;
  const look = async (): Promise<void> => {
    const bytes = await free().catch((error: NodeJS.ErrnoException) => error);
    if (hasEnded) return;
    if (bytes instanceof Error && bytes.code === 'ENOENT') return onGone(bytes);
    // A disk that does not even say so is found out by whoever writes to it.
    if (bytes instanceof Error || bytes >= limit) {
      endAlarm?.();
      endAlarm = undefined;
    } else endAlarm ??= alarms.raise('disk');
    const untilShortMs = bytes instanceof Error ? MOST_MS : (bytes - limit) / BYTES_PER_MS;
    timer = setTimeout(look, Math.max(LEAST_MS, Math.min(MOST_MS, untilShortMs))).unref();
  };
  await look();
  return () => {
    hasEnded = true;
    clearTimeout(timer);
  };
}
