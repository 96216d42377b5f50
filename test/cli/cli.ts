import { lessons } from '../../src/lessons/index.ts';
import type { Io } from '../../src/lib/cli/io.ts';
import { main, type Program } from '../../src/lib/cli/main.ts';
import { exchangeTypes } from '../../src/scenarios/exchange-types.ts';
import { scenarios } from '../../src/scenarios/index.ts';

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions extends Partial<Program> {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with what ends the command early, as Ctrl-C does. */
  readonly onListening?: (end: () => void) => void;
  /** Called after each piece of output with what is printed so far. */
  readonly onOutput?: (printed: Readonly<Record<'stdout' | 'stderr', string>>) => void;
  /** Whether standard error is a terminal. */
  readonly isTTY?: boolean;
  /** What the person answers. */
  readonly ask?: (question: string) => Promise<string>;
  /** Who leads the course. */
  readonly prompter?: Io['prompter'];
}

/** The command line in this process, on outputs of its own. */
export async function cli(
  argv: readonly string[],
  { env = {}, onListening, onOutput, isTTY = false, ask, prompter, ...program }: CliOptions = {},
): Promise<Outcome> {
  const printed = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string, written?: () => void) => {
      printed[name] += text;
      onOutput?.(printed);
      written?.();
    },
  });
  const io = {
    argv,
    env,
    ask,
    prompter,
    stdout: output('stdout'),
    stderr: { ...output('stderr'), isTTY },
    onEndRequest: (end: () => void) => {
      onListening?.(end);
      return () => {};
    },
  };
  const exitCode = await main(io, { ...PROGRAM, ...program });
  return { exitCode, ...printed };
}

export const PROGRAM: Program = {
  version: '1.2.3',
  exchangeTypes,
  catalogue: async () => scenarios,
  lessons: async () => lessons,
};
