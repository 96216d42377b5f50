import { expected } from './errors.ts';

/** One option of a scenario, as data: the command line makes a flag of it, a prompt a question. */
export interface OptionSpec<T> {
  /** What stands for the value in help; none for a switch. */
  readonly placeholder?: string;
  readonly repeatable?: boolean;
  readonly summary: string;
  readonly fallback: T;
  /** The fallback as it would be given, for help. */
  readonly fallbackTexts: readonly string[];
  /** Reads every occurrence, in order. Throws a LabError that says what was expected. */
  parse(texts: readonly string[]): T;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;
export type OptionValues<S extends OptionSpecs> = {
  readonly [K in keyof S]: S[K] extends OptionSpec<infer T> ? T : never;
};

/** On or off, off unless given. */
export function toggle(summary: string): OptionSpec<boolean> {
  return { summary, fallback: false, fallbackTexts: [], parse: () => true };
}

export function wholeNumber(
  fallback: number,
  { from, to, ...texts }: { from: number; to: number; placeholder: string; summary: string },
): OptionSpec<number> {
  return {
    ...texts,
    summary: `${texts.summary}, ${from} to ${to}`,
    fallback,
    fallbackTexts: [String(fallback)],
    parse: (given) => {
      const text = last(given);
      const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
      if (number >= from && number <= to) return number;
      throw expected(`a whole number from ${from} to ${to}`, text);
    },
  };
}

export function oneValue<T>(
  fallback: string,
  texts: { placeholder: string; summary: string },
  read: (text: string) => T,
): OptionSpec<T> {
  return {
    ...texts,
    fallback: read(fallback),
    fallbackTexts: [fallback],
    parse: (given) => read(last(given)),
  };
}

/** Every occurrence of the flag adds one; together they replace the fallback. */
export function listOf<T>(
  fallback: readonly string[],
  texts: { placeholder: string; summary: string },
  read: (text: string) => T,
): OptionSpec<readonly T[]> {
  return {
    ...texts,
    repeatable: true,
    fallback: fallback.map(read),
    fallbackTexts: fallback,
    parse: (given) => given.map(read),
  };
}

/** Reads one of these words. */
export const oneOf =
  <W extends string>(words: readonly W[]) =>
  (text: string): W => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw expected(`one of ${words.join(', ')}`, text);
    return found;
  };

const last = (texts: readonly string[]): string => texts.at(-1) ?? '';
