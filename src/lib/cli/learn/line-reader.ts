import { createInterface, type Interface } from 'node:readline';

export type Line = { readonly line: string } | 'interrupted' | 'gone';

/** Reads lines at the terminal. What is pasted in one go comes out line by line. */
export class LineReader {
  readonly #terminal: boolean;
  readonly #history: string[] = [];
  readonly #lines: string[] = [];
  #interface: Interface | undefined;
  #waiting: ((line: Line) => void) | undefined;

  /** Where `terminal` is false, the terminal itself echoes and edits, and nothing is ever drawn anew. */
  constructor(terminal: boolean) {
    this.#terminal = terminal;
  }

  async next(
    prompt: string,
    signal: AbortSignal,
    completer?: (line: string) => [string[], string],
  ): Promise<Line> {
    if (signal.aborted) return 'interrupted';
    const open = this.#open(completer);
    const buffered = this.#lines.shift();
    open.setPrompt(prompt);
    open.prompt();
    if (buffered !== undefined) {
      if (this.#terminal) process.stdout.write(`${buffered}\n`);
      return { line: buffered };
    }
    return new Promise((resolve) => {
      const end = (line: Line): void => {
        this.#waiting = undefined;
        signal.removeEventListener('abort', onAbort);
        resolve(line);
      };
      const onAbort = (): void => end('interrupted');
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting = end;
    });
  }

  /** Gives the terminal back, for another way of asking or for good. */
  close(): void {
    const open = this.#interface;
    this.#interface = undefined;
    open?.close();
  }

  #open(completer?: (line: string) => [string[], string]): Interface {
    if (this.#interface) return this.#interface;
    const open = createInterface({
      input: process.stdin,
      output: process.stdout,
      terminal: this.#terminal,
      history: this.#history,
      ...(completer && this.#terminal && { completer }),
    });
    open.on('history', (history) => {
      this.#history.splice(0, this.#history.length, ...history);
    });
    open.on('line', (line) => {
      if (this.#waiting) this.#waiting({ line });
      else this.#lines.push(line);
    });
    open.on('SIGINT', () => {
      process.stdout.write('\n');
      this.#waiting?.('interrupted');
    });
    open.on('close', () => {
      if (this.#interface !== open) return;
      this.#interface = undefined;
      this.#waiting?.('gone');
    });
    this.#interface = open;
    return open;
  }
}
