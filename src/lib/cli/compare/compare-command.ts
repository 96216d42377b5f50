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

const GRPC_EXAMPLES = ['compare grpc', 'compare grpc --broker amqp://guest:guest@127.0.0.1:5672'];
const GRPC_NOTES = `
It needs the packages @grpc/grpc-js and @grpc/proto-loader, and takes some ten
seconds. Times depend on the machine: compare them in one run only.
`;
const LOG_EXAMPLES = ['compare log', 'compare log --broker amqp://guest:guest@127.0.0.1:5672'];

export function addCompareCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  const command = program
    .command('compare')
    .summary('Broker and gRPC, queue and event log: measured')
    .description('Comparisons that are experiments: what is said was just measured.')
    .helpCommand(false);
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
  command
    .command('grpc')
    .summary('A call (gRPC) beside a message (a broker)')
    .description('Do the same work over gRPC and over a broker, with processes that are killed on the way.')
    .addOption(brokerOption())
    .addOption(formatOption())
    .addHelpText('after', GRPC_NOTES + examplesText(GRPC_EXAMPLES))
    .action(async (given: Given) => {
      const flags = {
        source: readBroker(given, io.env),
        format: readFormat(given),
      };
      const { runCompareGrpc } = await import('./run-compare-grpc.ts');
      done(await runCompareGrpc(flags, io));
    });
  return command;
}
