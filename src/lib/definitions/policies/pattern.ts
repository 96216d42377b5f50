/**
 * Whether a policy's pattern matches a name, as RabbitMQ judges it: byte by byte, so that `.` is half an `é`. Undefined
 * where the pattern, which is PCRE, has something that JavaScript lacks or reads otherwise.
 */
export function policyPattern(pattern: string): ((name: string) => boolean) | undefined {
  const [, flags = '', rest = ''] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(pattern) ?? [];
  if (isReadOtherwise(rest)) return undefined;
  try {
    const source = rest.replace(SAME_MEANING, (part) => REPLACEMENTS[part] ?? part);
    const expression = new RegExp(bytesOf(source), flags);
    return (name) => expression.test(bytesOf(name));
  } catch {
    return undefined;
  }
}

/** An escape of any kind comes first, so that what follows a double backslash is not taken for one. */
const SAME_MEANING = /\\.|\(\?P</gs;
const REPLACEMENTS: Readonly<Record<string, string>> = { '\\A': '^', '\\z': '$', '\\Z': '$', '(?P<': '(?<' };

/** JavaScript takes these for plain letters, or for an empty class, without a word. */
const isReadOtherwise = (pattern: string): boolean =>
  /\[\^?\]|\[\[?[:.=]/.test(pattern) ||
  Array.from(pattern.matchAll(/\\(.)/gs)).some(([, escaped = '']) => /[CEGHKNPQRVXaceghlop]/.test(escaped)) ||
  pattern.includes('\\x{');

const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');
