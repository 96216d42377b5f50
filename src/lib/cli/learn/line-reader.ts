import { createInterface, type Interface } from 'node:readline';

/** What a line may go on with, and the part of it that is meant, as node:readline has it. */
export type Completer = (line: string) => [string[], string];

export type Line = { readonly line: string } | 'interrupted' | 'gone';

/** Reads lines at the terminal. What is pasted in one go comes out line by line. */
export class LineReader {
  readonly #terminal: boolean;
  readonly #history: string[] = [];
  readonly #lines: string[] = [];
  #interface: Interface | undefined;
  #waiting: ((line: Line) => void) | undefined;
  #completer: Completer = (line) => [[], line];

  /** Where `terminal` is false, the terminal itself echoes and edits, and nothing is ever drawn anew. */
  constructor(terminal: boolean) {
    this.#terminal = terminal;
  }

  async next(prompt: string, signal: AbortSignal, completer?: Completer): Promise<Line> {
    if (signal.aborted) return 'interrupted';
    if (completer) this.#completer = completer;
    const open = this.#open();
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

  #open(): Interface {
    if (this.#interface) return this.#interface;
    const open = createInterface({
      input: process.stdin,
      output: process.stdout,
      terminal: this.#terminal,
      history: this.#history,
      completer: (line: string) => this.#completer(line),
    });
    open.on('history', (history) => {
      this.#history.splice(0, this.#history.length, ...history);
    });
    open.on('line', (line) => {
      if (this.#waiting) this.#waiting({ line });
      else this.#lines.push(line);
    });
    // After Ctrl-Z and fg it is paused.
    open.on('SIGCONT', () => open.prompt(true));
    open.on('SIGINT', () => {
      process.stdout.write('\n');
      // While something is played, whoever plays it has to hear of it.
      if (this.#waiting) this.#waiting('interrupted');
      else process.kill(process.pid, 'SIGINT');
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
