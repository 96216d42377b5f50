import type { RecoveryTimes } from './recovery.ts';
import type { RoutingTimes } from './routing.ts';
import type { Sample } from './run-row.ts';
import type { ProgramTimes, StartTimes } from './start-time.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** All samples of one phase of a row, by broker. */
export interface Row {
  readonly title: string;
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
}

const HEAD = ['row', 'broker', 'a second', '(range)', 'broker µs each', '(range)', 'clients', 'bytes each'];

/** A table: one line for each broker in each row, then how the first compares with the second. */
export function rowsTable(rows: readonly Row[]): string {
  return table([HEAD, ...rows.flatMap(linesOf)]);
}

function linesOf({ title, samples }: Row): string[][] {
  const lines = Array.from(samples, ([broker, all], at) => [at === 0 ? title : '', broker, ...figures(all)]);
  const [ours, theirs] = samples.values();
  return ours && theirs ? [...lines, ['', '', ...comparison(ours, theirs)]] : lines;
}

function figures(samples: readonly Sample[]): string[] {
  const rate = spreadOf(samples.map(({ perSecond }) => perSecond));
  const cpu = spreadOf(samples.map(({ brokerCpuMicros }) => brokerCpuMicros));
  const client = spreadOf(samples.map(({ clientCpuShare }) => clientCpuShare));
  const memory = spreadOf(samples.map(({ memoryEach }) => memoryEach));
  const isBacklog = samples[0]?.phase === 'built';
  return [
    whole(rate?.median),
    range(rate, whole),
    fine(cpu?.median),
    range(cpu, fine),
    client ? `${whole(client.median * 100)} %` : '',
    isBacklog ? whole(memory?.median) : '',
  ];
}

function comparison(ours: readonly Sample[], theirs: readonly Sample[]): string[] {
  const ratio = (of: (sample: Sample) => number | undefined): number | undefined => {
    const [a, b] = [spreadOf(ours.map(of)), spreadOf(theirs.map(of))];
    return a && b && a.median / b.median;
  };
  const [rate, cpu] = [ratio(({ perSecond }) => perSecond), ratio(({ brokerCpuMicros }) => brokerCpuMicros)];
  return [
    rate === undefined ? '' : `x ${fine(rate)}`,
    '',
    cpu === undefined ? '' : `x ${fine(cpu)}`,
    '',
    '',
    '',
  ];
}

export function startLines({ programs, commands, node }: StartTimes): string {
  const line = (title: string, part: keyof ProgramTimes): string[] => [
    title,
    ...milliseconds(programs.map((times) => times[part])),
  ];
  return table([
    ['start', 'ms', '(range)'],
    line("import 'mq-lab'", 'imported'),
    line('startBroker(), the first time', 'first'),
    line('startBroker(), once more', 'again'),
    line('import and startBroker(), until a client has a channel', 'connected'),
    ['mq-lab broker, until a client has a channel', ...milliseconds(commands)],
    ['(node -e 0)', ...milliseconds(node)],
  ]);
}

export function recoveryLines(count: number, { stopped, killed }: RecoveryTimes): string {
  return table([
    [`recovery of ${whole(count)} messages`, 'ms', '(range)'],
    ['after a stop', ...milliseconds(stopped)],
    ['after a kill', ...milliseconds(killed)],
  ]);
}

function milliseconds(times: readonly number[]): string[] {
  const spread = spreadOf(times);
  return [fine(spread?.median), range(spread, fine)];
}

export function routingLines(all: readonly { ours: RoutingTimes[]; qlobber: RoutingTimes[] }[]): string {
  const line = (name: string, times: readonly RoutingTimes[]): string[] => [
    whole(times[0]?.bindings),
    name,
    ...(['added', 'routed', 'removed'] as const).flatMap((operation) => {
      const spread = spreadOf(times.map((time) => time[operation]));
      return [fine(spread?.median), range(spread, fine)];
    }),
  ];
  return table([
    ['topic patterns', 'index', 'µs added', '(range)', 'µs routed', '(range)', 'µs removed', '(range)'],
    ...all.flatMap(({ ours, qlobber }) => [line('mq-lab', ours), line('qlobber', qlobber)]),
  ]);
}

/** The first two columns to the left, the others to the right. */
function table(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const cell = (text: string, column: number): string => {
    const width = widths[column] ?? 0;
    return column < 2 && !/^[\d,.]+$/.test(text) ? text.padEnd(width) : text.padStart(width);
  };
  return lines.map((line) => `${line.map(cell).join('  ').trimEnd()}\n`).join('');
}

const whole = (number: number | undefined): string =>
  number === undefined ? '?' : Math.round(number).toLocaleString('en-US');
const fine = (number: number | undefined): string =>
  number === undefined ? '?' : number.toFixed(number < 10 ? 2 : 1);
const range = (spread: Spread | undefined, text: (number: number) => string): string =>
  spread ? `${text(spread.least)} - ${text(spread.most)}` : '';
