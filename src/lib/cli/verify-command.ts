import type { Command } from 'commander';
import { type Catalogue, chosenFrom } from './catalogue.ts';
import type { Given } from './given.ts';
import { examplesText } from './help.ts';
import type { Io } from './io.ts';
import {
  brokerOption,
  collected,
  formatOption,
  readAgainst,
  readBroker,
  readFormat,
  readTimeoutMs,
  timeoutOption,
} from './run-options.ts';

const EXAMPLES = [
  'verify',
  'verify fanout topic --format json',
  'verify --broker amqp://guest:guest@127.0.0.1:5672',
  'verify --broker docker',
  'verify --against amqp://guest:guest@127.0.0.1:5672',
];
const NOTES = `
Each scenario is run at its default options, and held against what a person
expected of it. What cannot be run on a broker, such as a restart of one that is
not the lab's own, is skipped, and never counted as passed.

Exit codes:
  0 all that ran passed   1 one failed, or did otherwise on the other broker
  2 nothing could be run   3 no broker, or it went away   130 interrupted
`;

export function addVerifyCommand(
  program: Command,
  catalogue: Catalogue,
  io: Io,
  done: (exitCode: number) => void,
): Command {
  return program
    .command('verify')
    .summary('Run the whole catalogue: where a broker does otherwise')
    .description('Run the whole catalogue, or the scenarios named, and say where a broker does otherwise.')
    .argument('[NAME...]', 'scenarios; all of them without')
    .addOption(brokerOption())
    .addOption(
      collected('--against <BROKER>', 'run on this broker, too, and say where the two do not do the same'),
    )
    .addOption(formatOption())
    .addOption(timeoutOption())
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action(async (names: readonly string[], given: Given) => {
      const against = readAgainst(given);
      const flags = {
        sources: [readBroker(given, io.env), ...(against ? [against] : [])],
        format: readFormat(given),
        timeoutMs: readTimeoutMs(given),
      };
      const scenarios = chosenFrom(await catalogue(), names);
      const { runVerify } = await import('./run-verify.ts');
      done(await runVerify(scenarios, flags, io));
    });
}
