import type { Command } from 'commander';
import { LabError } from '../../lab/errors.ts';
import { readQueueName } from '../../lab/names-given.ts';
import type { BrokerSource } from '../../lab/run/brokers.ts';
import { DATA_DIR, readDataDir } from '../data-dir.ts';
import { type Given, naming } from '../given.ts';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import { brokerOption, collected, lastOf, readBroker, readNumber } from '../run-options.ts';

export interface ApiFlags {
  readonly port: number;
  readonly queue: string;
  readonly source: BrokerSource;
  /** Where the broker of its own keeps what is on it. */
  readonly dataDir: string | undefined;
}

const DEFAULT_PORT = 3000;
const MAX_PORT = 65_535;
export const DEFAULT_QUEUE = 'jobs';

const EXAMPLES = [
  'api',
  'api --data-dir ./jobs',
  'api --port 8080 --queue mails',
  'api --broker amqp://guest:guest@127.0.0.1:5672',
];
const NOTES = `
  GET  /send?msg=Hello!          publishes: 202 with the message's id once it is
  POST /send  {"msg": "Hello!"}  confirmed, 503 where no broker takes it
  GET  /                         a page with a form
  GET  /health                   200 or 503

Without --broker it starts an embedded broker, which ends with it; with
--data-dir its jobs are there again at the next start. On a broker of yours its
queues are durable and stay: mq-lab worker --delete-queues deletes them.
`;

export function addApiCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  return program
    .command('api')
    .summary('A web API that hands slow work to workers')
    .description(
      'Serve a web API on 127.0.0.1 that publishes jobs, persistent and confirmed, for mq-lab worker.',
    )
    .addOption(collected('--port <PORT>', `where to listen; 0 picks a free port (default: ${DEFAULT_PORT})`))
    .addOption(queueOption())
    .addOption(brokerOption())
    .addOption(collected('--data-dir <DIR>', `of the embedded broker: ${DATA_DIR}`))
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action(async (given: Given) => {
      const flags: ApiFlags = {
        port: readNumber(given, 'port', 0, MAX_PORT) ?? DEFAULT_PORT,
        queue: readQueueOption(given),
        source: readBroker(given, io.env),
        dataDir: lastOf(given.dataDir),
      };
      if (flags.dataDir !== undefined) {
        readDataDir(flags.dataDir);
        if (flags.source.kind !== 'embedded')
          throw new LabError('usage', '--data-dir is for the embedded broker: leave --broker out');
      }
      const { runApi } = await import('./run-api.ts');
      done(await runApi(flags, io));
    });
}

export const queueOption = () =>
  collected(
    '--queue <NAME>',
    `the queue of jobs; beside it are NAME.retry and NAME.parking (default: ${DEFAULT_QUEUE})`,
  );

export const readQueueOption = (given: Given): string =>
  naming('--queue', () => readQueueName(lastOf(given.queue) ?? DEFAULT_QUEUE));
