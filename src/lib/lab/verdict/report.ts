import type { Fault } from '../errors.ts';
import type { BrokerInfo, LabEvent } from '../events.ts';
import { type Experiment, messagesOf, PRODUCER } from '../experiment.ts';
import type { Depth, Observed } from '../observed.ts';
import { observe } from './observe.ts';

/** What was observed in a run: a fold of its events, with no judgement. */
export interface Report {
  readonly broker: BrokerInfo;
  /** Before every name on the broker; empty on the lab's own. */
  readonly prefix: string;
  /** The name of the producer's connection. */
  readonly producer: string;
  readonly messages: readonly MessageReport[];
  readonly queues: readonly QueueReport[];
  readonly observed: Observed;
  readonly kept: { readonly exchanges: readonly string[]; readonly queues: readonly string[] } | null;
  readonly fault: Fault | null;
  /** Whether the run came to its end: else what was not observed may have happened all the same. */
  readonly complete: boolean;
}

export interface MessageReport {
  readonly id: string;
  /** How many copies of it each queue had. */
  readonly copies: ReadonlyMap<string, number>;
  readonly returned: { readonly code: number; readonly text: string } | null;
  /** What its publisher knows of it. */
  readonly outcome: 'confirmed' | 'refused' | 'unknown' | 'unpublished';
}

export interface QueueReport {
  readonly name: string;
  readonly messages: readonly string[];
  readonly consumers: readonly ConsumerReport[];
  /** Messages of other people. */
  readonly strangers: number;
  /** What lay there, unconsumed, when everything was still. */
  readonly ready: Depth;
}

export interface ConsumerReport {
  readonly name: string;
  readonly connection: string;
  readonly messages: readonly string[];
}

/** Folds the events of one run of the experiment. */
export function reportOf(experiment: Experiment, events: readonly LabEvent[]): Report {
  const folded = {
    broker: { kind: 'embedded', product: '', version: '' } as BrokerInfo,
    prefix: '',
    producer: '',
    kept: null as Report['kept'],
    fault: null as Report['fault'],
    complete: true,
  };
  const messages = new Map(messagesOf(experiment).map(({ id }) => [id, newMessage(id)]));
  const queues = new Map(experiment.topology.queues.map(({ name }) => [name, newQueue(name)]));
  const message = (id: string): OpenMessage => known(messages, id, newMessage);
  const queue = (name: string): OpenQueue => known(queues, name, newQueue);

  for (const event of events) {
    switch (event.kind) {
      case 'connected':
        folded.broker = event.broker;
        folded.prefix = event.prefix;
        break;
      case 'producer-started':
        if (event.producer === PRODUCER) folded.producer = event.connection;
        break;
      case 'consumer-started':
        queue(event.queue).consumers.set(event.consumer, {
          name: event.consumer,
          connection: event.connection,
          messages: [],
        });
        break;
      case 'published':
        message(event.message).outcome = 'unknown';
        break;
      case 'returned':
        message(event.message).returned = { code: event.code, text: event.text };
        break;
      case 'confirmed':
      case 'refused':
        message(event.message).outcome = event.kind;
        break;
      case 'left':
        if (!event.redelivered) addCopy(message(event.message), event.queue);
        break;
      case 'delivered': {
        if (!event.redelivered) addCopy(message(event.message), event.queue);
        queue(event.queue).messages.push(event.message);
        queue(event.queue).consumers.get(event.consumer)?.messages.push(event.message);
        break;
      }
      case 'stranger-delivered':
        queue(event.queue).strangers++;
        break;
      case 'settled':
        for (const [name, ready] of event.ready) queue(name).ready = ready;
        break;
      case 'unconfirmed':
        message(event.message).outcome = 'unknown';
        break;
      case 'failed': {
        const { failure, message, hint } = event;
        folded.fault = { failure, message, hint };
        // The last look of a run tells what is gone.
        folded.complete = events.some(({ kind }) => kind === 'gone');
        break;
      }
      case 'kept':
        folded.kept = { exchanges: event.exchanges, queues: event.queues };
        break;
      default:
        break;
    }
  }
  return {
    ...folded,
    observed: observe(experiment, events),
    messages: [...messages.values()],
    queues: Array.from(queues.values(), (open) => ({ ...open, consumers: [...open.consumers.values()] })),
  };
}

type OpenMessage = ReturnType<typeof newMessage>;
type OpenQueue = ReturnType<typeof newQueue>;

function addCopy({ copies }: OpenMessage, queue: string): void {
  copies.set(queue, (copies.get(queue) ?? 0) + 1);
}

const newMessage = (id: string) => ({
  id,
  copies: new Map<string, number>(),
  returned: null as MessageReport['returned'],
  outcome: 'unpublished' as MessageReport['outcome'],
});

const newQueue = (name: string) => ({
  name,
  messages: [] as string[],
  consumers: new Map<string, ConsumerReport & { messages: string[] }>(),
  strangers: 0,
  ready: 0 as Depth,
});

function known<T>(map: Map<string, T>, key: string, create: (key: string) => T): T {
  const found = map.get(key) ?? create(key);
  map.set(key, found);
  return found;
}
