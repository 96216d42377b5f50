import { findScenarioFiles } from '../check/find-files.ts';
import { type FileResult, type RunFilesOptions, runFiles } from '../check/run-files.ts';
import { LabError } from '../lab/errors.ts';
import { openSupply } from '../lab/run/brokers.ts';
import { terminalOf } from '../render/terminal.ts';
import { githubResults, jsonResults, junitResults } from '../render/tests/machine.ts';
import { specLines, specSummary } from '../render/tests/spec.ts';
import { announcementOfEach, announcementOfFile } from './announcement.ts';
import { sayingOnce } from './blocked-text.ts';
import { booted } from './booted.ts';
import { errorText } from './error-text.ts';
import { interruptible } from './interruptible.ts';
import type { Io } from './io.ts';
import { nextChange, type Watched } from './next-change.ts';
import { proposeChanges } from './propose-changes.ts';
import type { TestFlags } from './test-command.ts';
import { refuseOutput, writeReport } from './write-report.ts';

const CONCURRENCY = 8;

/** Runs the scenario files, reports, and gives the exit code; under `watch` again and again until somebody ends it. */
export async function runTests(given: readonly string[], flags: TestFlags, io: Io): Promise<number> {
  return interruptible(io, (signal) => {
    const definitions = new Set<string>();
    const run = (): Promise<number> => {
      definitions.clear();
      return runOnce(given, { ...flags, onDefinitions: (path) => definitions.add(path) }, signal, io);
    };
    return flags.watch ? whileWatched({ given, named: definitions }, run, signal, io) : run();
  });
}

async function runOnce(
  given: readonly string[],
  { reporter, output, ...options }: TestFlags & Pick<RunFilesOptions, 'onDefinitions'>,
  signal: AbortSignal,
  io: Io,
): Promise<number> {
  const startedAt = performance.now();
  const terminal = terminalOf(io.stdout, io.env);
  const isSpec = reporter === 'spec' || output !== undefined;
  const print = (lines: readonly string[]): void => void io.stdout.write(`${lines.join('\n')}\n`);
  const paths = await findScenarioFiles(given);
  await refuseOutput(output, paths);
  const results = await runFiles(paths, {
    target: options.target,
    timeoutMs: options.timeoutMs,
    // A file may restart the one container that all are played on.
    concurrency: options.target.kind === 'docker' ? 1 : CONCURRENCY,
    signal,
    openSupply: (source) => booted(io, signal, (boot) => openSupply(source, boot)),
    bail: options.bail,
    onConnected: announcing(io),
    onBlocked: sayingOnce((text) => void io.stderr.write(text)),
    ...(options.onDefinitions && { onDefinitions: options.onDefinitions }),
    ...(options.filter !== undefined && { filter: options.filter }),
    ...(isSpec && { onResult: (result: FileResult) => print(specLines(result, terminal)) }),
  });
  const ms = performance.now() - startedAt;
  if (isSpec) print(specSummary(results, ms, terminal));
  if (results.length === 0) throw new LabError('usage', 'no scenario file matches --filter');
  if (options.update) await proposeChanges(results, signal, io);
  if (reporter !== 'spec') await writeReport(reportText(reporter, results, ms), output, io);
  else if (output !== undefined) await writeReport(plainSpec(results, ms), output, io);
  return exitCodeOf(results);
}

/** Says once where things are declared, and of each file that uses what is everybody's that it does. */
function announcing(io: Io): NonNullable<RunFilesOptions['onConnected']> {
  let isSaid = false;
  return (experiment, broker, info) => {
    if (broker.owned) return;
    io.stderr.write(
      (isSaid ? '' : announcementOfEach('file', broker, info)) + announcementOfFile(experiment),
    );
    isSaid = true;
  };
}

function reportText(
  reporter: Exclude<TestFlags['reporter'], 'spec'>,
  results: readonly FileResult[],
  ms: number,
): string {
  switch (reporter) {
    case 'json':
      return jsonResults(results);
    case 'junit':
      return junitResults(results, ms);
    case 'github':
      return githubResults(results);
  }
}

function plainSpec(results: readonly FileResult[], ms: number): string {
  const plain = { width: 120, colour: false };
  return `${[...results.flatMap((result) => specLines(result, plain)), ...specSummary(results, ms, plain)].join('\n')}\n`;
}

function exitCodeOf(results: readonly FileResult[]): number {
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  if (outcomes.has('invalid')) return 2;
  if (outcomes.has('error')) return 3;
  if (outcomes.has('failed')) return 1;
  return outcomes.has('passed') ? 0 : 2;
}

/** Runs once, and again after each change to a file, until the signal; one change may be told several times. */
async function whileWatched(
  watched: Watched,
  run: () => Promise<number>,
  signal: AbortSignal,
  io: Io,
): Promise<number> {
  for (;;) {
    await run().catch((error: unknown) => {
      if (signal.aborted || !(error instanceof LabError)) throw error;
      io.stderr.write(errorText(error));
    });
    io.stderr.write('Waiting for a file to be saved. Ctrl-C ends it.\n');
    const changed = await nextChange(watched, signal);
    if (!changed) return 0;
  }
}
