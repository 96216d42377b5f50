import { type ConsumeStep, type Experiment, getterOf, partsIn, type Step } from './experiment.ts';

/** A step that cannot be meant, and why. */
export interface Mistake {
  /** Its place among the steps, from 0. */
  readonly step: number;
  readonly message: string;
}

/** What is wrong with an experiment, as far as it can be told without playing it. */
export function mistakesIn({ steps }: Pick<Experiment, 'steps'>): Mistake[] {
  const channels = new Map<string, string>();
  const started = new Set<string>();
  const got = new Set<string>();
  const looked = new Set<string>();
  const published = new Set<string>();
  return steps.flatMap((step, at) => {
    const before = { started, got, looked, published };
    const message = onTwoChannels(step, channels) ?? mistakeIn(step, before);
    for (const [name, role] of partsIn(step)) channels.set(name, role);
    if (step.kind === 'publish') published.add(step.message.id);
    if (step.kind === 'consume') started.add(step.consumer);
    if (step.kind === 'get') got.add(getterOf(step));
    if (step.kind === 'look') looked.add(step.at);
    return message === undefined ? [] : [{ step: at, message }];
  });
}

interface Before {
  readonly started: ReadonlySet<string>;
  readonly got: ReadonlySet<string>;
  readonly looked: ReadonlySet<string>;
  readonly published: ReadonlySet<string>;
}

/** A consumer that is on somebody's channel has none of its own: what it does there would be another's. */
function onTwoChannels(step: Step, channels: ReadonlyMap<string, string>): string | undefined {
  for (const [name, role] of partsIn(step)) {
    const before = channels.get(name) ?? role;
    if (before === role) continue;
    return role === name
      ? `expected who has a channel, got '${name}': it consumes on that of '${before}'`
      : `expected '${name}' on the channel of '${before}' as before, got that of '${role}'`;
  }
  return undefined;
}

function mistakeIn(step: Step, { started, got, looked, published }: Before): string | undefined {
  switch (step.kind) {
    case 'answer':
      if (!started.has(step.consumer) && !got.has(step.consumer))
        return `expected who consumes or gets in an earlier step, got '${step.consumer}'`;
      return isThere(step.message, published)
        ? undefined
        : `expected a message that an earlier step publishes, got '${step.message}'`;
    case 'cancel':
      return started.has(step.consumer)
        ? undefined
        : `expected a consumer that an earlier step starts, got '${step.consumer}'`;
    case 'look':
      return looked.has(step.at)
        ? `expected each look under a name of its own, got '${step.at}' again`
        : undefined;
    case 'declare':
      return (step.exchange === undefined) === (step.queue === undefined)
        ? 'declare: expected either exchange or queue'
        : undefined;
    case 'publish':
      return step.wantsReply && step.message.properties?.replyTo !== undefined
        ? 'publish: who asks for a reply takes it by direct reply-to, which does not go with a reply-to of its own'
        : undefined;
    case 'consume':
      return mistakeInBehaviour(step);
    default:
      return undefined;
  }
}

/** Consumers make messages of those that they receive, such as m1.slow and m1 reply. */
const isThere = (message: string, published: ReadonlySet<string>): boolean =>
  published.has(message) ||
  [...published].some((id) => message.startsWith(`${id}.`) || message === `${id} reply`);

function mistakeInBehaviour({ behaviour = {} }: ConsumeStep): string | undefined {
  const { answer, except = {}, retries, batch, publishes, replies } = behaviour;
  if ([answer, ...Object.values(except)].includes('retry') && !retries)
    return "consume: expected 'retries', which the answer retry needs";
  if (batch !== undefined && (publishes || replies))
    return 'consume: a batch is acknowledged as a whole, and does not go with publishes or replies';
  return undefined;
}
