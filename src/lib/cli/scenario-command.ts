import { Command, Option } from 'commander';
import type { OptionSpec, OptionSpecs, OptionValues } from '../lab/options.ts';
import type { Scenario } from '../lab/scenario.ts';
import { type Given, naming } from './given.ts';
import { examplesText } from './help.ts';
import type { Io } from './io.ts';
import { addRunOptions, readRunOptions } from './run-options.ts';

/** The command that plays one scenario: a flag for each of its options, and those that every run has. */
export function scenarioCommand(scenario: Scenario, io: Io, done: (exitCode: number) => void): Command {
  const command = new Command(scenario.name).summary(scenario.summary).description(`${scenario.summary}.`);
  for (const [name, spec] of Object.entries(scenario.options)) {
    const { placeholder } = spec;
    const option = new Option(
      placeholder ? `${flagOf(name)} <${placeholder}>` : flagOf(name),
      describe(spec),
    );
    if (placeholder)
      option.argParser((text: string, before: string[] | undefined) => [...(before ?? []), text]);
    command.addOption(option);
  }
  addRunOptions(command);
  return command.addHelpText('after', examplesText(scenario.examples)).action(async (given: Given) => {
    const options = readOptions(scenario.options, given);
    const runOptions = readRunOptions(given, io.env);
    const { runScenario } = await import('./run-scenario.ts');
    done(await runScenario(scenario, options, runOptions, io));
  });
}

/** The scenario's option values. Throws a LabError that begins with the flag. */
function readOptions<S extends OptionSpecs>(specs: S, given: Given): OptionValues<S> {
  const values = Object.entries(specs).map(([name, spec]) => {
    const texts = given[name];
    if (texts === undefined) return [name, spec.fallback];
    return [name, naming(flagOf(name), () => spec.parse(texts === true ? [] : texts))];
  });
  return Object.fromEntries(values) as OptionValues<S>;
}

function describe({ summary, repeatable, fallbackTexts }: OptionSpec<unknown>): string {
  const repeated = repeatable ? '; repeat it for more' : '';
  const fallback = fallbackTexts.map((text) => (text === '' ? "''" : text)).join(' ');
  return summary + repeated + (fallback === '' ? '' : ` (default: ${fallback})`);
}

const flagOf = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
