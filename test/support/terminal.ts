import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { BINARY } from './binary.ts';

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** A shell command around the binary, which is `"$@"` in it. */
  readonly shell?: string;
}

/** The real binary in a real pseudo-terminal. */
export class Terminal {
  readonly ended: Promise<number>;
  readonly #pty: ReturnType<typeof spawn>;
  #raw = '';
  #seen = 0;
  #isOver = false;
  #wake: (() => void)[] = [];

  constructor(
    args: readonly string[],
    { columns = 80, rows = 50, env = {}, shell = 'exec "$@"' }: TerminalOptions = {},
  ) {
    this.#pty = spawn('sh', ['-c', shell, 'sh', process.execPath, BINARY, ...args], {
      cols: columns,
      rows,
      env: { PATH: process.env.PATH, TERM: 'xterm', NO_COLOR: '1', ...env },
    });
    this.#pty.onData((data) => {
      this.#raw += data;
      this.#notify();
    });
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#isOver = true;
        this.#notify();
        resolve(signal ? 128 + signal : exitCode);
      });
    });
  }

  /** Everything that was printed, with the control sequences. */
  get raw(): string {
    return this.#raw;
  }

  /** Everything that was printed, as lines of text. */
  get text(): string {
    return stripVTControlCharacters(this.#raw).replaceAll('\r', '');
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  resize(columns: number): void {
    this.#pty.resize(columns, 50);
  }

  /** Waits until something that matches is printed after what was waited for before, and gives what came up to there. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const since = this.text.slice(this.#seen);
      const match = pattern.exec(since);
      if (match) {
        const end = match.index + match[0].length;
        this.#seen += end;
        return since.slice(0, end);
      }
      if (this.#isOver) throw new Error(`ended without saying ${pattern}: ${since}`);
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  kill(signal: NodeJS.Signals): void {
    if (!this.#isOver) process.kill(this.#pty.pid, signal);
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

export const KEYS = {
  enter: '\r',
  space: ' ',
  down: '\u001b[B',
  up: '\u001b[A',
  ctrlC: '\u0003',
  ctrlD: '\u0004',
  ctrlZ: '\u001a',
} as const;
