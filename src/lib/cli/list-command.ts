import type { Command } from 'commander';
import { terminalOf } from '../render/terminal.ts';
import type { Catalogue } from './catalogue.ts';
import type { Given } from './given.ts';
import type { Io } from './io.ts';
import { formatOption, readFormat } from './run-options.ts';

export function addListCommand(
  program: Command,
  catalogue: Catalogue,
  io: Io,
  done: (exitCode: number) => void,
): Command {
  return program
    .command('list')
    .summary('Print the catalogue: every scenario, by group, one line each')
    .description('Print the catalogue: every scenario, by group, one line each.')
    .addOption(formatOption())
    .action(async (given: Given) => {
      const format = readFormat(given);
      const { jsonCatalogue, renderCatalogue } = await import('../render/catalogue.ts');
      const scenarios = await catalogue();
      io.stdout.write(
        format === 'json'
          ? jsonCatalogue(scenarios)
          : renderCatalogue(scenarios, terminalOf(io.stdout, io.env)),
      );
      done(0);
    });
}
