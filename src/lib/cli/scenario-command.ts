import type { Command } from 'commander';
import type { Scenario } from '../lab/scenario.ts';
import type { Given } from './given.ts';
import { examplesText } from './help.ts';
import type { Io } from './io.ts';
import { addRunOptions, readRunOptions } from './run-options.ts';
import { addScenarioOptions, readScenarioOptions } from './scenario-options.ts';

/** The command that plays one scenario: a flag for each of its options, and those that every run has. */
export function addScenarioCommand(
  parent: Command,
  scenario: Scenario,
  io: Io,
  done: (exitCode: number) => void,
): Command {
  const { name, summary, options, examples } = scenario;
  const command = parent.command(name).summary(summary).description(`${summary}.`);
  addScenarioOptions(command, options);
  addRunOptions(command);
  return command.addHelpText('after', examplesText(examples)).action(async (given: Given) => {
    const values = readScenarioOptions(options, given);
    const flags = readRunOptions(given, io.env);
    const { runScenario } = await import('./run-scenario.ts');
    done(await runScenario(scenario, values, flags, io));
  });
}
