import { LabError } from '../lab/errors.ts';
import type { BrokerInfo, Happening, LabEvent } from '../lab/events.ts';
import { type Experiment, type Message, PRODUCER, type PublishStep } from '../lab/experiment.ts';
import { type Prediction, predict } from '../lab/verdict/prediction.ts';
import { isModelled } from '../routing/explain/not-modelled.ts';
import { PREDECLARED_EXCHANGES, type Queue } from '../routing/topology.ts';
import { integerValue } from '../routing/values.ts';
import { VERSION } from '../version.ts';

/** The model in a broker's place. */
export const MODEL: BrokerInfo = { kind: 'model', product: 'mq-lab model', version: VERSION };

/**
 * What the routing model says of an experiment, as the events of a run: no broker, no time. Throws a LabError where more
 * than routing happens.
 */
export function modelEvents(experiment: Experiment): LabEvent[] {
  const { queues } = predict(experiment.topology);
  refuseMore(experiment, queues);
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

function refuseMore({ steps, topology }: Experiment, queuesOf: Prediction['queues']): void {
  const foreign = topology.exchanges.find(({ type }) => !isModelled(type));
  if (foreign)
    throw new LabError(
      'usage',
      `exchange '${foreign.name}' is of type '${foreign.type}', which is not modelled: what comes to it may go anywhere`,
    );
  const step = steps.find(({ kind }) => kind !== 'publish' && kind !== 'confirms');
  const messages = steps.flatMap((each) => (each.kind === 'publish' ? [each.message] : []));
  const what = step ? `the step '${step.kind}'` : whatEnds(messages, topology.queues, queuesOf);
  if (what === undefined) return;
  throw new LabError('usage', `${what} needs a broker, and the model is none`, {
    hint: 'Leave --broker out: the embedded broker needs nothing.',
  });
}

/** Why a message does not stay where it is routed to, though no time passes; undefined where all of them do. */
function whatEnds(
  messages: readonly Message[],
  queues: readonly Queue[],
  queuesOf: Prediction['queues'],
): string | undefined {
  const held = new Map<string, Message[]>();
  for (const message of messages)
    for (const name of queuesOf(message)) held.set(name, [...(held.get(name) ?? []), message]);
  for (const { name, arguments: args } of queues) {
    const there = held.get(name) ?? [];
    if (there.length === 0) continue;
    const bytes = there.reduce((sum, { id, body = id }) => sum + Buffer.byteLength(body), 0);
    if (there.length > limit(args, 'x-max-length')) return `the x-max-length of queue '${name}'`;
    if (bytes > limit(args, 'x-max-length-bytes')) return `the x-max-length-bytes of queue '${name}'`;
    if (limit(args, 'x-message-ttl') === 0) return `the x-message-ttl of queue '${name}'`;
    const expiring = there.find(({ properties }) => endsAtOnce(properties?.expiration));
    if (expiring) return `the expiration of ${expiring.id}`;
  }
  return undefined;
}

/** A text may be refused, and is for the broker to read. */
const endsAtOnce = (expiration: number | string | undefined): boolean =>
  expiration === 0 || typeof expiration === 'string';

const limit = (args: Queue['arguments'], name: string): number =>
  integerValue(args.get(name)) ?? Number.POSITIVE_INFINITY;

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
