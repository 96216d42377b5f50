import {
  type ConsumeStep,
  type Experiment,
  OPERATOR,
  PRODUCER,
  roleOfConsumer,
  type Step,
} from '../experiment.ts';

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
    const found = roleOf(step);
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

function roleOf(step: Step): RoleSpec | undefined {
  switch (step.kind) {
    case 'publish':
    case 'confirms': {
      const { by: name = PRODUCER } = step;
      const breaks = step.kind === 'publish' && step.confirmLost === true;
      const recovers = step.kind === 'publish' && step.recovers === true;
      return { name, title: name, publishes: true, alone: true, breaks, recovers };
    }
    case 'consume':
      return {
        name: roleOfConsumer(step),
        title: step.by ?? `consumer ${step.consumer}`,
        publishes: sendsOn(step),
        alone: false,
        breaks: false,
        recovers: false,
      };
    case 'declare':
    case 'bind':
    case 'unbind':
    case 'delete':
    case 'purge':
    case 'get': {
      const { by: name = OPERATOR } = step;
      return { name, title: name, publishes: false, alone: true, breaks: false, recovers: false };
    }
    case 'cut':
      return {
        name: step.who,
        title: step.who,
        publishes: false,
        alone: true,
        breaks: true,
        recovers: step.recovers === true,
      };
    default:
      return undefined;
  }
}

const sendsOn = ({ behaviour: { publishes, replies, retries } = {} }: ConsumeStep): boolean =>
  publishes !== undefined || replies === true || retries !== undefined;
