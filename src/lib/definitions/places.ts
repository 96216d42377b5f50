import type { Binding } from '../routing/topology.ts';

/** Where something stands in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What something may be said of. */
export type Subject =
  | { readonly kind: 'exchange' | 'queue'; readonly name: string }
  | { readonly kind: 'binding'; readonly binding: Binding };

/** Where in a text the exchanges, queues and bindings of a topology are written. */
export class Places {
  readonly #text: string;
  readonly #named = new Map<string, number>();
  readonly #bindings = new Map<Binding, number>();
  #lineStarts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  add(subject: Subject, at: number): void {
    if (subject.kind === 'binding') this.#bindings.set(subject.binding, at);
    else this.#named.set(`${subject.kind} ${subject.name}`, at);
  }

  /** Undefined for what is not written there. */
  of(subject: Subject): Position | undefined {
    const at =
      subject.kind === 'binding'
        ? this.#bindings.get(subject.binding)
        : this.#named.get(`${subject.kind} ${subject.name}`);
    return at === undefined ? undefined : this.#position(at);
  }

  #position(at: number): Position {
    this.#lineStarts ??= [0, ...Array.from(this.#text.matchAll(/\n/g), ({ index }) => index + 1)];
    let [line, after] = [0, this.#lineStarts.length];
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= at) line = middle;
      else after = middle;
    }
    return { line: line + 1, column: at - (this.#lineStarts[line] ?? 0) + 1 };
  }
}
