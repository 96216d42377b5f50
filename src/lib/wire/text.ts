import { isUtf8 } from 'node:buffer';

/**
 * Strings are bytes on the wire and need not be UTF-8. Text is read as UTF-8; each byte that is not part of valid
 * UTF-8 becomes the lone surrogate U+DC00 + byte, and is that byte again when written (as Python's `surrogateescape`,
 * PEP 383, does). So every string keeps its type, equal strings are equal bytes, and nothing is lost.
 */
const ESCAPE = 0xdc00;
const REPLACEMENT = '\ufffd';

/** The text of `bytes` from `start` to `end`. */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  if (!text.includes(REPLACEMENT)) return text;
  const slice = bytes.subarray(start, end);
  return isUtf8(slice) ? text : decodeEscaped(slice);
}

/**
 * The same for names and keys, of which a few come again and again: their text is made once, so that a million waiting
 * messages share it.
 */
export function decodeName(bytes: Buffer, start: number, end: number): string {
  const length = end - start;
  if (length === 0) return '';
  if (length > LONGEST_KNOWN_BYTES) return decodeText(bytes, start, end);
  let hash = length;
  for (let at = start; at < end; at++) hash = (hash * 31 + (bytes[at] as number)) | 0;
  const place = (hash ^ (hash >>> 16)) & (KNOWN_NAMES - 1);
  const known = knownNames[place];
  if (known && isEqual(known.bytes, bytes, start, length)) return known.text;
  const text = decodeText(bytes, start, end);
  knownNames[place] = { bytes: Uint8Array.prototype.slice.call(bytes, start, end), text };
  return text;
}

const LONGEST_KNOWN_BYTES = 64;
/** A power of two. */
const KNOWN_NAMES = 2048;
const knownNames: ({ readonly bytes: Uint8Array; readonly text: string } | undefined)[] = new Array(
  KNOWN_NAMES,
);

function isEqual(known: Uint8Array, bytes: Buffer, start: number, length: number): boolean {
  if (known.length !== length) return false;
  for (let at = 0; at < length; at++) if (known[at] !== bytes[start + at]) return false;
  return true;
}

function decodeEscaped(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] as number);
    const sequence = bytes.subarray(at, at + length);
    if (sequence.length === length && isUtf8(sequence)) {
      text += sequence.toString('utf8');
      at += length;
    } else {
      text += String.fromCharCode(ESCAPE + (bytes[at] as number));
      at += 1;
    }
  }
  return text;
}

function sequenceLength(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** Writes text at `start`, where there must be room for three bytes per UTF-16 unit. Returns the bytes written. */
export function encodeText(text: string, target: Buffer, start: number): number {
  const length = text.length;
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80 || at === SHORT_TEXT) return at + encodeRest(text.slice(at), target, start + at);
    target[start + at] = unit;
  }
  return length;
}

/** Up to about this many characters, a loop beats the call into native code. */
const SHORT_TEXT = 48;

function encodeRest(text: string, target: Buffer, start: number): number {
  if (!hasEscapes(text)) return target.write(text, start, 'utf8');
  let at = start;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    if (isEscape(point)) target[at++] = point - ESCAPE;
    else at += target.write(character, at, 'utf8');
  }
  return at - start;
}

/** Whether the text was read from bytes that are not UTF-8. */
export function hasEscapes(text: string): boolean {
  return LONE_ESCAPE.test(text);
}

/** The text if it fits a short string, else its first 252 bytes and `...`, as RabbitMQ cuts its reply texts. */
export function abbreviate(text: string): string {
  if (text.length * 3 <= 255) return text;
  const bytes = Buffer.allocUnsafe(text.length * 3);
  const length = encodeText(text, bytes, 0);
  return length <= 255 ? text : `${decodeText(bytes, 0, 252)}...`;
}

/** With the u flag, a surrogate matches only where it is not half of a pair. */
const LONE_ESCAPE = /[\udc80-\udcff]/u;

function isEscape(codePoint: number): boolean {
  return codePoint >= 0xdc80 && codePoint <= 0xdcff;
}
