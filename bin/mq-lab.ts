#!/usr/bin/env node
import type { Io } from '../src/lib/cli/io.ts';
import { main } from '../src/lib/cli/main.ts';
import { VERSION } from '../src/lib/version.ts';
import { exchangeTypes } from '../src/scenarios/exchange-types.ts';

const INTERRUPTED = 130;
/** No failed expectation, and no defect: what the output goes to is full or gone. */
const UNWRITABLE = 3;
/** One Ctrl-C can come twice: from the terminal, and passed on by npx. Nobody's finger is that quick. */
const SAME_REQUEST_MS = 300;

/** Who is told when all has to end. */
const listeners = new Set<() => void>();
let unwritable = false;
const hasTerminal = process.stdin.isTTY && process.stdout.isTTY;

// Everybody on this machine may list processes with their arguments, and an argument may hold a password.
process.title = 'mq-lab';

const io: Io = {
  argv: process.argv.slice(2),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  // Merely to look at it would keep the process from ending.
  get stdin() {
    return process.stdin;
  },
  ask: hasTerminal
    ? async (question, signal) => (await import('../src/lib/cli/ask.ts')).askAtTerminal(question, signal)
    : undefined,
  prompter: hasTerminal
    ? async (plain) => (await import('../src/lib/cli/learn/open-prompter.ts')).openPrompter(plain)
    : undefined,
  onEndRequest(listener) {
    let askedAt: number | undefined;
    const onSignal = (): void => {
      if (askedAt === undefined) {
        askedAt = Date.now();
        listener();
        return;
      }
      // Who asks twice does not want to wait for the cleaning up.
      if (Date.now() - askedAt > SAME_REQUEST_MS) process.exit(INTERRUPTED);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, onSignal);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      // Whoever asked once may be passed on a second time, when all is cleaned up already.
      if (askedAt === undefined) for (const signal of signals) process.off(signal, onSignal);
    };
  },
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the output may stop early (`| head`): that is no failure.
  if (error.code === 'EPIPE') return;
  if (!unwritable)
    process.stderr.write(`error: the output cannot be written (${error.message.replace(/, write$/, '')})\n`);
  unwritable = true;
  process.exitCode = UNWRITABLE;
  // What has been declared on somebody's broker is deleted first.
  for (const end of listeners) end();
});
// There is nobody left to be told.
process.stderr.on('error', () => {});

// Not awaited here: what a command loads later may be built to import from this very file, and would wait for it. Should it
// never come to an end, Node's code for that stays.
process.exitCode = 13;
void main(io, {
  version: VERSION,
  exchangeTypes,
  // Most commands need none of it.
  catalogue: async () => (await import('../src/scenarios/index.ts')).scenarios,
  lessons: async () => (await import('../src/lessons/index.ts')).lessons,
}).then((exitCode) => {
  process.exitCode = unwritable ? UNWRITABLE : exitCode;
});
