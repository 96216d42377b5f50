import type { Command } from 'commander';
import { SCENARIO_FILE } from '../check/scenario-file-name.ts';
import type { TopologySource } from '../check/topology-source.ts';
import type { Off } from '../definitions/lint/lint.ts';
import { SEVERITIES, type Severity } from '../definitions/lint/rule.ts';
import { expected, LabError } from '../lab/errors.ts';
import { type Given, naming } from './given.ts';
import { examplesText } from './help.ts';
import type { Io } from './io.ts';
import { collected, lastOf, readOneOf } from './run-options.ts';
import { addTopologyOptions, readTopologySource } from './topology-options.ts';

export interface LintFlags {
  readonly source: TopologySource;
  readonly off: readonly Off[];
  /** A finding that is at least so serious is a failure. */
  readonly failOn: Severity;
  readonly format: LintFormat;
  readonly output: string | undefined;
}

const FORMATS = ['text', 'json', 'github'] as const;
export type LintFormat = (typeof FORMATS)[number];

const EXAMPLES = [
  'lint rabbit.json',
  'lint orders.lab.yaml --fail-on warning',
  "lint rabbit.json --off 'dropping-exchange=publishers set mandatory'",
  'lint --management http://guest:guest@127.0.0.1:15672 --format json',
  'lint --rules',
];
const NOTES = `
FILE is a scenario file if it is called *.lab.yaml (or .yml, .json), else a
definitions export. A scenario file switches rules off itself, each with its
reason, for all or for one queue, exchange or binding:

  lint:
    off:
      dropping-exchange: publishers set mandatory
      unbound-queue: { jobs: addressed by its name }

What only clients say is in no topology: with which prefetch they consume
(global or not), whether they publish as mandatory, and when they acknowledge.

Exit codes:
  0 nothing as serious as --fail-on   1 something is
  2 usage or an invalid file   3 the management API cannot be read
`;

export function addLintCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  const command = program
    .command('lint')
    .summary('Find what bites in a topology')
    .description('Find what bites in a topology: what RabbitMQ refuses, loses, doubles or never delivers.')
    .argument('[FILE]', 'a definitions export, or a scenario file');
  return addTopologyOptions(command)
    .addOption(collected('--off <RULE=REASON>', 'switch a rule off, and say why; repeat it for more'))
    .addOption(collected('--fail-on <SEVERITY>', `${SEVERITIES.join(', ')} (default: error)`))
    .addOption(collected('--format <FORMAT>', `${FORMATS.join(', ')} (default: text)`))
    .addOption(collected('--output <FILE>', 'write the report there, and the text here'))
    .option('--rules', 'list all rules, with what happens because of each on RabbitMQ')
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action(async (file: string | undefined, given: Given) => {
      const format = readOneOf(given, '--format', FORMATS);
      const flags = given.rules === true ? undefined : readLintFlags(file, format, given);
      const { printRules, runLint } = await import('./run-lint.ts');
      if (flags) done(await runLint(flags, io));
      else printRules(format, io);
    });
}

function readLintFlags(file: string | undefined, format: LintFormat, given: Given): LintFlags {
  return {
    source: readTopologySource(file === undefined ? given : withFile(file, given)),
    off: naming('--off', () => textsOf(given.off).map(readOff)),
    failOn: readOneOf(given, '--fail-on', SEVERITIES),
    format,
    output: lastOf(given.output),
  };
}

/** FILE is short for one of the options. */
function withFile(file: string, given: Given): Given {
  const option = SCENARIO_FILE.test(file) ? 'file' : 'definitions';
  if (given[option] === undefined) return { ...given, [option]: [file] };
  throw new LabError('usage', `FILE does not go with --${option}: expected one topology`);
}

function readOff(text: string): Off {
  const [, rule = '', reason = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (rule === '' || reason.trim() === '')
    throw expected("RULE=REASON, as 'dropping-exchange=publishers set mandatory'", text);
  return { rule: rule as Off['rule'], reason };
}

const textsOf = (texts: Given[string]): readonly string[] => (texts === true ? [] : (texts ?? []));
