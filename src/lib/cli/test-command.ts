import type { Command } from 'commander';
import type { TestTarget } from '../check/run-files.ts';
import type { Given } from './given.ts';
import { examplesText } from './help.ts';
import type { Io } from './io.ts';
import {
  BROKERS,
  collected,
  lastOf,
  readBroker,
  readOneOf,
  readTimeoutMs,
  timeoutOption,
} from './run-options.ts';

export const REPORTERS = ['spec', 'junit', 'github', 'json'] as const;
export type Reporter = (typeof REPORTERS)[number];

export interface TestFlags {
  readonly target: TestTarget;
  readonly reporter: Reporter;
  readonly output: string | undefined;
  readonly timeoutMs: number;
  readonly filter: string | undefined;
  readonly bail: boolean;
  readonly watch: boolean;
  readonly update: boolean;
}

const EXAMPLES = [
  'test',
  'test topology/ --reporter junit --output results.xml',
  'test orders.lab.yaml --broker amqp://guest:guest@127.0.0.1:5672',
  'test --broker model --watch',
];
const NOTES = `
Without FILE, every *.lab.yaml below this folder is run. The model knows routing
alone: it needs no broker, and takes files that only publish.

Exit codes:
  0 all passed, or were skipped but one   1 one failed
  2 a file is invalid, there is none, or all were skipped
  3 no broker, or it went away   130 interrupted
`;

export function addTestCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  return program
    .command('test')
    .summary('Run scenario files: does every message still arrive?')
    .description('Run scenario files (*.lab.yaml), and say where something is not as they expect.')
    .argument('[FILE|DIR...]', 'files, or folders that hold *.lab.yaml files')
    .addOption(collected('--broker <BROKER>', `model, ${BROKERS} (default: $MQ_LAB_BROKER, or embedded)`))
    .addOption(collected('--reporter <NAME>', `${REPORTERS.join(', ')} (default: spec)`))
    .addOption(collected('--output <FILE>', 'write the report there, and the spec here'))
    .addOption(collected('--filter <TEXT>', 'only files with this in their path or name'))
    .option('--bail', 'start no more files once one has failed')
    .option('--update', 'propose what was observed as a change to the files that fail, and ask')
    .option('--watch', 'run again whenever a file is saved')
    .addOption(timeoutOption())
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action(async (paths: readonly string[], given: Given) => {
      const flags = readTestFlags(given, io.env);
      const { runTests } = await import('./run-tests.ts');
      done(await runTests(paths, flags, io));
    });
}

function readTestFlags(given: Given, env: Io['env']): TestFlags {
  return {
    target: readTarget(given, env),
    reporter: readOneOf(given, '--reporter', REPORTERS),
    output: lastOf(given.output),
    filter: lastOf(given.filter),
    bail: given.bail === true,
    watch: given.watch === true,
    update: given.update === true,
    timeoutMs: readTimeoutMs(given),
  };
}

function readTarget(given: Given, env: Io['env']): TestTarget {
  return (lastOf(given.broker) ?? env.MQ_LAB_BROKER) === 'model' ? { kind: 'model' } : readBroker(given, env);
}
