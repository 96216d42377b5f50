#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import type { Io } from '../src/lib/cli/io.ts';
import { main } from '../src/lib/cli/main.ts';
import { scenarios } from '../src/scenarios/index.ts';

const INTERRUPTED = 130;
/** One Ctrl-C can come twice: from the terminal, and passed on by npx. Nobody's finger is that quick. */
const SAME_REQUEST_MS = 300;

// The package's own file: two folders up from dist/bin/.
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const io: Io = {
  argv: process.argv.slice(2),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
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
    return () => {
      for (const signal of signals) process.off(signal, onSignal);
    };
  },
};

// Whoever reads the output may stop early (`| head`): that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await main(io, { version, scenarios });
