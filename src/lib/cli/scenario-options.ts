import { type Command, Option } from 'commander';
import type { OptionSpec, OptionSpecs, OptionValues } from '../lab/options.ts';
import { type Given, naming } from './given.ts';
import { collected } from './run-options.ts';

/** A flag for each of the scenario's options. */
export function addScenarioOptions(command: Command, specs: OptionSpecs): void {
  for (const [name, spec] of Object.entries(specs)) {
    const { placeholder } = spec;
    const flag = flagOf(name);
    command.addOption(
      placeholder ? collected(`${flag} <${placeholder}>`, describe(spec)) : new Option(flag, describe(spec)),
    );
  }
}

/** The scenario's option values. Throws a LabError that begins with the flag. */
export function readScenarioOptions<S extends OptionSpecs>(specs: S, given: Given): OptionValues<S> {
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
