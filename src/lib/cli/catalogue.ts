import { Command, CommanderError } from 'commander';
import { LabError } from '../lab/errors.ts';
import type { Scenario } from '../lab/scenario.ts';

/** Loads every scenario: only for what needs them all. */
export type Catalogue = () => Promise<readonly Scenario[]>;

/** The scenarios of these names, in the catalogue's order; all where there are no names. Throws a LabError for an unknown one. */
export function chosenFrom(scenarios: readonly Scenario[], names: readonly string[]): readonly Scenario[] {
  if (names.length === 0) return scenarios;
  const unknown = names.find((wanted) => !scenarios.some(({ name }) => name === wanted));
  if (unknown !== undefined) throw unknownScenario(unknown, scenarios);
  return scenarios.filter(({ name }) => names.includes(name));
}

/** Says which names look like it: commander knows, but tells it of commands alone. */
export function unknownScenario(name: string, scenarios: readonly Scenario[]): LabError {
  const likeCommands = new Command()
    .exitOverride()
    .helpCommand(false)
    .configureOutput({ writeErr: () => {} });
  for (const scenario of scenarios) likeCommands.command(scenario.name);
  let said = '';
  try {
    likeCommands.parse(['--', name], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    said = error.message;
  }
  const [, suggestion = 'mq-lab list prints every scenario.'] = said.split('\n');
  return new LabError('usage', `unknown scenario '${name}'`, { hint: suggestion });
}
