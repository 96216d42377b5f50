import type { FieldTable, FieldValue } from '../../routing/values.ts';

// What an editor or a terminal does not show as it is, reorders or hides, and halves of characters.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0]/gu;

/** The text as a JavaScript string; not even in a web page does it end anything. */
export function quoted(text: string): string {
  const escaped = text
    .replace(/[\\']/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/<(?=[/!])/g, '<\\')
    .replace(HIDDEN, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);
  return `'${escaped}'`;
}

/** A name in a comment, which it must not end. */
export const inComment = (text: string): string => quoted(text).slice(1, -1).replaceAll("\\'", "'");

type Entry = readonly [key: string, literal: string];

/** `{ durable: true, 'x-match': 'all' }`, on one line; what is false or undefined is left out. */
export function objectLiteral(entries: readonly (Entry | false | undefined)[]): string {
  const given = entries.filter((entry) => entry !== false && entry !== undefined);
  if (given.length === 0) return '{}';
  return `{ ${given.map(([key, literal]) => `${keyLiteral(key)}: ${literal}`).join(', ')} }`;
}

function keyLiteral(key: string): string {
  // Not in brackets, it would be no key but the object's prototype.
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

export const listLiteral = (literals: readonly string[]): string => `[${literals.join(', ')}]`;

/** Headers or arguments as amqplib takes them: values whose type it would not guess have it named. */
export function tableLiteral(table: FieldTable): string {
  return objectLiteral(Array.from(table, ([key, value]): Entry => [key, valueLiteral(value)]));
}

function valueLiteral(value: FieldValue): string {
  switch (value.type) {
    case 'string':
      return quoted(value.value);
    case 'boolean':
    case 'int32':
      return String(value.value);
    case 'void':
      return 'null';
    case 'double':
      return isFraction(value.value) ? String(value.value) : typed('double', numberLiteral(value.value));
    case 'int64':
    case 'timestamp':
      return typed(value.type, `${value.value}n`);
    case 'decimal':
      return typed('decimal', `{ places: ${value.value.scale}, digits: ${value.value.digits} }`);
    case 'binary':
      return `Buffer.from(${quoted(Buffer.from(value.value).toString('base64'))}, 'base64')`;
    case 'array':
      return listLiteral(value.value.map(valueLiteral));
    case 'table':
      return tableLiteral(value.value);
    default:
      return typed(value.type, numberLiteral(value.value));
  }
}

const typed = (type: string, literal: string): string => `{ '!': '${type}', value: ${literal} }`;

/** amqplib takes a number for a double where it has a fraction and is not huge. */
const isFraction = (value: number): boolean => Math.abs(value) < 2 ** 50 && !Number.isInteger(value);

const numberLiteral = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
