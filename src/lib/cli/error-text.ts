import { withoutPasswords } from '../lab/amqp/broker-url.ts';
import type { LabError } from '../lab/errors.ts';
import { visible } from '../render/text.ts';

/** Lines that may quote what a person typed or a broker said. */
export const shown = (text: string): string => withoutPasswords(text.split('\n').map(visible).join('\n'));

/** What went wrong, and what to do next. */
export function errorText(error: LabError): string {
  const hint = error.hint === undefined ? '' : `${error.hint}\n`;
  // What is wrong with a file takes a line for each place; other line breaks are somebody's, and not ours to obey.
  const message = 'problems' in error ? error.message : visible(error.message);
  return shown(`error: ${message}\n${hint}`);
}
