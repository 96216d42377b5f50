import type { Command, Help } from 'commander';
import { groupBy } from '../group-by.ts';
import type { Scenario } from '../lab/scenario.ts';
import { unknownScenario } from './catalogue.ts';

export interface CatalogueCommand {
  readonly name: string;
  readonly summary: string;
  readonly notes: string;
  /** Adds the command for one scenario. */
  readonly add: (parent: Command, scenario: Scenario) => void;
}

/** A command that takes a scenario's name; its help has the names alone, by group, so that all of them fit a screen. */
export function addCatalogueCommand(
  program: Command,
  scenarios: readonly Scenario[],
  { name, summary, notes, add }: CatalogueCommand,
): Command {
  const command = program
    .command(name)
    .usage('NAME [options]')
    .summary(summary)
    .description(`${summary}.`)
    .helpCommand(false)
    .addHelpText('before', ({ error }) => (error ? `error: mq-lab ${name} needs a scenario's name\n` : ''))
    .addHelpText('after', notes);
  for (const scenario of scenarios) add(command, scenario);
  // Only now: the scenarios' commands took over what the program has.
  return command
    .configureHelp({ formatHelp: (_, helper) => catalogueHelp(command, scenarios, helper) })
    .on('command:*', ([unknown = '']: readonly string[]) => {
      throw unknownScenario(unknown, scenarios);
    });
}

function catalogueHelp(command: Command, scenarios: readonly Scenario[], helper: Help): string {
  const groups = groupBy(scenarios, ({ group }) => group);
  const width = Math.max(...Array.from(groups.keys(), (group) => group.length));
  const lines = Array.from(groups, ([group, entries]) =>
    helper.formatItem(group, width, entries.map(({ name }) => name).join(', '), helper),
  );
  const usage = `Usage: ${helper.commandUsage(command)}`;
  return [usage, '', helper.commandDescription(command), '', 'Scenarios:', ...lines, ''].join('\n');
}
