import { type Experiment, roleOf } from '../../lab/experiment.ts';

const SETUP = 'setup';

/** Who takes part in the experiment, each once. */
export function partNames({ steps }: Pick<Experiment, 'steps'>): string[] {
  return [...new Set(steps.flatMap((step) => roleOf(step) ?? []))];
}

/** What the part is called that declares what is there at the start: like nobody else. */
export function setupName(parts: readonly string[]): string {
  let name = SETUP;
  while (parts.includes(name)) name = `the ${name}`;
  return name;
}
