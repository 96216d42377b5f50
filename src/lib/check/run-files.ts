import { errorOf, LabError, worstOf } from '../lab/errors.ts';
import type { BrokerInfo, LabEvent } from '../lab/events.ts';
import type { Experiment } from '../lab/experiment.ts';
import { Unplayable, unsupported } from '../lab/needs.ts';
import {
  type Broker,
  type BrokerSource,
  type BrokerSupply,
  openSupply,
  QUIETLY,
} from '../lab/run/brokers.ts';
import { unplayable } from '../lab/run/playable.ts';
import { runUntilFault } from '../lab/run/runner.ts';
import { type Report, reportOf } from '../lab/verdict/report.ts';
import { judge, type Verdict } from '../lab/verdict/verdict.ts';
import { MODEL, modelEvents } from './model.ts';
import { type ReadDefinitions, readingOnce } from './named-definitions.ts';
import { readScenarioFile, type ScenarioFile } from './scenario-file.ts';
import { withoutUnmet } from './without-unmet.ts';

/** Where files are played: on a broker, or by the routing model alone. */
export type TestTarget = BrokerSource | { readonly kind: 'model' };

/** What was seen of one file's experiment, and what is to be said of it. */
export interface FileRun {
  readonly experiment: Experiment;
  readonly events: readonly LabEvent[];
  readonly report: Report;
  readonly verdict: Verdict;
}

/** What became of one scenario file. */
export type FileResult = {
  readonly path: string;
  /** The experiment's name, or the file's where it could not be read. */
  readonly name: string;
  /** Real time. */
  readonly ms: number;
} & (
  | { readonly outcome: 'passed' | 'failed'; readonly file: ScenarioFile; readonly run: FileRun }
  | { readonly outcome: 'skipped'; readonly reason: string }
  | { readonly outcome: 'invalid'; readonly error: LabError }
  /** Its run came to no end; `partial` is what was seen until then. */
  | { readonly outcome: 'error'; readonly error: LabError; readonly partial?: FileRun }
);

export interface PlayOptions {
  readonly target: TestTarget;
  /** For each file. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** A file's run has reached its broker, and has declared nothing yet. */
  readonly onConnected?: (experiment: Experiment, broker: Broker, info: BrokerInfo) => void;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const NEVER = new AbortController().signal;

export interface RunFilesOptions extends PlayOptions {
  readonly concurrency: number;
  /** Starts no more files once one has not passed. */
  readonly bail?: boolean;
  /** Plays only files whose name or path has this in it. */
  readonly filter?: string;
  /** Called in the order of the paths. */
  readonly onResult?: (result: FileResult) => void;
  /** Where brokers come from; without it, nobody is told how their start goes. */
  readonly openSupply?: (source: BrokerSource) => Promise<BrokerSupply>;
}

/** Runs one scenario file. Throws a LabError where it is none, or its run came to no end. */
export async function runScenarioFile(
  path: string,
  {
    target = { kind: 'embedded' },
    timeoutMs = DEFAULT_TIMEOUT_MS,
    signal = NEVER,
  }: Partial<PlayOptions> = {},
): Promise<FileResult> {
  const startedAt = performance.now();
  const file = await readScenarioFile(path);
  const supply = target.kind === 'model' ? undefined : await quietly(signal)(target);
  try {
    const result = await play(file, supply, { timeoutMs, signal });
    return { path, name: file.experiment.name, ms: performance.now() - startedAt, ...result };
  } finally {
    await supply?.close();
  }
}

/** Runs the files side by side, each by itself, and gives what became of each, in the order of the paths. */
export async function runFiles(paths: readonly string[], options: RunFilesOptions): Promise<FileResult[]> {
  const { target, signal, openSupply: open = quietly(signal) } = options;
  const supply = target.kind === 'model' ? undefined : await open(target);
  try {
    return await runAll(paths, supply, options);
  } finally {
    await supply?.close();
  }
}

const quietly =
  (signal: AbortSignal) =>
  (source: BrokerSource): Promise<BrokerSupply> =>
    openSupply(source, { ...QUIETLY, signal });

/** Without a supply, by the model. */
async function runAll(
  paths: readonly string[],
  supply: BrokerSupply | undefined,
  options: RunFilesOptions,
): Promise<FileResult[]> {
  const results: (FileResult | null)[] = [];
  let told = 0;
  let stopped = false;
  const failures: unknown[] = [];
  const queue = paths.entries();
  const readDefinitions = readingOnce();
  const work = async (): Promise<void> => {
    for (const [at, path] of queue) {
      if (options.signal.aborted || stopped) return;
      const result = await resultOf(path, supply, { ...options, readDefinitions });
      results[at] = result;
      stopped ||= options.bail === true && isBad(result);
      for (; told in results; told++) if (results[told]) options.onResult?.(results[told] as FileResult);
    }
  };
  const untilItFails = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failures.push(error);
      stopped = true;
    }
  };
  // The others clean up first.
  await Promise.all(Array.from({ length: options.concurrency }, untilItFails));
  if (options.signal.aborted) throw worstOf(options.signal.reason, failures);
  if (failures.length > 0) throw failures[0];
  return results.flatMap((result) => result ?? []);
}

