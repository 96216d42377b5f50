import type { Queue } from '../../routing/topology.ts';
import { integerValue, stringValue } from '../../routing/values.ts';
import { type Flow, type Reach, reach, takenBy } from './flow.ts';
import { oneKey } from './key-pattern.ts';
import { EVERY_KEY, type Keys, keysText, meet } from './keys.ts';
import { queueTypeOf } from './queue-arguments.ts';
import type { DeadLettering, TopologyView } from './view.ts';

const MAX_ARRIVALS = 1_000;

/** With which keys messages come into the queue: by its bindings, or where it has none, by its name. */
export function arrivalsIn(view: TopologyView, queue: Queue): readonly Keys[] {
  const known = arrivals.get(view) ?? new Map<Queue, readonly Keys[]>();
  arrivals.set(view, known);
  const found = known.get(queue) ?? findArrivals(view, queue);
  known.set(queue, found);
  return found;
}

const arrivals = new WeakMap<TopologyView, Map<Queue, readonly Keys[]>>();

function findArrivals(view: TopologyView, queue: Queue): readonly Keys[] {
  const byName: Keys = [oneKey(queue.name)];
  const found = new Map<string, Keys>();
  for (const binding of view.bindingsTo('queue', queue).slice(0, MAX_ARRIVALS)) {
    const source = view.exchange(binding.source);
    if (!source) continue;
    const flow = takenBy(binding, source, { keys: EVERY_KEY, certain: true });
    if (flow) found.set(keysText(flow.keys), flow.keys);
  }
  if (found.size === 0) return [byName];
  if (view.isSentDeadLettersByName(queue)) found.set(keysText(byName), byName);
  return [...found.values()];
}

/** The keys under which messages that came with these leave the queue when they die. */
export const deadKeys = ({ routingKey }: DeadLettering, came: Keys): Keys =>
  routingKey === undefined ? came : [oneKey(routingKey)];

/** Where dead letters get to that came into the queue with these keys. */
export function deadLettersReach(view: TopologyView, deadLettering: DeadLettering, flow: Flow): Reach {
  return reach(view, deadLettering.exchange, { ...flow, keys: deadKeys(deadLettering, flow.keys) });
}

/** A way round: dead letters of each queue go to the next one, and those of the last to the first. */
export interface Cycle {
  readonly queues: readonly Queue[];
  /** Other queues that get a copy of each message that comes back into the first. */
  readonly others: readonly string[];
}

interface Stop {
  readonly queue: Queue;
  readonly flow: Flow;
  readonly from: Stop | undefined;
}

/** The shortest way on which dead letters of the queue certainly come back into it. */
export function cycleThrough(view: TopologyView, queue: Queue): Cycle | undefined {
  if (!view.deadLettering(queue)) return undefined;
  for (const keys of arrivalsIn(view, queue)) {
    const seen = new Set<string>();
    const open: Stop[] = [{ queue, flow: { keys, certain: true }, from: undefined }];
    for (const stop of open) {
      const next = nextStops(view, stop);
      const back = next.find((each) => each.queue === queue);
      if (back) return { queues: wayTo(stop), others: besides(back, next, wayTo(stop)) };
      for (const each of next) {
        const place = `${each.queue.name} ${keysText(each.flow.keys)}`;
        if (!seen.has(place)) open.push(each);
        seen.add(place);
      }
    }
  }
  return undefined;
}

function nextStops(view: TopologyView, from: Stop): readonly Stop[] {
  const deadLettering = view.deadLettering(from.queue);
  if (!deadLettering) return [];
  const { queues } = deadLettersReach(view, deadLettering, from.flow);
  return Array.from(queues, ([name, flows]) =>
    flows.flatMap((flow): Stop[] => {
      const queue = view.queue(name);
      return queue && flow.certain ? [{ queue, flow, from }] : [];
    }),
  ).flat();
}

const wayTo = ({ queue, from }: Stop): readonly Queue[] => [...(from ? wayTo(from) : []), queue];

function besides(back: Stop, all: readonly Stop[], way: readonly Queue[]): readonly string[] {
  const others = all.filter(({ queue, flow }) => !way.includes(queue) && meet(flow.keys, back.flow.keys));
  return [...new Set(others.map(({ queue }) => queue.name))];
}

/** What befalls messages in the queue though nobody rejects them; undefined where nothing does. */
export function diesByItself(queue: Queue): string | undefined {
  const { arguments: args } = queue;
  if (args.has('x-message-ttl')) return 'expire';
  if (integerValue(args.get('x-delivery-limit')) !== undefined) return 'reach the delivery limit';
  const rejectsAsDead = isLimited(queue) && stringValue(args.get('x-overflow')) === 'reject-publish-dlx';
  return dropsHead(queue) || rejectsAsDead ? 'overflow' : undefined;
}

/** Whether the queue, when it is full, pushes out its oldest messages. */
export function dropsHead(queue: Queue): boolean {
  const overflow = stringValue(queue.arguments.get('x-overflow')) ?? 'drop-head';
  // RabbitMQ: a quorum queue knows no reject-publish-dlx, and does as if nothing had been set.
  const isUnknown = queueTypeOf(queue) === 'quorum' && overflow === 'reject-publish-dlx';
  return isLimited(queue) && (overflow === 'drop-head' || isUnknown);
}

const isLimited = ({ arguments: args }: Queue): boolean =>
  args.has('x-max-length') || args.has('x-max-length-bytes');
