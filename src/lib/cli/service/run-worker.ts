import { stat } from 'node:fs/promises';
import { expected, LabError } from '../../lab/errors.ts';
import { openBroker } from '../../lab/run/brokers.ts';
import { colours } from '../../render/colour.ts';
import { terminalOf } from '../../render/terminal.ts';
import { count, visible } from '../../render/text.ts';
import { JOBS } from '../../systems/jobs/index.ts';
import { slowly } from '../../systems/jobs/slowly.ts';
import { jobQueues } from '../../systems/service/jobs-topology.ts';
import { keepConnected } from '../../systems/service/link.ts';
import { type Worked, Worker } from '../../systems/service/worker.ts';
import { booted } from '../booted.ts';
import type { Io } from '../io.ts';
import { print } from '../print.ts';
import { linkWords } from './link-words.ts';
import type { WorkerFlags } from './worker-command.ts';

/** Works until somebody ends it, finishes what it has in hand, and gives the exit code. */
export async function runWorker(flags: WorkerFlags, io: Io): Promise<number> {
  const { source, queue } = flags;
  const end = new AbortController();
  const worker = await workerOf(flags, io, end);
  const stopListening = io.onEndRequest(() => {
    if (worker.inHand > 0)
      io.stderr.write(
        `Finishing ${count(worker.inHand, 'message')}. Ctrl-C again ends it at once: they go to another worker.\n`,
      );
    void worker.finish().then(() => end.abort(new LabError('interrupted', 'interrupted')));
  });
  try {
    const { address } = await booted(io, end.signal, (boot) => openBroker(source, boot));
    const link = await keepConnected({
      address,
      name: 'mq-lab worker',
      signal: end.signal,
      setUp: (connection, giveUp) => worker.use(connection, giveUp),
      onState: linkWords(address, io),
    });
    io.stderr.write(`Waiting for jobs in ${visible(queue)}. Ctrl-C ends it.\n`);
    await link.ended;
    return 0;
  } finally {
    stopListening();
  }
}

async function workerOf(flags: WorkerFlags, io: Io, end: AbortController): Promise<Worker> {
  const { queue, concurrency, slowMs, files, outbox } = flags;
  const colour = colours(terminalOf(io.stdout, io.env).colour);
  const queues = jobQueues(queue);
  const job = await JOBS[flags.job]();
  if (!(await isFolder(files))) throw expected('--files with a folder', files);
  return new Worker(queues, slowMs > 0 ? slowly(job, slowMs) : job, {
    concurrency,
    files,
    outbox,
    signal: end.signal,
    onProgress: (body, done) =>
      io.stderr.write(`… ${visible(shortened(body))}: ${Math.floor(done * 100)} %\n`),
    onWorked: (worked) => {
      const line = workedLine(worked, queues.parking.name);
      const shown = worked.fate.kind === 'done' ? line : colour.notable(line);
      return print(`${shown}\n`, io).catch((error: unknown) => {
        end.abort(new LabError('interrupted', 'nobody reads the output any more'));
        throw error;
      });
    },
  });
}

function workedLine({ body, attempt, redelivered, duplicate, fate }: Worked, parking: string): string {
  const which = duplicate ? ' (duplicate)' : redelivered ? ' (delivered before)' : '';
  const tried = attempt > 1 ? ` (attempt ${attempt})` : '';
  const what = `${visible(shortened(body))}${which}${tried}`;
  switch (fate.kind) {
    case 'done':
      return `✔ ${visible(fate.result)}${which}${tried}`;
    case 'retried':
      return `↻ ${what}: ${visible(fate.error)}; again in a second`;
    case 'parked':
      return `✗ ${what}: ${visible(fate.error)}; parked in ${visible(parking)}`;
    case 'unanswered':
      return `? ${what}: the connection was lost; the message comes again`;
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const MAX_SHOWN = 60;
const shortened = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