/** Null for a file that the filter leaves out. */
async function resultOf(
  path: string,
  supply: BrokerSupply | undefined,
  options: RunFilesOptions & { readonly readDefinitions: ReadDefinitions },
): Promise<FileResult | null> {
  const startedAt = performance.now();
  let name = path;
  const isLeftOut = (): boolean =>
    options.filter !== undefined && !path.includes(options.filter) && !name.includes(options.filter);
  try {
    const file = await readScenarioFile(path, options.readDefinitions);
    name = file.experiment.name;
    if (isLeftOut()) return null;
    return { ...(await play(file, supply, options)), path, name, ms: performance.now() - startedAt };
  } catch (error) {
    if (!(error instanceof LabError) || options.signal.aborted || error instanceof Unreachable) throw error;
    if (isLeftOut()) return null;
    const outcome = error.failure === 'usage' ? ('invalid' as const) : ('error' as const);
    return { path, name, ms: performance.now() - startedAt, outcome, error };
  }
}

const isBad = (result: FileResult | null): boolean =>
  result !== null && result.outcome !== 'passed' && result.outcome !== 'skipped';

/** The broker was never there: no other file will fare better. */
class Unreachable extends LabError {
  constructor({ failure, message, hint, cause }: LabError) {
    super(failure, message, { cause, ...(hint !== undefined && { hint }) });
  }
}

type Outcome =
  | { readonly outcome: 'passed' | 'failed'; readonly file: ScenarioFile; readonly run: FileRun }
  | { readonly outcome: 'skipped'; readonly reason: string }
  | { readonly outcome: 'error'; readonly error: LabError; readonly partial: FileRun };

async function play(
  file: ScenarioFile,
  supply: BrokerSupply | undefined,
  { timeoutMs, signal, onConnected }: Omit<PlayOptions, 'target'>,
): Promise<Outcome> {
  if (!supply) return modelled(file);
  const experiment = withoutUnmet(file.experiment);
  const broker = await supply.open();
  let isConnected = false;
  const onEvent = (event: LabEvent): void => {
    if (event.kind !== 'connected') return;
    isConnected = true;
    onConnected?.(experiment, broker, event.broker);
  };
  try {
    const unable = unplayable(experiment, broker);
    if (unable) return { outcome: 'skipped', reason: unable.message };
    return judged(file, await runUntilFault(experiment, broker, { timeoutMs, keep: false, signal, onEvent }));
  } catch (error) {
    if (error instanceof Unplayable) return { outcome: 'skipped', reason: error.message };
    const unreachable = error instanceof LabError && error.failure === 'broker' && !isConnected;
    throw unreachable ? new Unreachable(error) : error;
  } finally {
    await broker.close();
  }
}

function modelled(file: ScenarioFile): Outcome {
  const experiment = withoutUnmet(file.experiment);
  const unable = unsupported(experiment, MODEL);
  if (unable) return { outcome: 'skipped', reason: unable.message };
  return judged(file, modelEvents(experiment));
}

function judged(file: ScenarioFile, events: readonly LabEvent[]): Outcome {
  const { experiment } = file;
  const report = reportOf(experiment, events);
  const verdict = judge(experiment, report);
  const run: FileRun = { experiment, events, report, verdict };
  if (report.fault) return { outcome: 'error', error: errorOf(report.fault), partial: run };
  return { outcome: verdict.passed ? 'passed' : 'failed', file, run };
}
