import type { Prompt } from '../../walkthrough/views/prompt.ts';
import type { Completer } from './line-reader.ts';

/** Completes a command's word with the tab key. */
export function completerOf({ commands }: Extract<Prompt, { kind: 'line' }>): Completer {
  return (line) => {
    if (line.includes(' ')) return [[], line];
    const found = commands.filter((command) => command.startsWith(line));
    return [found.map((command) => `${command} `), line];
  };
}
