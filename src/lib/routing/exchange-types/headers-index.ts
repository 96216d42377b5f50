import type { BindingIndex } from '../match.ts';
import type { Binding, RoutedMessage } from '../topology.ts';
import { bytesOfText, type FieldTable, type FieldValue } from '../values.ts';

/** A header that a binding compares. */
export type Pair = readonly [header: string, wanted: FieldValue];

/** What a headers binding asks for: all of its pairs, or any of them. */
export interface Wanted {
  readonly any: boolean;
  readonly pairs: readonly Pair[];
}

/**
 * The bindings by a header that each needs, so that only those are tried that a header of the message leads to. One
 * that needs all of its pairs stands under the rarest of them alone.
 */
export class HeadersIndex implements BindingIndex {
  readonly #wantedBy: (binding: Binding) => Wanted;
  readonly #takes: (binding: Binding, headers: FieldTable) => boolean;
  /** Those that need no header: they take every message. */
  readonly #always = new Set<Binding>();
  readonly #byHeader = new Map<string, Map<ValueKey, Set<Binding>>>();
  /** Where each stands. */
  readonly #places = new Map<Binding, readonly Pair[]>();

  constructor(
    wantedBy: (binding: Binding) => Wanted,
    takes: (binding: Binding, headers: FieldTable) => boolean,
  ) {
    this.#wantedBy = wantedBy;
    this.#takes = takes;
  }

  add(binding: Binding): void {
    const { any, pairs } = this.#wantedBy(binding);
    if (!any && pairs.length === 0) {
      this.#always.add(binding);
      return;
    }
    const places = any ? pairs : [this.#rarest(pairs)];
    this.#places.set(binding, places);
    for (const pair of places) this.#place(pair).add(binding);
  }

  remove(binding: Binding): void {
    this.#always.delete(binding);
    for (const [header, wanted] of this.#places.get(binding) ?? []) {
      const byValue = this.#byHeader.get(header);
      const bindings = byValue?.get(keyOf(wanted));
      bindings?.delete(binding);
      if (bindings?.size === 0) byValue?.delete(keyOf(wanted));
      if (byValue?.size === 0) this.#byHeader.delete(header);
    }
    this.#places.delete(binding);
  }

  visitMatches(
    { headers }: RoutedMessage,
    _routingKeys: readonly string[],
    visit: (binding: Binding) => void,
  ): void {
    this.#always.forEach(visit);
    if (this.#byHeader.size === 0) return;
    const tryIt = (binding: Binding): void => {
      if (this.#takes(binding, headers)) visit(binding);
    };
    for (const [header, value] of headers) {
      const byValue = this.#byHeader.get(header);
      byValue?.get(PRESENT)?.forEach(tryIt);
      byValue?.get(keyOf(value))?.forEach(tryIt);
    }
  }

  #rarest(pairs: readonly Pair[]): Pair {
    const sizeOf = (pair: Pair): number => this.#byHeader.get(pair[0])?.get(keyOf(pair[1]))?.size ?? 0;
    return pairs.reduce((rarest, pair) => (sizeOf(pair) < sizeOf(rarest) ? pair : rarest));
  }

  #place([header, wanted]: Pair): Set<Binding> {
    const byValue = this.#byHeader.get(header) ?? new Map<ValueKey, Set<Binding>>();
    this.#byHeader.set(header, byValue);
    const bindings = byValue.get(keyOf(wanted)) ?? new Set<Binding>();
    byValue.set(keyOf(wanted), bindings);
    return bindings;
  }
}

/** The same for values that match each other; others may share it. */
type ValueKey = string | number | boolean | symbol;

/** Of a void argument, which any value matches. */
const PRESENT = Symbol('present');
const COMPOUND = Symbol('compound');

function keyOf(value: FieldValue): ValueKey {
  switch (value.type) {
    case 'void':
      return PRESENT;
    case 'string':
      return isAscii(value.value) ? value.value : bytesOfText(value.value).toString('latin1');
    case 'binary':
      return Buffer.from(value.value).toString('latin1');
    case 'decimal':
    case 'array':
    case 'table':
      return COMPOUND;
    case 'boolean':
      return value.value;
    default:
      return Number(value.value);
  }
}

const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;
