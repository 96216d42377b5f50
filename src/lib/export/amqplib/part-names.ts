import { type Experiment, OPERATOR, PRODUCER, roleOfConsumer, type Step } from '../../lab/experiment.ts';

const SETUP = 'setup';

/** Who takes part in the experiment, each once. */
export function partNames({ steps }: Pick<Experiment, 'steps'>): string[] {
  return [...new Set(steps.flatMap((step) => partName(step) ?? []))];
}

/** What the part is called that declares what is there at the start: like nobody else. */
export function setupName(parts: readonly string[]): string {
  let name = SETUP;
  while (parts.includes(name)) name = `the ${name}`;
  return name;
}

function partName(step: Step): string | undefined {
  switch (step.kind) {
    case 'publish':
    case 'confirms':
      return step.by ?? PRODUCER;
    case 'declare':
    case 'bind':
    case 'unbind':
    case 'delete':
    case 'purge':
    case 'get':
      return step.by ?? OPERATOR;
    case 'consume':
      return roleOfConsumer(step);
    case 'cut':
      return step.who;
    default:
      return undefined;
  }
}
