import type { Death } from '../events.ts';

/** Reads an x-death header: a table for each queue and reason, the newest first. What is no such table is passed over. */
export function xDeath(header: unknown): Death[] {
  if (!Array.isArray(header)) return [];
  return header.flatMap((entry: unknown) => {
    const { queue, reason, count } = (entry ?? {}) as Record<string, unknown>;
    if (typeof queue !== 'string' || typeof reason !== 'string') return [];
    return [{ queue, reason, count: Number(count) || 1 }];
  });
}
