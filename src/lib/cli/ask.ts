import { createInterface } from 'node:readline/promises';

/** Asks at the terminal; an end of the input is no answer. */
export async function askAtTerminal(question: string, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // After Ctrl-Z and fg it is paused.
  terminal.on('SIGCONT', () => terminal.prompt(true));
  try {
    return await terminal.question(question, { signal });
  } finally {
    terminal.close();
  }
}
