import { visible } from '../render/text.ts';
import type { Output } from './io.ts';

const SHOWN_AFTER_MS = 1_000;
const DEFAULT_WIDTH = 80;

/**
 * Does something that may keep this process so busy that nothing else happens meanwhile, and says what before, in a line
 * that goes away with it. In a pipe there is none, nor without a text.
 */
export async function saying<T>(
  output: Output,
  text: string | undefined,
  doing: () => T | Promise<T>,
): Promise<T> {
  if (!output.isTTY || text === undefined) return doing();
  output.write(`\r\u001b[K${visible(text).slice(0, (output.columns || DEFAULT_WIDTH) - 1)}`);
  try {
    return await doing();
  } finally {
    output.write('\r\u001b[K');
  }
}

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
