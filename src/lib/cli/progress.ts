import type { Output } from './io.ts';

const SHOWN_AFTER_MS = 1_000;
const DEFAULT_WIDTH = 80;

/** One line on a terminal that says how far a long job is, and goes away again. In a pipe there is none. */
export class Progress {
  readonly #output: Output;
  readonly #text: () => string;
  readonly #timer: NodeJS.Timeout | undefined;
  #due = false;
  #drawn = false;

  constructor(output: Output, text: () => string) {
    this.#output = output;
    this.#text = text;
    if (!output.isTTY) return;
    this.#timer = setTimeout(() => {
      this.#due = true;
      this.update();
    }, SHOWN_AFTER_MS);
  }

  update(): void {
    if (!this.#due) return;
    const width = this.#output.columns || DEFAULT_WIDTH;
    this.#output.write(`\r\u001b[K${this.#text().slice(0, width - 1)}`);
    this.#drawn = true;
  }

  /** Makes room for another line. */
  clear(): void {
    if (this.#drawn) this.#output.write('\r\u001b[K');
    this.#drawn = false;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#due = false;
    this.clear();
  }
}
