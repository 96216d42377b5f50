import { expected } from '../lab/errors.ts';
import { naming } from './given.ts';

export const DATA_DIR = 'keep what is durable and persistent in this folder, from one start to the next';

/** Throws a LabError that names the option. */
export function readDataDir(text: string): string {
  if (text === '')
    naming('--data-dir', () => {
      throw expected('a folder', text);
    });
  return text;
}
