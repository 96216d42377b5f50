import { EMPTY_TABLE, type FieldTable, type FieldValue } from '../routing/values.ts';
import { type JsonNode, type JsonOf, TextFault } from './json-text.ts';

/** One object of a definitions file (a queue, a policy, …), read field by field; what is wrong is said with its place. */
export class DefinitionFields {
  /** What it is called in a message: `queue 'orders'`, or `queue` until its name is known. */
  readonly #what: string;
  readonly #object: JsonOf<'object'>;

  constructor(node: JsonNode, what: string) {
    if (node.kind !== 'object') throw unexpected(node, `a ${what}, written {…}`);
    this.#object = node;
    const name = node.members.get('name');
    this.#what = name?.kind === 'string' ? `${what} '${name.value}'` : what;
  }

  get at(): number {
    return this.#object.at;
  }

  get keys(): Iterable<string> {
    return this.#object.members.keys();
  }

  get(field: string): JsonNode | undefined {
    return this.#object.members.get(field);
  }

  string(field: string, fallback?: string): string {
    const node = this.#field(field, 'a text', fallback !== undefined);
    if (node === undefined) return fallback ?? '';
    if (node.kind !== 'string') throw unexpected(node, `'${field}' of ${this.#what} to be a text`);
    return node.value;
  }

  /** A text that is not empty. */
  name(field: string): string {
    const name = this.string(field);
    if (name === '')
      throw new TextFault(this.at, `expected '${field}' of ${this.#what} to be a name, got ""`);
    return name;
  }

  boolean(field: string, fallback?: boolean): boolean {
    const node = this.#field(field, 'true or false', fallback !== undefined);
    if (node === undefined) return fallback ?? false;
    if (node.kind !== 'boolean') throw unexpected(node, `'${field}' of ${this.#what} to be true or false`);
    return node.value;
  }

  number(field: string, fallback: number): number {
    const node = this.get(field);
    if (node === undefined) return fallback;
    if (node.kind !== 'number') throw unexpected(node, `'${field}' of ${this.#what} to be a number`);
    return Number(node.digits);
  }

  object(field: string): JsonNode {
    const node = this.#field(field, 'an object', false);
    if (node?.kind !== 'object') throw unexpected(node, `'${field}' of ${this.#what} to be an object`);
    return node;
  }

  /** Arguments. RabbitMQ: none may be written `{}`, `[]`, or not at all; `rabbitmqctl` writes some as pairs. */
  table(field: string): FieldTable {
    const node = this.get(field);
    if (node === undefined) return EMPTY_TABLE;
    if (node.kind === 'object') return tableOf(node);
    const pairs = node.kind === 'array' ? node.items.map(pairOf) : [undefined];
    return new Map(
      pairs.map((pair) => {
        if (!pair) throw unexpected(node, `'${field}' of ${this.#what} to be an object`);
        return pair;
      }),
    );
  }

  #field(field: string, expected: string, optional: boolean): JsonNode | undefined {
    const node = this.get(field);
    if (node === undefined && !optional)
      throw new TextFault(this.at, `expected '${field}' of ${this.#what} to be ${expected}, got nothing`);
    return node;
  }
}

/** `expected …, got …`, with what stands there. */
export function unexpected(node: JsonNode | undefined, expected: string): TextFault {
  return new TextFault(node?.at ?? 0, `expected ${expected}, got ${describe(node)}`);
}

function describe(node: JsonNode | undefined): string {
  switch (node?.kind) {
    case undefined:
      return 'nothing';
    case 'string':
      return JSON.stringify(node.value.length > 40 ? `${node.value.slice(0, 40)}…` : node.value);
    case 'number':
      return node.digits;
    case 'boolean':
      return String(node.value);
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
    case 'null':
      return 'null';
  }
}

const tableOf = (node: JsonOf<'object'>): FieldTable =>
  node.members.size === 0
    ? EMPTY_TABLE
    : new Map(Array.from(node.members, ([key, member]) => [key, fieldValueOf(member)]));

function pairOf(node: JsonNode): readonly [string, FieldValue] | undefined {
  if (node.kind !== 'array' || node.items.length !== 2) return undefined;
  const [key, value] = node.items;
  return key?.kind === 'string' && value ? [key.value, fieldValueOf(value)] : undefined;
}

/** RabbitMQ (tried on 3.10): an integer becomes a 64-bit one, a number with a point or an exponent a double. */
export function fieldValueOf(node: JsonNode): FieldValue {
  switch (node.kind) {
    case 'string':
      return { type: 'string', value: node.value };
    case 'boolean':
      return { type: 'boolean', value: node.value };
    case 'number':
      return numberOf(node);
    case 'array':
      return { type: 'array', value: node.items.map(fieldValueOf) };
    case 'object':
      return { type: 'table', value: tableOf(node) };
    case 'null':
      throw new TextFault(node.at, 'expected a value in the arguments, got null, which RabbitMQ refuses too');
  }
}

function numberOf({ at, digits }: JsonOf<'number'>): FieldValue {
  if (/[.eE]/.test(digits)) {
    const value = Number(digits);
    if (Number.isFinite(value)) return { type: 'double', value };
    throw new TextFault(at, `expected a number that a double can hold, got ${digits}`);
  }
  const value = BigInt(digits);
  if (BigInt.asIntN(64, value) === value) return { type: 'int64', value };
  throw new TextFault(at, `expected a number of at most 64 bits, got ${digits}`);
}
