import type { Command } from 'commander';

const TRY_FIRST = `Try first:
  mq-lab learn                    the guided course: predict, run, understand
  mq-lab fanout --consumers 3     every queue gets every message
  mq-lab topic --why              what * and # take, and why
  mq-lab run dead-letters         where a message goes that nobody could work on
  mq-lab list                     everything there is
`;

const ENDING = `
Exit codes:
  0 as expected   1 an expectation failed   2 usage
  3 no broker, or it went away or was not done in time
  70 a defect of mq-lab   130 interrupted
`;

/** The main help begins with what to try, and ends with the exit codes. */
export function mainHelp(program: Command): void {
  program
    .usage('COMMAND [options]')
    // Arguments would make the first column wide: each command's own help has them.
    .configureHelp({ ...program.configureHelp(), subcommandTerm: (command) => command.name() })
    .addHelpText('beforeAll', '')
    .addHelpText('before', TRY_FIRST)
    .addHelpText('after', ENDING);
}

export function examplesText(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((example) => `  mq-lab ${example}`).join('\n')}\n`;
}
