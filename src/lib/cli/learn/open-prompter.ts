import type { Prompter } from './prompter.ts';

/** Asks at this process's terminal. inquirer is loaded only where it draws. */
export async function openPrompter(plain: boolean): Promise<Prompter> {
  if (plain) return (await import('./plain-prompter.ts')).plainPrompter();
  return (await import('./inquirer-prompter.ts')).inquirerPrompter();
}
