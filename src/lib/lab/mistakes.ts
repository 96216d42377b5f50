import { type ConsumeStep, type Experiment, getterOf, roleOfConsumer, type Step } from './experiment.ts';

/** A step that cannot be meant, and why. */
export interface Mistake {
  /** Its place among the steps, from 0. */
  readonly step: number;
  readonly message: string;
}

/** What is wrong with an experiment, as far as it can be told without playing it. */
export function mistakesIn({ steps }: Pick<Experiment, 'steps'>): Mistake[] {
  const started = new Map<string, string>();
  const got = new Set<string>();
  const looked = new Set<string>();
  return steps.flatMap((step, at) => {
    const message = mistakeIn(step, { started, got, looked });
    if (step.kind === 'consume') started.set(step.consumer, roleOfConsumer(step));
    if (step.kind === 'get') got.add(getterOf(step));
    if (step.kind === 'look') looked.add(step.at);
    return message === undefined ? [] : [{ step: at, message }];
  });
}

interface Before {
  /** Consumers, and whose channel they are on. */
  readonly started: ReadonlyMap<string, string>;
  readonly got: ReadonlySet<string>;
  readonly looked: ReadonlySet<string>;
}

function mistakeIn(step: Step, { started, got, looked }: Before): string | undefined {
  switch (step.kind) {
    case 'answer':
      return started.has(step.consumer) || got.has(step.consumer)
        ? undefined
        : `expected who consumes or gets in an earlier step, got '${step.consumer}'`;
    case 'cancel':
      return started.has(step.consumer)
        ? undefined
        : `expected a consumer that an earlier step starts, got '${step.consumer}'`;
    case 'cut': {
      const { who } = step;
      const role = started.get(who) ?? who;
      return role === who
        ? undefined
        : `expected who has a connection, got '${who}': it consumes on that of '${role}'`;
    }
    case 'look':
      return looked.has(step.at)
        ? `expected each look under a name of its own, got '${step.at}' again`
        : undefined;
    case 'declare':
      return (step.exchange === undefined) === (step.queue === undefined)
        ? 'declare: expected either exchange or queue'
        : undefined;
    case 'consume':
      return mistakeInBehaviour(step);
    default:
      return undefined;
  }
}

function mistakeInBehaviour({ behaviour = {} }: ConsumeStep): string | undefined {
  const { answer, except = {}, retries, batch, publishes, replies } = behaviour;
  if ([answer, ...Object.values(except)].includes('retry') && !retries)
    return "consume: expected 'retries', which the answer retry needs";
  if (batch !== undefined && (publishes || replies))
    return 'consume: a batch is acknowledged as a whole, and does not go with publishes or replies';
  return undefined;
}
