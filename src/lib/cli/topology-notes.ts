import { visible } from '../render/text.ts';
import type { Io } from './io.ts';

const MAX_NOTES = 5;

/** Says beside the output what is in a topology and is not modelled. */
export function printNotes(notes: readonly string[], io: Io): void {
  const more = notes.length - MAX_NOTES;
  const shown = notes.slice(0, MAX_NOTES).map((note) => `Note: ${visible(note)}\n`);
  io.stderr.write(`${shown.join('')}${more > 0 ? `… and ${more} more; --format json lists them.\n` : ''}`);
}
