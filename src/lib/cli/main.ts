import { Command, CommanderError } from 'commander';
import { LabError } from '../lab/errors.ts';
import type { Scenario } from '../lab/scenario.ts';
import { addBrokerCommand } from './broker-command.ts';
import type { Catalogue } from './catalogue.ts';
import { addCompareCommand } from './compare/compare-command.ts';
import { errorText, shown } from './error-text.ts';
import { addExplainCommand } from './explain-command.ts';
import { addExportCommand } from './export-command.ts';
import { mainHelp } from './help.ts';
import type { Io } from './io.ts';
import { addLearnCommand, type Lessons } from './learn/learn-command.ts';
import { addLintCommand } from './lint-command.ts';
import { addListCommand } from './list-command.ts';
import { addConsumeCommand } from './roles/consume-command.ts';
import { addProduceCommand } from './roles/produce-command.ts';
import { addRunCommand } from './run-command.ts';
import { addScenarioCommand } from './scenario-command.ts';
import { addApiCommand } from './service/api-command.ts';
import { addWorkerCommand } from './service/worker-command.ts';
import { addShowCommand } from './show-command.ts';
import { addTestCommand } from './test-command.ts';
import { addDownCommand, addUpCommand } from './up-command.ts';
import { addVerifyCommand } from './verify-command.ts';

/** The exit code of a defect of ours: told apart from everything that a person can mend. */
const DEFECT = 70;

export interface Program {
  readonly version: string;
  /** The scenarios that are commands of their own. */
  readonly exchangeTypes: readonly Scenario[];
  readonly catalogue: Catalogue;
  readonly lessons: Lessons;
}

/** Parses the command line, does what it says, and gives the exit code. */
export async function main(io: Io, { version, exchangeTypes, catalogue, lessons }: Program): Promise<number> {
  let exitCode = 0;
  const done = (code: number): void => {
    exitCode = code;
  };
  const program = emptyProgram(version, io);
  try {
    const name = commandName(io.argv);
    const scenarios = NAME_SCENARIOS.includes(name) ? await catalogue() : [];
    program.commandsGroup('The course:');
    addLearnCommand(program, lessons, io, done);
    program.commandsGroup('Exchange types:');
    for (const scenario of exchangeTypes) addScenarioCommand(program, scenario, io, done);
    program.commandsGroup('The catalogue:');
    addRunCommand(program, scenarios, io, done);
    addShowCommand(program, scenarios, io, done);
    addListCommand(program, catalogue, io, done);
    addVerifyCommand(program, catalogue, io, done);
    program.commandsGroup('Your own topology:');
    addTestCommand(program, io, done);
    addExplainCommand(program, io, done);
    addExportCommand(program, scenarios, io, done);
    addLintCommand(program, io, done);
    program.commandsGroup('In your own terminals:');
    addProduceCommand(program, io, done);
    addConsumeCommand(program, io, done);
    addApiCommand(program, io, done);
    addWorkerCommand(program, io, done);
    addCompareCommand(program, io, done);
    program.commandsGroup('More:').helpCommand('help [COMMAND...]', 'Print help for a command');
    addBrokerCommand(program, io, done);
    addUpCommand(program, io, done);
    addDownCommand(program, io, done);
    await refuseScenario(name, program, catalogue);
    // Who types nothing at a terminal wants to begin.
    const argv = io.argv.length === 0 && io.prompter ? ['learn'] : argumentsOf(io.argv, program);
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return failed(error, io);
  }
}

function emptyProgram(version: string, io: Io): Command {
  const program = new Command('mq-lab')
    .description('Learn, show and test RabbitMQ routing: on an embedded broker, or on a RabbitMQ.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(shown(text)),
    });
  mainHelp(program);
  return program;
}

/** Commands whose own commands are the scenarios. */
const NAME_SCENARIOS: readonly string[] = ['run', 'show', 'export'];

/** The command that is meant, or asked about; empty where there is none. */
function commandName([first = '', second = '']: readonly string[]): string {
  return first === 'help' ? second : first;
}

/** Says how to run a scenario to whoever takes it for a command. */
async function refuseScenario(name: string, { commands }: Command, catalogue: Catalogue): Promise<void> {
  if (name === '' || name.startsWith('-') || commands.some((command) => command.name() === name)) return;
  if (!(await catalogue()).some((scenario) => scenario.name === name)) return;
  throw new LabError('usage', `'${name}' is a scenario, not a command`, {
    hint: `Run it with mq-lab run ${name}, or look at it with mq-lab show ${name}.`,
  });
}

/** Asks a command for its help instead: commander's `help` knows neither commands of commands nor who there is not. */
function argumentsOf([help = 'help', ...names]: readonly string[], program: Command): string[] {
  if (help !== 'help') return [help, ...names];
  if (names.length === 0 || names[0] === 'help') return ['--help'];
  let asked: Command | undefined = program;
  for (const name of names) asked = asked?.commands.find((command) => command.name() === name);
  return asked ? [...names, '--help'] : names;
}

function failed(error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // It has printed the help already.
    if (error.code !== 'commander.help')
      io.stderr.write('Run mq-lab --help for the commands, mq-lab COMMAND --help for its options.\n');
    return 2;
  }
  if (error instanceof LabError) {
    io.stderr.write(errorText(error));
    return error.exitCode;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(shown(`This is a defect of mq-lab; please report it with the lines below.\n${trace}\n`));
  return DEFECT;
}
