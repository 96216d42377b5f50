import { type BrokerSource, type BrokerSupply, openSupply } from '../lab/run/brokers.ts';
import type { Scenario } from '../lab/scenario.ts';
import { type Verification, verify } from '../lab/verify.ts';
import { booted } from './booted.ts';
import { interruptible } from './interruptible.ts';
import type { Io } from './io.ts';
import type { Format } from './run-options.ts';
import { VerifyReporter } from './verify-reporter.ts';

export interface VerifyFlags {
  /** One broker, or two that are compared. */
  readonly sources: readonly BrokerSource[];
  readonly format: Format;
  readonly timeoutMs: number;
}

const CONCURRENCY = 4;
const NOTHING_RUN = 2;

/** Runs the scenarios, prints a line for each as it ends, and gives the exit code. */
export async function runVerify(
  scenarios: readonly Scenario[],
  { sources, format, timeoutMs }: VerifyFlags,
  io: Io,
): Promise<number> {
  const reporter = new VerifyReporter(scenarios, format, io);
  const { onStart, onEnd, onConnected, onBlocked, onResult } = reporter;
  const limits = { concurrency: CONCURRENCY, timeoutMs };
  try {
    const results = await interruptible(io, (signal) =>
      withSupplies(sources, signal, io, (brokers) =>
        verify(scenarios, brokers, { ...limits, signal, onStart, onEnd, onConnected, onBlocked, onResult }),
      ),
    );
    reporter.finish(results);
    return exitCodeOf(results);
  } finally {
    reporter.stop();
  }
}

/** With what each source gives; what was started for it ends with it. */
async function withSupplies<T>(
  sources: readonly BrokerSource[],
  signal: AbortSignal,
  io: Io,
  use: (supplies: readonly BrokerSupply[]) => Promise<T>,
): Promise<T> {
  const supplies: BrokerSupply[] = [];
  try {
    for (const source of sources) supplies.push(await booted(io, signal, (boot) => openSupply(source, boot)));
    return await use(supplies);
  } finally {
    await Promise.all(supplies.map((supply) => supply.close()));
  }
}

function exitCodeOf(results: readonly Verification[]): number {
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  const errors = failed.flatMap((result) => ('runs' in result ? result.runs.map(({ error }) => error) : []));
  const [worst] = errors.flatMap((error) => (error ? error.exitCode : []));
  if (failed.length > 0) return worst ?? 1;
  return results.some(({ outcome }) => outcome === 'passed') ? 0 : NOTHING_RUN;
}
