import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchBroker, runningRabbitMQ, startEmbedded } from './brokers.ts';
import { type Row, recoveryLines, routingLines, rowsTable, startLines } from './print.ts';
import { recoveryTimes } from './recovery.ts';
import { routingTimes } from './routing.ts';
import { runRow, type Sample } from './run-row.ts';
import { startTimes } from './start-time.ts';
import type { Workload } from './workload.ts';
import { WORKLOADS } from './workloads.ts';

const HELP = `Usage: npm run bench -- [--quick] [--rounds N] [--scale N] [--row TEXT]…

Measures the embedded broker and, where MQ_LAB_TEST_URL names one, a RabbitMQ, in turn.

  --rounds N   how often each is measured (3)
  --scale N    the part of each row's count that is sent (1)
  --quick      --rounds 1 --scale 0.01
  --row TEXT   only rows whose names contain this, 'start', 'recovery' and 'index' among them; repeat it for more

'broker µs each' is processor time, all threads, of the broker's process; 'clients' is the share of the time that the
clients' process was busy: at 100 % it was the limit, not the broker.
`;

/** Messages that a broker is started with. */
const RECOVERED = 100_000;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    rounds: { type: 'string' },
    scale: { type: 'string' },
    row: { type: 'string', multiple: true, default: [''] },
    help: { type: 'boolean' },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
const scale = Number(values.scale ?? (values.quick ? 0.01 : 1));
const wanted = (name: string): boolean => values.row.some((text) => name.includes(text));
const out = (text: string): void => void process.stdout.write(text);

if (values.help) out(HELP);
else if (!(rounds >= 1 && scale > 0)) {
  process.stderr.write(HELP);
  process.exitCode = 2;
} else await bench();

async function bench(): Promise<void> {
  const url = process.env.MQ_LAB_TEST_URL;
  const rabbitMQ = url === undefined ? undefined : runningRabbitMQ(url);
  if (!rabbitMQ) out('RabbitMQ is left out: MQ_LAB_TEST_URL names none.\n\n');
  else if (rabbitMQ.pid === undefined) {
    out("RabbitMQ's processor time is left out: its process is not to be seen from here.\n\n");
  }
  const rows: Row[] = [];
  for (const workload of WORKLOADS.filter(({ name }) => wanted(name))) {
    rows.push(...(await measured(workload, rabbitMQ)));
  }
  if (rows.length > 0) out(rowsTable(rows));
  if (wanted('start')) out(`\n${startLines(await startTimes(rounds * 3))}`);
  if (wanted('recovery')) {
    const count = Math.ceil(RECOVERED * scale);
    out(`\n${recoveryLines(count, await recoveryTimes(count, rounds))}`);
  }
  if (wanted('index'))
    out(`\n${routingLines([100, 1000, 10_000].map((bindings) => routingTimes(bindings, rounds * 2 - 1)))}`);
}

/** The brokers in turn, a fresh embedded one each time. */
async function measured(workload: Workload, rabbitMQ: BenchBroker | undefined): Promise<Row[]> {
  const phases = new Map<string, Map<string, Sample[]>>();
  const setup = { workload: workload.name, count: Math.ceil(workload.count * scale) };
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`${workload.name}: ${round} of ${rounds}\n`);
    const folder = workload.onDisk && (await mkdtemp(join(tmpdir(), 'mq-lab-bench-')));
    const embedded = await startEmbedded(folder);
    for (const broker of rabbitMQ ? [embedded, rabbitMQ] : [embedded]) {
      for (const sample of await runRow(broker, setup)) keep(phases, broker.name, sample);
    }
    await embedded.stop();
    if (folder) await rm(folder, { recursive: true });
  }
  return Array.from(phases, ([phase, samples]) => ({ title: `${workload.name} ${phase}`.trim(), samples }));
}

function keep(phases: Map<string, Map<string, Sample[]>>, broker: string, sample: Sample): void {
  const samples = phases.get(sample.phase) ?? new Map<string, Sample[]>();
  phases.set(sample.phase, samples);
  samples.set(broker, [...(samples.get(broker) ?? []), sample]);
}
