import { decodeText, encodeText } from './text.ts';

/** Bytes as Erlang's ~p prints a binary (without its line breaks): `<<"all">>`, or numbers where not all are printable. */
export function erlangBinary(value: string | Uint8Array): string {
  const bytes = bytesOf(value);
  return isText(bytes) ? `<<${quoted(bytes)}>>` : erlangNumbers(bytes);
}

/** Bytes as Erlang's ~p prints a list of them: `"all"`, or `[1,2]` where not all are printable. */
export function erlangString(value: string | Uint8Array): string {
  const bytes = bytesOf(value);
  return isText(bytes) ? quoted(bytes) : `[${bytes.join(',')}]`;
}

/** Bytes as Erlang's ~w prints a binary: `<<1,2>>`. */
export function erlangNumbers(bytes: Uint8Array): string {
  return `<<${bytes.join(',')}>>`;
}

function bytesOf(value: string | Uint8Array): Buffer {
  if (typeof value !== 'string') return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const bytes = Buffer.alloc(value.length * 3);
  return bytes.subarray(0, encodeText(value, bytes, 0));
}

const isText = (bytes: Buffer): boolean => bytes.length > 0 && bytes.every(isPrintable);

/** Erlang takes each byte for a character of Latin-1. */
function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte >= 0xa0 || (byte >= 8 && byte <= 13) || byte === 0x1b;
}

function quoted(bytes: Buffer): string {
  const text = decodeText(bytes, 0, bytes.length);
  return `"${Array.from(text, (character) => ESCAPES[character] ?? character).join('')}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
};
