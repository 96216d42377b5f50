import { errorOf, LabError, worstOf } from '../lab/errors.ts';
import type { LabEvent } from '../lab/events.ts';
import type { Experiment } from '../lab/experiment.ts';
import { Unplayable } from '../lab/needs.ts';
import { type BrokerSource, type BrokerSupply, openSupply, QUIETLY } from '../lab/run/brokers.ts';
import { type Report, reportOf } from '../lab/verdict/report.ts';
import { judge, type Verdict } from '../lab/verdict/verdict.ts';
import { type ReadDefinitions, readingOnce } from './named-definitions.ts';
import { playersInThreads, threadsFor } from './player-threads.ts';
import { MODEL_PLAYER, type Players, type PlayOptions, playersOn, Unreachable } from './players.ts';
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

const DEFAULT_TIMEOUT_MS = 30_000;
const NEVER = new AbortController().signal;

export interface RunFileOptions extends PlayOptions {
  readonly target: TestTarget;
}

export interface RunFilesOptions extends RunFileOptions {
  readonly concurrency: number;
  /** Starts no more files once one has not passed. */
  readonly bail?: boolean;
  /** Plays only files whose name or path has this in it. */
  readonly filter?: string;
  /** Called in the order of the paths. */
  readonly onResult?: (result: FileResult) => void;
  /** Told of the definitions that a file names, before they are read. */
  readonly onDefinitions?: (path: string) => void;
  /** Where brokers come from; without it, nobody is told how their start goes. */
  readonly openSupply?: OpenSupply;
  /** So many play on embedded brokers; as many as the files are worth unless given. */
  readonly threads?: number;
}

/** Runs one scenario file. Throws a LabError where it is none, or its run came to no end. */
export async function runScenarioFile(
  path: string,
  {
    target = { kind: 'embedded' },
    timeoutMs = DEFAULT_TIMEOUT_MS,
    signal = NEVER,
  }: Partial<RunFileOptions> = {},
): Promise<FileResult> {
  const startedAt = performance.now();
  const file = await readScenarioFile(path);
  const players = await playersFor(target, quietly(signal));
  try {
    const result = await play(file, players, { timeoutMs, signal });
    return { path, name: file.experiment.name, ms: performance.now() - startedAt, ...result };
  } finally {
    await players.close();
  }
}

/** Runs the files side by side, each by itself, and gives what became of each, in the order of the paths. */
export async function runFiles(paths: readonly string[], options: RunFilesOptions): Promise<FileResult[]> {
  const { target, signal, threads = threadsFor(paths.length), openSupply: open = quietly(signal) } = options;
  const isThreaded = target.kind === 'embedded' && threads > 1;
  const players = isThreaded ? playersInThreads(threads) : await playersFor(target, open);
  try {
    return await runAll(paths, players, options);
  } finally {
    await players.close();
  }
}

type OpenSupply = (source: BrokerSource) => Promise<BrokerSupply>;

const playersFor = async (target: TestTarget, open: OpenSupply): Promise<Players> =>
  target.kind === 'model' ? MODEL_PLAYER : playersOn(await open(target));

const quietly =
  (signal: AbortSignal): OpenSupply =>
  (source) =>
    openSupply(source, { ...QUIETLY, signal });

async function runAll(
  paths: readonly string[],
  players: Players,
  options: RunFilesOptions,
): Promise<FileResult[]> {
  const results: (FileResult | null)[] = [];
  let told = 0;
  let stopped = false;
  const failures: unknown[] = [];
  const queue = paths.entries();
  const readDefinitions = readingOnce(options.onDefinitions);
  const work = async (): Promise<void> => {
    for (const [at, path] of queue) {
      if (options.signal.aborted || stopped) return;
      const result = await resultOf(path, players, { ...options, readDefinitions });
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
  players: Players,
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
    return { ...(await play(file, players, options)), path, name, ms: performance.now() - startedAt };
  } catch (error) {
    if (!(error instanceof LabError) || options.signal.aborted || error instanceof Unreachable) throw error;
    if (isLeftOut()) return null;
    const outcome = error.failure === 'usage' ? ('invalid' as const) : ('error' as const);
    return { path, name, ms: performance.now() - startedAt, outcome, error };
  }
}

const isBad = (result: FileResult | null): boolean =>
  result !== null && result.outcome !== 'passed' && result.outcome !== 'skipped';

type Outcome =
  | { readonly outcome: 'passed' | 'failed'; readonly file: ScenarioFile; readonly run: FileRun }
  | { readonly outcome: 'skipped'; readonly reason: string }
  | { readonly outcome: 'error'; readonly error: LabError; readonly partial: FileRun };

async function play(file: ScenarioFile, players: Players, options: PlayOptions): Promise<Outcome> {
  try {
    return judged(file, await players.play(withoutUnmet(file.experiment), options));
  } catch (error) {
    if (error instanceof Unplayable) return { outcome: 'skipped', reason: error.message };
    throw error;
  }
}

function judged(file: ScenarioFile, events: readonly LabEvent[]): Outcome {
  const { experiment } = file;
  const report = reportOf(experiment, events);
  const verdict = judge(experiment, report);
  const run: FileRun = { experiment, events, report, verdict };
  if (report.fault) return { outcome: 'error', error: errorOf(report.fault), partial: run };
  return { outcome: verdict.passed ? 'passed' : 'failed', file, run };
}
