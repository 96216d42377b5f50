import { LabError } from '../../lab/errors.ts';
import { colours } from '../../render/colour.ts';
import { terminalOf } from '../../render/terminal.ts';
import { visible } from '../../render/text.ts';
import { JOBS } from '../../systems/jobs/index.ts';
import { jobQueues } from '../../systems/service/jobs-topology.ts';
import { keepConnected } from '../../systems/service/link.ts';
import { type Worked, Worker } from '../../systems/service/worker.ts';
import type { Io } from '../io.ts';
import { linkWords } from './link-words.ts';
import type { WorkerFlags } from './worker-command.ts';

/** Works until somebody ends it, finishes what it has in hand, and gives the exit code. */
export async function runWorker(flags: WorkerFlags, io: Io): Promise<number> {
  const { address, queue, concurrency, job, files, outbox } = flags;
  const end = new AbortController();
  const colour = colours(terminalOf(io.stdout, io.env).colour);
  const worker = new Worker(jobQueues(queue), await JOBS[job](), {
    concurrency,
    files,
    outbox,
    signal: end.signal,
    onProgress: progressLine(io),
    onWorked: (worked) => {
      const line = workedLine(worked);
      if (line !== null) io.stdout.write(`${worked.fate.kind === 'done' ? line : colour.notable(line)}\n`);
    },
  });
  const stopListening = io.onEndRequest(() => {
    void worker.finish().then(() => end.abort(new LabError('interrupted', 'ended')));
  });
  try {
    const link = await keepConnected({
      address,
      name: 'mq-lab worker',
      signal: end.signal,
      setUp: (connection) => worker.use(connection),
      onState: linkWords(address, io),
    });
    io.stderr.write(`Waiting for jobs in ${visible(queue)}. Ctrl-C ends it.\n`);
    await link.ended;
    return 0;
  } finally {
    stopListening();
  }
}

/** Null where there is nothing to say. */
function workedLine({ id, body, attempt, redelivered, duplicate, fate }: Worked): string | null {
  const which = duplicate ? ' (duplicate)' : redelivered ? ' (delivered before)' : '';
  const tried = attempt > 1 ? ` (attempt ${attempt})` : '';
  const what = `${visible(shortened(body))}${which}${tried}`;
  switch (fate.kind) {
    case 'started':
      return null;
    case 'done':
      return `✔ ${visible(fate.result)}${which}${tried}`;
    case 'retried':
      return `↻ ${what}: ${visible(fate.error)}; again in a second`;
    case 'parked':
      return `✗ ${what}: ${visible(fate.error)}; parked`;
    case 'unanswered':
      return `? ${what}: the connection was lost; ${visible(id)} comes again`;
  }
}

const MAX_SHOWN = 60;
const shortened = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

const PROGRESS_STEP = 0.1;

/** Says now and then how far the slow ones are. */
function progressLine({ stderr }: Pick<Io, 'stderr'>): (id: string, done: number) => void {
  const said = new Map<string, number>();
  return (id, done) => {
    if (done < (said.get(id) ?? 0) + PROGRESS_STEP) return;
    if (done >= 1) said.delete(id);
    else {
      said.set(id, done);
      stderr.write(`… ${visible(id)} ${Math.floor(done * 100)} %\n`);
    }
  };
}
