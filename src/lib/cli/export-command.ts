import type { Command } from 'commander';
import { parseManagementUrl } from '../check/management-url.ts';
import { expected, LabError } from '../lab/errors.ts';
import { experimentOf, type Scenario } from '../lab/scenario.ts';
import { unknownScenario } from './catalogue.ts';
import { type Given, naming } from './given.ts';
import { examplesText } from './help.ts';
import type { Io } from './io.ts';
import type { ExportedFrom } from './run-export.ts';
import { collected, lastOf, readTimeoutMs, timeoutOption } from './run-options.ts';
import { addScenarioOptions, readScenarioOptions } from './scenario-options.ts';

const FORMS = ['definitions', 'yaml', 'amqplib', 'mermaid'] as const;
type Form = (typeof FORMS)[number];

export interface ExportFlags {
  readonly form: Form;
  /** The file to write; standard output where there is none. */
  readonly output: string | undefined;
  readonly force: boolean;
  /** For playing what is to be written as observed. */
  readonly timeoutMs: number;
}

const EXAMPLES = [
  'export dead-letters --as mermaid',
  'export fanout --consumers 5 --as amqplib --output fanout.mjs',
  'export orders.lab.yaml --as definitions --output orders.json',
  'export definitions.json --vhost shop --as yaml --output shop.lab.yaml',
  'export --management http://guest:guest@127.0.0.1:15672 --as mermaid',
];
const NOTES = `
A SCENARIO is one of mq-lab list, with its options; a FILE is a scenario file
(*.lab.yaml) or a definitions export (*.json).

  definitions  what RabbitMQ imports: the topology
  yaml         a scenario file, which mq-lab test runs. Where nobody wrote what
               is to be expected, it has what the embedded broker does
  amqplib      a Node.js program that declares, consumes and publishes
  mermaid      a diagram of the topology, as GitHub draws it

What a form has no way to say is told on standard error.

Exit codes:
  0 written   2 usage, an invalid file, or one that is there already
  3 the management API cannot be read
`;

export function addExportCommand(
  program: Command,
  scenarios: readonly Scenario[],
  io: Io,
  done: (exitCode: number) => void,
): Command {
  const run = async (from: ExportedFrom, given: Given): Promise<void> => {
    const flags = readExportFlags(given);
    const { runExport } = await import('./run-export.ts');
    done(await runExport(from, flags, io));
  };
  const command = program
    .command('export')
    .summary('Write it as definitions, a scenario file, a program, a diagram')
    .description('Write a scenario or a topology as definitions, a scenario file, a program or a diagram.')
    .usage('SCENARIO|FILE --as FORM [options]')
    .argument('[SCENARIO|FILE]')
    .helpCommand(false);
  addExportOptions(command)
    .addOption(
      collected(
        '--management <URL>',
        'a running RabbitMQ instead of a FILE: its management API, or amqp://…',
      ),
    )
    .addOption(collected('--vhost <NAME>', 'the virtual host, where there are several'))
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action((name: string | undefined, given: Given) => run(readSource(name, given, scenarios), given));
  for (const scenario of scenarios) addExportScenario(command, scenario, run);
  return command;
}

const addExportOptions = (command: Command): Command =>
  command
    .addOption(collected('--as <FORM>', FORMS.join(', ')))
    .addOption(collected('--output <FILE>', 'write to this file, unless it is there already'))
    .option('--force', 'write to it even then')
    .addOption(timeoutOption());

function addExportScenario(
  parent: Command,
  scenario: Scenario,
  run: (from: ExportedFrom, given: Given) => Promise<void>,
): void {
  const { name, summary, options } = scenario;
  const command = parent.command(name, { hidden: true }).description(`${summary}.`);
  addScenarioOptions(command, options);
  addExportOptions(command).action(() => {
    // What both commands know, the outer one has read.
    const given: Given = command.optsWithGlobals();
    for (const name of ['management', 'vhost'])
      if (given[name] !== undefined) throw new LabError('usage', `--${name} does not go with a scenario`);
    const experiment = experimentOf(scenario, readScenarioOptions(options, given));
    return run({ kind: 'scenario', scenario, experiment }, given);
  });
}

function readSource(name: string | undefined, given: Given, scenarios: readonly Scenario[]): ExportedFrom {
  const management = lastOf(given.management);
  const virtualHost = lastOf(given.vhost);
  if (management !== undefined && name !== undefined)
    throw new LabError('usage', `--management does not go with ${name}: expected one topology`);
  if (management !== undefined) {
    naming('--management', () => parseManagementUrl(management));
    return { kind: 'topology', source: { management, ...(virtualHost !== undefined && { virtualHost }) } };
  }
  if (name === undefined)
    throw new LabError('usage', 'expected a scenario or a file, got none', {
      hint: 'mq-lab list prints every scenario; mq-lab export --help has examples.',
    });
  if (!/[./\\]/.test(name)) throw unknownScenario(name, scenarios);
  if (!SCENARIO_FILE.test(name))
    return {
      kind: 'topology',
      source: { definitions: name, ...(virtualHost !== undefined && { virtualHost }) },
    };
  if (virtualHost !== undefined)
    throw new LabError('usage', `--vhost does not go with ${name}`, {
      hint: 'A scenario file names its virtual host itself: virtual_host, beside definitions.',
    });
  return { kind: 'file', path: name };
}

/** Any other file is a definitions export. */
const SCENARIO_FILE = /\.(ya?ml|lab\.json)$/;

function readExportFlags(given: Given): ExportFlags {
  const output = lastOf(given.output);
  if (output === '')
    naming('--output', () => {
      throw expected('a file', output);
    });
  const force = given.force === true;
  if (force && output === undefined) throw new LabError('usage', '--force goes with --output FILE alone');
  return { form: readForm(given), output, force, timeoutMs: readTimeoutMs(given) };
}

function readForm(given: Given): Form {
  const text = lastOf(given.as);
  const form = FORMS.find((known) => known === text);
  if (form) return form;
  return naming('--as', () => {
    throw expected(`one of ${FORMS.join(', ')}`, text ?? '');
  });
}
