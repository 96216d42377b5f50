import type { Command } from 'commander';
import type { BrokerSource } from '../../lab/run/brokers.ts';
import { JOB_NAMES, type JobName } from '../../systems/jobs/index.ts';
import { SAMPLES } from '../../systems/jobs/samples.ts';
import type { Given } from '../given.ts';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import {
  collected,
  eitherOf,
  lastOf,
  readNumber,
  readOneOf,
  readRunningBroker,
  readSecondsMs,
  runningBrokerOption,
} from '../run-options.ts';
import { queueOption, readQueueOption } from './api-command.ts';

export interface WorkerFlags {
  readonly source: BrokerSource;
  readonly queue: string;
  readonly concurrency: number;
  readonly job: JobName;
  /** How much longer each job is to take. */
  readonly slowMs: number;
  readonly files: string;
  readonly outbox: string;
}

const MAX_CONCURRENCY = 1_000;

const EXAMPLES = [
  'worker',
  'worker --slow 10 --concurrency 4',
  'worker --job notify',
  'worker --job report --files ./exports --outbox ./reports',
];
const NOTES = `
  print    prints the message
  notify   writes an e-mail or an SMS to the outbox, and sends nothing: Hello!,
           or {"to": "a@example.com", "subject": "…", "text": "…"}
  file     makes a smaller copy of an image: photo.png, or
           {"file": "photo.png", "width": 640}
  report   sums up a CSV file: sales.csv

What fails is tried again after a second; what fails three times is put aside
in NAME.parking, with the reason in its header 'error':
  mq-lab consume jobs.parking --answer hold --format json

Ctrl-C lets it finish what it has in hand. A message that a killed worker had in
hand comes back.
`;

export function addWorkerCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  return program
    .command('worker')
    .summary('A worker for the jobs of mq-lab api')
    .description('Consume the jobs of mq-lab api, with manual acknowledgements.')
    .addOption(collected('--job <JOB>', `${eitherOf(JOB_NAMES)}, as below (default: print)`))
    .addOption(collected('--concurrency <N>', 'messages in hand at a time (default: 1)'))
    .addOption(collected('--slow <SECONDS>', 'let each job take so much longer'))
    .addOption(
      collected(
        '--files <DIR>',
        'where jobs find the files that messages name (default: samples that come along)',
      ),
    )
    .addOption(collected('--outbox <DIR>', 'where jobs put what they make (default: outbox)'))
    .addOption(queueOption())
    .option('--delete-queues', 'do not work: delete the queues that are empty and unused')
    .addOption(runningBrokerOption())
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action(async (given: Given) => {
      const flags: WorkerFlags = {
        source: readRunningBroker(given, io.env),
        queue: readQueueOption(given),
        concurrency: readNumber(given, 'concurrency', 1, MAX_CONCURRENCY) ?? 1,
        job: readOneOf(given, '--job', JOB_NAMES),
        slowMs: readSecondsMs(given, 'slow') ?? 0,
        files: lastOf(given.files) ?? SAMPLES,
        outbox: lastOf(given.outbox) ?? 'outbox',
      };
      if (given.deleteQueues === true) {
        const { runDeleteQueues } = await import('./run-delete-queues.ts');
        return done(await runDeleteQueues(flags, io));
      }
      const { runWorker } = await import('./run-worker.ts');
      done(await runWorker(flags, io));
    });
}
