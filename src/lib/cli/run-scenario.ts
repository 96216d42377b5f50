import { errorOf } from '../lab/errors.ts';
import type { LabEvent } from '../lab/events.ts';
import type { Experiment } from '../lab/experiment.ts';
import type { OptionSpecs, OptionValues } from '../lab/options.ts';
import { openBroker } from '../lab/run/brokers.ts';
import { runUntilFault } from '../lab/run/runner.ts';
import { experimentOf, type Scenario } from '../lab/scenario.ts';
import { reportOf } from '../lab/verdict/report.ts';
import { judge } from '../lab/verdict/verdict.ts';
import { hasTooManyReasons, jsonRun } from '../render/json/json.ts';
import { type Run, renderRun } from '../render/run.ts';
import { terminalOf } from '../render/terminal.ts';
import { visible } from '../render/text.ts';
import { announcement } from './announcement.ts';
import { sayingOnce } from './blocked-text.ts';
import { booted } from './booted.ts';
import { interruptible } from './interruptible.ts';
import type { Io } from './io.ts';
import type { RunFlags } from './run-options.ts';

/** Plays the scenario, prints what happened, and gives the exit code. */
export async function runScenario<S extends OptionSpecs>(
  scenario: Scenario<S>,
  options: OptionValues<S>,
  flags: RunFlags,
  io: Io,
): Promise<number> {
  const experiment = experimentOf(scenario, options);
  return interruptible(io, async (signal) => {
    const events = await play(experiment, flags, signal, io);
    const report = reportOf(experiment, events);
    const run: Run = { experiment, report, verdict: judge(experiment, report), events };
    print(run, scenario, flags, io);
    if (report.kept) io.stderr.write(keptText(report.kept));
    if (report.fault) throw errorOf(report.fault);
    return run.verdict.passed ? 0 : 1;
  });
}

async function play(
  experiment: Experiment,
  { source, timeoutMs, keep }: RunFlags,
  signal: AbortSignal,
  io: Io,
): Promise<LabEvent[]> {
  const broker = await booted(io, signal, (boot) => openBroker(source, boot));
  try {
    if (keep && broker.owned)
      io.stderr.write(`--keep has no effect here: ${broker.title} ends with the run.\n`);
    const onEvent = (event: LabEvent): void => {
      if (event.kind === 'connected' && event.prefix !== '')
        io.stderr.write(announcement(experiment, broker, event.broker, { prefix: event.prefix, keep }));
    };
    const onBlocked = sayingOnce((text) => void io.stderr.write(text));
    return await runUntilFault(experiment, broker, { timeoutMs, keep, signal, onEvent, onBlocked });
  } finally {
    await broker.close();
  }
}

const NO_REASONS =
  'Every "why" is left empty: there are more reasons than anybody reads. --why writes them all the same.\n';

function print(run: Run, scenario: Scenario, { format, why }: RunFlags, io: Io): void {
  if (format === 'json') {
    for (const piece of jsonRun(run, { why })) io.stdout.write(piece);
    if (!why && hasTooManyReasons(run)) io.stderr.write(NO_REASONS);
  } else io.stdout.write(renderRun(run, scenario, terminalOf(io.stdout, io.env), { why }));
}

function keptText({
  exchanges,
  queues,
}: {
  exchanges: readonly string[];
  queues: readonly string[];
}): string {
  if (exchanges.length + queues.length === 0)
    return 'Nothing is left on the broker (--keep): all of it went with its connections.\n';
  const lines = [
    ...exchanges.map((name) => `  exchange ${visible(name)}`),
    ...queues.map((name) => `  queue    ${visible(name)}`),
  ];
  return `Left on the broker (--keep):\n${lines.join('\n')}\n`;
}
