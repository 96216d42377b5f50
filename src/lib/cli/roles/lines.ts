import { isUtf8 } from 'node:buffer';
import { LabError } from '../../lab/errors.ts';

/** RabbitMQ takes no longer message unless it is told to. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;
const NEW_LINE = 0x0a;

/** The lines of what is piped in. Throws a LabError for one that is no UTF-8, or far too long. */
export async function* linesOf(input: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let number = 1;
  let pieces: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of input) {
    let rest = Buffer.from(chunk);
    for (let at = rest.indexOf(NEW_LINE); at >= 0; at = rest.indexOf(NEW_LINE)) {
      yield lineOf([...pieces, rest.subarray(0, at)], number++);
      rest = rest.subarray(at + 1);
      pieces = [];
      bytes = 0;
    }
    bytes += rest.length;
    if (bytes > MAX_LINE_BYTES) throw refused(number, `is longer than ${MAX_LINE_BYTES} bytes`);
    if (rest.length > 0) pieces.push(rest);
  }
  if (pieces.length > 0) yield lineOf(pieces, number);
}

function lineOf(pieces: readonly Buffer[], number: number): string {
  const line = Buffer.concat(pieces);
  if (!isUtf8(line)) throw refused(number, 'is no UTF-8');
  return line.toString().replace(/\r$/, '');
}

const refused = (number: number, what: string): LabError =>
  new LabError('usage', `line ${number} of standard input ${what}`, {
    hint: 'The lines before it are published.',
  });
