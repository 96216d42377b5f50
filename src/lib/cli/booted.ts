import type { BootOptions } from '../lab/docker/until-ready.ts';
import { visible } from '../render/text.ts';
import { english } from '../render/words/en.ts';
import type { Words } from '../render/words/words.ts';
import type { Io, Output } from './io.ts';

const DEFAULT_WIDTH = 80;
const REDRAW_MS = 1_000;

/** Does something that may have to start a broker first, and says on standard error how that goes. */
export async function booted<T>(
  { stderr }: Io,
  signal: AbortSignal,
  doing: (boot: BootOptions) => Promise<T>,
  words: Pick<Words, 'booting'> = english,
): Promise<T> {
  const progress = new BootProgress(stderr);
  try {
    return await doing({
      signal,
      onProgress: ({ doing: phase, what }, detail) => progress.show(words.booting[phase](what), detail),
    });
  } finally {
    progress.stop();
  }
}

/** On a terminal one line that counts the seconds and goes away again, else a line for each phase. */
class BootProgress {
  readonly #output: Output;
  #phase = '';
  #detail = '';
  #since = 0;
  #redraw: NodeJS.Timeout | undefined;

  constructor(output: Output) {
    this.#output = output;
  }

  show(phase: string, detail = ''): void {
    const isNew = phase !== this.#phase;
    if (isNew) this.#since = performance.now();
    this.#phase = phase;
    this.#detail = detail;
    if (!this.#output.isTTY) {
      if (isNew) this.#output.write(`${visible(phase)} …\n`);
      return;
    }
    this.#redraw ??= setInterval(() => this.#draw(), REDRAW_MS);
    this.#draw();
  }

  stop(): void {
    if (!this.#redraw) return;
    clearInterval(this.#redraw);
    this.#output.write('\r\u001b[K');
  }

  #draw(): void {
    const seconds = Math.floor((performance.now() - this.#since) / 1_000);
    const text = [`${this.#phase} …`, seconds > 0 && `${seconds} s`, this.#detail].filter(Boolean).join('  ');
    const width = this.#output.columns || DEFAULT_WIDTH;
    this.#output.write(`\r\u001b[K${visible(text).slice(0, width - 1)}`);
  }
}
