import type { Command } from 'commander';
import { readKey, readName } from '../../lab/names-given.ts';
import type { BrokerSource } from '../../lab/run/brokers.ts';
import type { Production } from '../../systems/roles/produce.ts';
import { type Given, naming } from '../given.ts';
import { headerOption, readHeaderFlags } from '../header-option.ts';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import { collected, lastOf, readNumber, readRunningBroker, runningBrokerOption } from '../run-options.ts';

export interface ProduceFlags {
  readonly source: BrokerSource;
  /** What is published; null to read a message a line. */
  readonly bodies: readonly string[] | null;
  /** How often each body is published. */
  readonly times: number;
  readonly what: Production;
  readonly json: boolean;
}

const MAX_TIMES = 1_000_000;
const MAX_PRIORITY = 255;
const MAX_EXPIRATION_MS = 4_294_967_295;

const EXAMPLES = [
  "produce --exchange orders --key order.created 'order 42'",
  "produce --key work 'job 1' 'job 2' --persistent",
  'produce --exchange reports --header format=pdf --header pages=3 report',
  'produce --key work < jobs.txt',
];
const NOTES = `
Without a BODY, each line of standard input is a message. Without --exchange it
is the default exchange, whose keys are queue names. Messages are mandatory and
confirmed: one that no queue takes comes back, and is told.

Exit codes:
  0 all confirmed and taken by a queue   1 one came back, or was refused
  2 usage   3 no broker, it went away, or it objects
`;

export function addProduceCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  return program
    .command('produce')
    .summary('Publish messages, from arguments or a line each')
    .description('Publish messages to a broker that runs, and say what became of each.')
    .argument('[BODY...]', 'a message each; without, a message a line from standard input')
    .addOption(collected('--exchange <NAME>', 'where to (default: the default exchange)'))
    .addOption(collected('--key <KEY>', 'the routing key (default: the empty one)'))
    .addOption(headerOption())
    .option('--persistent', 'survives a restart of the broker, in a durable queue')
    .addOption(collected('--priority <N>', 'for queues with x-max-priority'))
    .addOption(collected('--expiration <MS>', 'how long it may wait in a queue'))
    .addOption(collected('--times <N>', 'publish each so often (default: 1)'))
    .option('--optional', 'not mandatory: what no queue takes is dropped without a word')
    .option('--json', 'print a JSON object a line for each message')
    .addOption(runningBrokerOption())
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action(async (bodies: readonly string[], given: Given) => {
      const flags = readProduceFlags(bodies, given, io.env);
      const { runProduce } = await import('./run-produce.ts');
      done(await runProduce(flags, io));
    });
}

function readProduceFlags(bodies: readonly string[], given: Given, env: Io['env']): ProduceFlags {
  const priority = readNumber(given, 'priority', 0, MAX_PRIORITY);
  const expiration = readNumber(given, 'expiration', 0, MAX_EXPIRATION_MS);
  return {
    source: readRunningBroker(given, env),
    bodies: bodies.length === 0 ? null : bodies,
    times: readNumber(given, 'times', 1, MAX_TIMES) ?? 1,
    json: given.json === true,
    what: {
      exchange: naming('--exchange', () => readName("an exchange's name", lastOf(given.exchange) ?? '')),
      routingKey: naming('--key', () => readKey(lastOf(given.key) ?? '')),
      headers: readHeaderFlags(given),
      mandatory: given.optional !== true,
      properties: {
        persistent: given.persistent === true,
        ...(priority !== undefined && { priority }),
        ...(expiration !== undefined && { expiration }),
      },
    },
  };
}
