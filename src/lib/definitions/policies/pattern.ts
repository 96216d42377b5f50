/**
 * Whether a policy's pattern matches a name, as RabbitMQ judges it: byte by byte, so that `.` is half an `é`. Undefined
 * where the pattern, which is PCRE, has something that JavaScript lacks or reads otherwise.
 */
export function policyPattern(pattern: string): ((name: string) => boolean) | undefined {
  const [, flags = '', rest = ''] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(pattern) ?? [];
  if (isReadOtherwise(rest) || mayTakeForEver(rest)) return undefined;
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

/** Whether something that is repeated may repeat, or be read in several ways, itself: `(a+)+`, `(a|a)*`. */
function mayTakeForEver(pattern: string): boolean {
  const plain = pattern.replace(/\\.|\[[^\]]*\]/gs, 'x');
  const varies: boolean[] = [];
  for (const [at, character] of Array.from(plain).entries()) {
    if (character === '(') varies.push(false);
    else if (/[*+{|]/.test(character) && varies.length > 0) varies[varies.length - 1] = true;
    else if (character === ')') {
      const inner = varies.pop() ?? false;
      if (inner && /^[*+{]/.test(plain.slice(at + 1))) return true;
      if (inner && varies.length > 0) varies[varies.length - 1] = true;
    }
  }
  return false;
}

const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');
