/** Control characters, and those that reorder or hide text: names come from anywhere, a terminal must not obey them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The text with everything that a terminal might act on made visible (`␛` for an escape). */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '␡' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** A key as it is shown: the empty one has to be seen too. */
export function visibleKey(key: string, empty = '(empty)'): string {
  return key === '' ? empty : visible(key);
}

/** `1 queue`, `3 queues`, `10,000 queues`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

/** The names, or where there are too many how many there are, the first few, and the last. */
export function someOf(
  names: readonly string[],
  max: number,
  counted: string | ((number: number) => string),
): string {
  if (names.length <= max) return names.join(', ');
  const many = typeof counted === 'string' ? count(names.length, counted) : counted(names.length);
  return `${many}: ${firstAndLast(names)}`;
}

/** `m1, m2, m3 … m12`. */
export const firstAndLast = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')} … ${names.at(-1)}`;

/** `100 ms`, `1.25 s`, `5 min`, `1 h`: the largest unit that says it exactly. */
export function durationText(ms: number): string {
  const whole = Math.round(ms);
  if (whole < 1_000) return `${whole} ms`;
  if (whole % 3_600_000 === 0) return `${whole / 3_600_000} h`;
  if (whole % 60_000 === 0) return `${whole / 60_000} min`;
  return `${whole / 1_000} s`;
}
