import { similarNames } from '../../routing/explain/similar.ts';
import { CommandProblem, type Problem } from './problem.ts';

/** A command's word, and what it makes of the rest of the line. Throws a {@link CommandProblem} where that is nothing. */
export type Commands<C> = Readonly<Record<string, (rest: string) => C>>;

/** Reads a typed line; null where it is empty. */
export function readLine<C>(
  line: string,
  commands: Commands<C>,
): { readonly command: C } | { readonly problem: Problem } | null {
  const [, word = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(line) ?? [];
  if (word === '') return null;
  const read = Object.hasOwn(commands, word.toLowerCase()) ? commands[word.toLowerCase()] : undefined;
  if (!read)
    return { problem: { kind: 'unknown-command', word, similar: similarNames(word, Object.keys(commands)) } };
  return attempt(() => read(rest));
}

/** What a command gives, or the problem that it throws. */
export function attempt<C>(read: () => C): { readonly command: C } | { readonly problem: Problem } {
  try {
    return { command: read() };
  } catch (error) {
    if (error instanceof CommandProblem) return { problem: error.problem };
    throw error;
  }
}
