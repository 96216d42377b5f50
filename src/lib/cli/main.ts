import { Command, CommanderError } from 'commander';
import { withoutPasswords } from '../lab/broker-url.ts';
import { LabError } from '../lab/errors.ts';
import type { Scenario } from '../lab/scenario.ts';
import { visible } from '../render/text.ts';
import { brokerCommand } from './broker-command.ts';
import { mainHelp } from './help.ts';
import type { Io } from './io.ts';
import { listCommand } from './list-command.ts';
import { scenarioCommand } from './scenario-command.ts';

/** The exit code of a defect of ours: told apart from everything that a person can mend. */
const DEFECT = 70;

export interface Program {
  readonly version: string;
  readonly scenarios: readonly Scenario[];
}

/** Parses the command line, does what it says, and gives the exit code. */
export async function main(io: Io, { version, scenarios }: Program): Promise<number> {
  let exitCode = 0;
  const done = (code: number): void => {
    exitCode = code;
  };
  const program = new Command('mq-lab')
    .description('Learn, show and test RabbitMQ routing: on an embedded broker, or on your own RabbitMQ.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(shown(text)),
    });
  const commands = [
    ...scenarios.map((scenario) => scenarioCommand(scenario, io, done)),
    listCommand(scenarios, io, done),
    brokerCommand(io, done),
  ];
  // A command that is added whole does not take over these settings by itself.
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  mainHelp(program);
  try {
    if (io.argv.length === 0) program.outputHelp();
    else await program.parseAsync(argumentsOf(io.argv, program), { from: 'user' });
    return exitCode;
  } catch (error) {
    return failed(error, io);
  }
}

/** commander answers `help NOBODY` with the whole help: asked to run NOBODY, it says that there is none. */
function argumentsOf(argv: readonly string[], { commands }: Command): string[] {
  const [help, name] = argv;
  const unknown = help === 'help' && name !== undefined && !name.startsWith('-');
  return unknown && !commands.some((command) => command.name() === name) ? [name] : [...argv];
}

/** Lines that may quote what a person typed or a broker said. */
const shown = (text: string): string => withoutPasswords(text.split('\n').map(visible).join('\n'));

function failed(error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    io.stderr.write('Run mq-lab --help for the commands, mq-lab COMMAND --help for its options.\n');
    return 2;
  }
  if (error instanceof LabError) {
    const hint = error.hint === undefined ? '' : `${error.hint}\n`;
    io.stderr.write(shown(`error: ${visible(error.message)}\n${hint}`));
    return error.exitCode;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(shown(`This is a defect of mq-lab; please report it with the lines below.\n${trace}\n`));
  return DEFECT;
}
