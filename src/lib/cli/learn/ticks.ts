import type { Prompt } from '../../walkthrough/views/prompt.ts';

/** A key, as node:readline tells it. */
export interface Pressed {
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
}

/** Follows what is ticked in a list: inquirer tells it only with the answer, and a hint must not undo it. */
export class Ticks {
  readonly #options: readonly string[];
  readonly #ticked: Set<string>;
  #cursor = 0;

  constructor({ options, ticked }: Extract<Prompt, { kind: 'tick' }>, draft: readonly string[]) {
    this.#options = options.map(({ value }) => value);
    this.#ticked = new Set([...ticked, ...draft].filter((value) => this.#options.includes(value)));
  }

  get values(): readonly string[] {
    return this.#options.filter((value) => this.#ticked.has(value));
  }

  press({ name = '' }: Pressed): void {
    const last = this.#options.length - 1;
    if (name === 'up') this.#cursor = Math.max(0, this.#cursor - 1);
    else if (name === 'down') this.#cursor = Math.min(last, this.#cursor + 1);
    else if (name === 'space') this.#toggle(this.#cursor);
    else if (/^[1-9]$/.test(name) && Number(name) <= last + 1) {
      this.#cursor = Number(name) - 1;
      this.#toggle(this.#cursor);
    }
  }

  #toggle(at: number): void {
    const value = this.#options[at];
    if (value !== undefined && !this.#ticked.delete(value)) this.#ticked.add(value);
  }
}
