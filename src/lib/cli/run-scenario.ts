import { showAddress } from '../lab/broker-url.ts';
import { type Broker, openBroker } from '../lab/brokers.ts';
import { LabError } from '../lab/errors.ts';
import type { LabEvent } from '../lab/events.ts';
import { type Experiment, messagesOf } from '../lab/experiment.ts';
import { isPredeclared } from '../lab/names.ts';
import type { OptionSpecs, OptionValues } from '../lab/options.ts';
import { reportOf } from '../lab/report.ts';
import { runExperiment } from '../lab/runner.ts';
import { experimentOf, type Scenario } from '../lab/scenario.ts';
import { judge } from '../lab/verdict.ts';
import { hasTooManyReasons, jsonRun } from '../render/json.ts';
import { type Run, renderRun } from '../render/run.ts';
import { terminalOf } from '../render/terminal.ts';
import { count, visible } from '../render/text.ts';
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
  const interrupted = new AbortController();
  const stopListening = io.onEndRequest(() =>
    interrupted.abort(new LabError('interrupted', 'interrupted; nothing was left behind')),
  );
  try {
    const events = await play(experiment, flags, interrupted.signal, io);
    const report = reportOf(experiment, events);
    const run: Run = { experiment, report, verdict: judge(experiment, report) };
    print(run, scenario, flags, io);
    if (report.kept) io.stderr.write(keptText(report.kept));
    return run.verdict.passed ? 0 : 1;
  } finally {
    stopListening();
  }
}

async function play(
  experiment: Experiment,
  { source, timeoutMs, keep }: RunFlags,
  signal: AbortSignal,
  io: Io,
): Promise<LabEvent[]> {
  const broker = await openBroker(source);
  try {
    const onEvent = (event: LabEvent): void => {
      if (event.kind === 'connected' && event.prefix !== '')
        io.stderr.write(announcement(experiment, broker, event));
    };
    return await runExperiment(experiment, broker, { timeoutMs, keep, signal, onEvent });
  } finally {
    await broker.close();
  }
}

/** Said before anything is declared on a broker that is not the lab's own. */
function announcement(
  experiment: Experiment,
  { address }: Broker,
  { broker, prefix }: Extract<LabEvent, { kind: 'connected' }>,
): string {
  const { topology } = experiment;
  const shared = topology.exchanges.filter(({ name }) => isPredeclared(name)).map(({ name }) => name);
  const own = topology.exchanges.length - shared.length;
  const what = [...(own > 0 ? [count(own, 'exchange')] : []), count(topology.queues.length, 'queue')].join(
    ' and ',
  );
  const where = visible(`${broker.product} ${broker.version} at ${showAddress(address)}`);
  const messages = count(messagesOf(experiment).length, 'message');
  const warnings = shared.map(
    (name) =>
      `Warning: ${name} is everybody's: the ${messages} of this run will also go into every queue that somebody else has ` +
      `bound to it there, and stay in it; what others publish to it comes into the queues of this run.\n`,
  );
  return [`Declaring ${what} on ${where}, named ${prefix}*\n`, ...warnings].join('');
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
  const lines = [
    ...exchanges.map((name) => `  exchange ${visible(name)}`),
    ...queues.map((name) => `  queue    ${visible(name)}`),
  ];
  return `Left on the broker (--keep):\n${lines.join('\n')}\n`;
}
