import type { Command } from 'commander';
import { experimentOf, type Scenario } from '../lab/scenario.ts';
import { terminalOf } from '../render/terminal.ts';
import { addCatalogueCommand } from './catalogue-command.ts';
import type { Given } from './given.ts';
import type { Io } from './io.ts';
import { formatOption, readFormat } from './run-options.ts';
import { addScenarioOptions, readScenarioOptions } from './scenario-options.ts';

const NOTES = `
Nothing is run: that is what mq-lab run NAME does. mq-lab list says what each of
them shows; with its options, mq-lab show NAME shows what they would change.
`;

export function addShowCommand(
  program: Command,
  scenarios: readonly Scenario[],
  io: Io,
  done: (exitCode: number) => void,
): Command {
  return addCatalogueCommand(program, scenarios, {
    name: 'show',
    summary: 'Print what a scenario does and expects, without running it',
    notes: NOTES,
    add: (parent, scenario) => addShowScenario(parent, scenario, io, done),
  });
}

function addShowScenario(
  parent: Command,
  scenario: Scenario,
  io: Io,
  done: (exitCode: number) => void,
): void {
  const { name, summary, options } = scenario;
  const command = parent.command(name).summary(summary).description(`${summary}.`);
  addScenarioOptions(command, options);
  command.addOption(formatOption()).action(async (given: Given) => {
    const experiment = experimentOf(scenario, readScenarioOptions(options, given));
    const format = readFormat(given);
    const { jsonScenario, renderScenario } = await import('../render/show.ts');
    io.stdout.write(
      format === 'json'
        ? jsonScenario(scenario, experiment)
        : renderScenario(scenario, experiment, terminalOf(io.stdout, io.env)),
    );
    done(0);
  });
}
