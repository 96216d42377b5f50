import type { Random } from '../fuzz/random.ts';

/** Bodies say which message they are, and hold something from which to tell that they are whole. */
export function bodyOf(id: string, random: Random): Buffer {
  const length = random.oneIn(50) ? random.below(300_000) : random.below(3000);
  return Buffer.from(`${id} ${length} `.padEnd(length, id));
}

/** Which message it is; something that there is none of where the body is not whole. */
export function idIn(body: Buffer): string {
  const text = body.toString();
  const [id = '', length] = text.split(' ', 2);
  return text === `${id} ${length} `.padEnd(Number(length), id) ? id : `a damaged ${id}`;
}
