import type { Command } from 'commander';
import type { Given } from '../given.ts';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import {
  brokerOption,
  formatOption,
  readBroker,
  readFormat,
  readTimeoutMs,
  timeoutOption,
} from '../run-options.ts';

const LOG_EXAMPLES = ['compare log', 'compare log --broker amqp://guest:guest@127.0.0.1:5672'];

export function addCompareCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  const command = program
    .command('compare')
    .summary('A queue beside an event log')
    .description('Comparisons that are experiments: what is said was just measured.');
  command
    .command('log')
    .summary('A queue beside an event log (a stream)')
    .description('Give a queue and a stream the same messages, and ask both the same questions.')
    .addOption(brokerOption())
    .addOption(formatOption())
    .addOption(timeoutOption())
    .addHelpText('after', examplesText(LOG_EXAMPLES))
    .action(async (given: Given) => {
      const flags = {
        source: readBroker(given, io.env),
        format: readFormat(given),
        timeoutMs: readTimeoutMs(given),
      };
      const { runCompareLog } = await import('./run-compare-log.ts');
      done(await runCompareLog(flags, io));
    });
  return command;
}
