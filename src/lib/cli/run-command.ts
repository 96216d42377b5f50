import type { Command } from 'commander';
import type { Scenario } from '../lab/scenario.ts';
import { addCatalogueCommand } from './catalogue-command.ts';
import type { Io } from './io.ts';
import { addScenarioCommand } from './scenario-command.ts';

const NOTES = `
mq-lab list says what each of them shows, mq-lab show NAME what it declares and
does, mq-lab run NAME --help which options it has.
`;

export function addRunCommand(
  program: Command,
  scenarios: readonly Scenario[],
  io: Io,
  done: (exitCode: number) => void,
): Command {
  return addCatalogueCommand(program, scenarios, {
    name: 'run',
    summary: 'Run a scenario of the catalogue: what the broker did',
    notes: NOTES,
    add: (parent, scenario) => addScenarioCommand(parent, scenario, io, done),
  });
}
