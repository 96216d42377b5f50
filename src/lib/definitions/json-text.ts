/**
 * JSON as it is written: where each value stands, and numbers by their digits, for RabbitMQ writes the integer `1` and
 * the double `1.0`, and `JSON.parse` gives one number for both.
 */
export type JsonNode = { readonly at: number } & (
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonNode> }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
);

export type JsonOf<K extends JsonNode['kind']> = Extract<JsonNode, { kind: K }>;

/** What is wrong with a text, and where. */
export class TextFault extends Error {
  readonly at: number;
  readonly hint: string | undefined;

  constructor(at: number, message: string, hint?: string) {
    super(message);
    this.at = at;
    this.hint = hint;
  }
}

/** The value that the text is. Throws a {@link TextFault} where it is no JSON, or where a key is there twice. */
export function parseJson(text: string): JsonNode {
  return new Parser(text).parse();
}

/** Line and column of a place in a text, both from 1. */
export function placeIn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  const line = (before.match(/\n/g)?.length ?? 0) + 1;
  return { line, column: at - before.lastIndexOf('\n') };
}

const MAX_DEPTH = 100;
const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const WORD = /[\w.+-]+/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none of them in a string
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const WORDS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** One for all: most arguments of a definitions file are empty. */
const NO_MEMBERS: ReadonlyMap<string, JsonNode> = new Map();

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): JsonNode {
    const value = this.#value('a value');
    if (this.#at < this.#text.length) throw this.#unexpected('nothing after the end');
    return value;
  }

  /** The next value, and the space after it. */
  #value(expected: string): JsonNode {
    this.#take(SPACE);
    const at = this.#at;
    const value = this.#bare(at, expected);
    this.#take(SPACE);
    return value;
  }

  #bare(at: number, expected: string): JsonNode {
    switch (this.#text[at]) {
      case '{':
        return { at, kind: 'object', members: this.#members() };
      case '[':
        return { at, kind: 'array', items: this.#items() };
      case '"':
        return { at, kind: 'string', value: this.#string() };
    }
    const digits = this.#take(NUMBER);
    if (digits !== '') return { at, kind: 'number', digits };
    const word = this.#take(WORD);
    const value = WORDS.get(word);
    this.#at = value === undefined ? at : this.#at;
    if (value === undefined) throw this.#unexpected(expected);
    return value === null ? { at, kind: 'null' } : { at, kind: 'boolean', value };
  }

  #members(): ReadonlyMap<string, JsonNode> {
    let members: Map<string, JsonNode> | undefined;
    this.#between('}', () => {
      const at = this.#at;
      if (this.#text[at] !== '"') throw this.#unexpected('a key in double quotes');
      const key = this.#string();
      if (members?.has(key)) throw new TextFault(at, `expected each key once, got '${key}' twice`);
      this.#take(SPACE);
      if (this.#text[this.#at] !== ':') throw this.#unexpected("':' after a key");
      this.#at++;
      const value = this.#value('a value');
      members = (members ?? new Map()).set(key, value);
    });
    return members ?? NO_MEMBERS;
  }

  #items(): JsonNode[] {
    const items: JsonNode[] = [];
    this.#between(']', () => items.push(this.#value('a value')));
    return items;
  }

  /** Reads parts with commas between them, from behind the opening bracket to behind the closing one. */
  #between(close: string, part: () => void): void {
    if (++this.#depth > MAX_DEPTH)
      throw new TextFault(this.#at, `expected at most ${MAX_DEPTH} levels of brackets, got more`);
    this.#at++;
    this.#take(SPACE);
    if (this.#text[this.#at] !== close) {
      part();
      while (this.#text[this.#at] === ',') {
        this.#at++;
        this.#take(SPACE);
        part();
      }
    }
    if (this.#text[this.#at] !== close) throw this.#unexpected(`',' or '${close}'`);
    this.#at++;
    this.#depth--;
  }

  #string(): string {
    this.#at++;
    const parts = [this.#take(PLAIN)];
    while (this.#text[this.#at] === '\\') {
      const escaped = this.#take(ESCAPE);
      if (escaped === '') throw this.#unexpected('an escape that JSON has');
      parts.push(JSON.parse(`"${escaped}"`), this.#take(PLAIN));
    }
    if (this.#text[this.#at] !== '"') throw this.#unexpected("'\"' at the end of a string");
    this.#at++;
    return parts.join('');
  }

  #take(pattern: RegExp): string {
    const from = this.#at;
    pattern.lastIndex = from;
    if (!pattern.test(this.#text)) return '';
    this.#at = pattern.lastIndex;
    return this.#text.slice(from, this.#at);
  }

  #unexpected(expected: string): TextFault {
    if (this.#at >= this.#text.length)
      return new TextFault(this.#at, `expected ${expected}, got the end of the text`, CUT_OFF);
    const [found = ''] = /^[\w.+-]{1,20}|^./su.exec(this.#text.slice(this.#at, this.#at + 20)) ?? [];
    return new TextFault(this.#at, `expected ${expected}, got ${JSON.stringify(found)}`);
  }
}

const CUT_OFF = 'It seems to be cut off: export or download it once more.';
