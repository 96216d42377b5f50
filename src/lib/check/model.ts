import { LabError } from '../lab/errors.ts';
import type { BrokerInfo, Happening, LabEvent } from '../lab/events.ts';
import { type Experiment, LIMITS, PRODUCER, type PublishStep } from '../lab/experiment.ts';
import { predict } from '../lab/verdict/prediction.ts';
import { PREDECLARED_EXCHANGES } from '../routing/topology.ts';
import { VERSION } from '../version.ts';

/** The model in a broker's place. */
export const MODEL: BrokerInfo = { kind: 'model', product: 'mq-lab model', version: VERSION };

/**
 * What the routing model says of an experiment, as the events of a run: no broker, no time. Throws a LabError where more
 * than routing happens.
 */
export function modelEvents(experiment: Experiment): LabEvent[] {
  refuseMore(experiment);
  const { queues } = predict(experiment.topology);
  const exchanges = [...PREDECLARED_EXCHANGES, ...experiment.topology.exchanges];
  const happenings = experiment.steps.flatMap((step, at): Happening[] => {
    if (step.kind !== 'publish') return [{ kind: 'step', step: at }];
    const exchange = exchanges.find(({ name }) => name === step.message.exchange);
    const refused = exchange === undefined ? missing(step) : exchange.internal ? internal(step) : undefined;
    return [{ kind: 'step', step: at }, ...(refused ?? routed(step, queues(step.message)))];
  });
  return [{ kind: 'connected', broker: MODEL, prefix: '' } as const, ...happenings].map((event) => ({
    at: 0,
    ...event,
  }));
}

function refuseMore({ steps, topology }: Experiment): void {
  const step = steps.find(({ kind }) => kind !== 'publish' && kind !== 'confirms');
  const queue = topology.queues.find(({ arguments: args }) => LIMITS.some((limit) => args.has(limit)));
  if (!step && !queue) return;
  const what = step ? `the step '${step.kind}'` : `the limit of queue '${queue?.name}'`;
  throw new LabError('usage', `${what} needs a broker, and the model is none`, {
    hint: 'Leave --broker out: the embedded broker needs nothing.',
  });
}

function routed(
  { message, by = PRODUCER, mandatory = true }: PublishStep,
  queues: readonly string[],
): Happening[] {
  const { id } = message;
  return [
    { kind: 'published', message: id, by },
    ...queues.map(
      (queue): Happening => ({ kind: 'left', message: id, queue, redelivered: false, deaths: [] }),
    ),
    ...(queues.length === 0 && mandatory
      ? [{ kind: 'returned', message: id, code: 312, text: 'NO_ROUTE' } as const]
      : []),
    { kind: 'confirmed', message: id },
  ];
}

const missing = (step: PublishStep): Happening[] =>
  refusal(step, 404, `NOT_FOUND - no exchange '${step.message.exchange}' in vhost '/'`);

const internal = (step: PublishStep): Happening[] =>
  refusal(
    step,
    403,
    `ACCESS_REFUSED - cannot publish to internal exchange '${step.message.exchange}' in vhost '/'`,
  );

function refusal({ message, by = PRODUCER }: PublishStep, code: number, text: string): Happening[] {
  return [
    { kind: 'published', message: message.id, by },
    { kind: 'error', who: by, closed: 'channel', code, text },
    { kind: 'unconfirmed', message: message.id },
  ];
}
