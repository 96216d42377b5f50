import { Command } from 'commander';
import type { Scenario } from '../lab/scenario.ts';
import { terminalOf } from '../render/terminal.ts';
import type { Io } from './io.ts';
import { readFormat } from './run-options.ts';

export function listCommand(
  scenarios: readonly Scenario[],
  io: Io,
  done: (exitCode: number) => void,
): Command {
  return new Command('list')
    .summary('Print the catalogue: name, group, one line each')
    .description('Print the catalogue: name, group, one line each.')
    .option('--format <FORMAT>', 'table or json (default: table)')
    .action(async ({ format }: { format?: string }) => {
      const chosen = readFormat({ format: format === undefined ? undefined : [format] });
      const { jsonCatalogue, renderCatalogue } = await import('../render/catalogue.ts');
      const text =
        chosen === 'json'
          ? jsonCatalogue(scenarios)
          : renderCatalogue(scenarios, terminalOf(io.stdout, io.env));
      io.stdout.write(text);
      done(0);
    });
}
