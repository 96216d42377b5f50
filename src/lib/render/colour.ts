import { Chalk } from 'chalk';

/** What a colour says, so that no meaning rests on a colour alone and the palette is in one place. */
export interface Colours {
  strong(text: string): string;
  quiet(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  notable(text: string): string;
}

/** The terminal's own sixteen colours: they suit its background, light or dark. */
export function colours(enabled: boolean): Colours {
  const chalk = new Chalk({ level: enabled ? 1 : 0 });
  // chalk's own functions join all their arguments, so that `map` would add indexes to the text.
  return {
    strong: (text) => chalk.bold(text),
    quiet: (text) => chalk.dim(text),
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red.bold(text),
    notable: (text) => chalk.yellow(text),
  };
}
