import { type ConsumeStep, type Experiment, roleOf, type Step } from '../experiment.ts';

/** What is to be known of a role before it begins. */
export interface RoleSpec {
  readonly name: string;
  /** What its connection is called: `producer`, `consumer c1`. */
  readonly title: string;
  readonly publishes: boolean;
  /** What is done on its connection is its own: it cannot be shared. */
  readonly alone: boolean;
  /** Its connection is cut in the course of the run. */
  readonly breaks: boolean;
  readonly recovers: boolean;
}

/** Who takes part in the experiment, in order of appearance. */
export function roleSpecs({ steps }: Pick<Experiment, 'steps'>): RoleSpec[] {
  const specs = new Map<string, RoleSpec>();
  for (const step of steps) {
    const found = specOf(step);
    if (!found) continue;
    const known = specs.get(found.name);
    specs.set(found.name, {
      ...found,
      title: known?.title ?? found.title,
      publishes: found.publishes || (known?.publishes ?? false),
      alone: found.alone || (known?.alone ?? false),
      breaks: found.breaks || (known?.breaks ?? false),
      recovers: found.recovers || (known?.recovers ?? false),
    });
  }
  return [...specs.values()];
}

function specOf(step: Step): RoleSpec | undefined {
  const name = roleOf(step);
  if (name === undefined) return undefined;
  const { kind } = step;
  return {
    name,
    title: kind === 'consume' ? (step.by ?? `consumer ${name}`) : name,
    publishes: kind === 'publish' || kind === 'confirms' || (kind === 'consume' && sendsOn(step)),
    alone: kind !== 'consume',
    breaks: kind === 'cut' || (kind === 'publish' && step.confirmLost === true),
    recovers: (kind === 'cut' || kind === 'publish') && step.recovers === true,
  };
}

const sendsOn = ({ behaviour: { publishes, replies, retries } = {} }: ConsumeStep): boolean =>
  publishes !== undefined || replies === true || retries !== undefined;
