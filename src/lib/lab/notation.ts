import type { Binding, Exchange, Queue, Topology } from '../routing/topology.ts';
import { EMPTY_TABLE, fieldTable, type PlainTable } from '../routing/values.ts';
import type { Behaviour, BindStep, ConsumeStep, MessageProperties, Step, StepOf } from './experiment.ts';

// Short ways to write what an experiment is made of. What is left out is as it mostly is: durable, no arguments.

export function exchange(
  name: string,
  type: string,
  { arguments: args = {}, ...flags }: { arguments?: PlainTable } & Partial<Omit<Exchange, 'arguments'>> = {},
): Exchange {
  return {
    name,
    type,
    durable: true,
    autoDelete: false,
    internal: false,
    ...flags,
    arguments: fieldTable(args),
  };
}

/** A queue with these arguments (`x-message-ttl`, …). */
export function queue(
  name: string,
  args: PlainTable = {},
  flags: Partial<Omit<Queue, 'name' | 'arguments'>> = {},
): Queue {
  return { name, durable: true, autoDelete: false, exclusive: false, ...flags, arguments: fieldTable(args) };
}

const BINDING = /^(?<source>\S+) (?<arrow>-|=)(?:\[(?<key>.*)\](?:-|=))?> (?<destination>\S+)$/;

/** `orders -[order.*]-> billing` binds a queue, `orders =[order.*]=> audit` an exchange; without a key: `news -> q1`. */
export function binding(text: string, args: PlainTable = {}): Binding {
  const { source, arrow, key, destination } = BINDING.exec(text)?.groups ?? {};
  if (source === undefined || destination === undefined)
    throw new TypeError(`expected 'source -[key]-> queue' or 'source =[key]=> exchange', got '${text}'`);
  return {
    source,
    destination,
    destinationType: arrow === '=' ? 'exchange' : 'queue',
    routingKey: key ?? '',
    arguments: fieldTable(args),
  };
}

export function topology(
  exchanges: readonly Exchange[],
  queues: readonly Queue[],
  bindings: readonly (string | Binding)[] = [],
): Topology {
  return {
    exchanges,
    queues,
    bindings: bindings.map((each) => (typeof each === 'string' ? binding(each) : each)),
  };
}

interface PublishOptions
  extends MessageProperties,
    Pick<StepOf<'publish'>, 'by' | 'mandatory' | 'wantsReply' | 'confirmLost' | 'recovers'> {
  readonly headers?: PlainTable;
  readonly body?: string;
}

/** Publishes message `id` to the exchange (`''` is the default one, whose keys are queue names). */
export function publish(
  id: string,
  to: string,
  routingKey = '',
  { headers = {}, body, persistent, priority, expiration, replyTo, ...step }: PublishOptions = {},
): StepOf<'publish'> {
  const properties: MessageProperties = {
    ...(persistent !== undefined && { persistent }),
    ...(priority !== undefined && { priority }),
    ...(expiration !== undefined && { expiration }),
    ...(replyTo !== undefined && { replyTo }),
  };
  return {
    kind: 'publish',
    ...step,
    message: {
      id,
      exchange: to,
      routingKey,
      headers: fieldTable(headers),
      ...(body !== undefined && { body }),
      ...(Object.keys(properties).length > 0 && { properties }),
    },
  };
}

export const confirms = (by?: string): StepOf<'confirms'> => ({ kind: 'confirms', ...(by && { by }) });

type ConsumeOptions = Behaviour &
  Pick<ConsumeStep, 'by' | 'prefetch' | 'channelPrefetch' | 'noAck' | 'exclusive'> & {
    readonly arguments?: PlainTable;
  };

/** Starts a consumer, which acknowledges at once unless told otherwise. */
export function consume(
  consumer: string,
  from: string,
  { by, prefetch, channelPrefetch, noAck, exclusive, arguments: args, ...behaviour }: ConsumeOptions = {},
): ConsumeStep {
  return {
    kind: 'consume',
    consumer,
    queue: from,
    ...(by !== undefined && { by }),
    ...(prefetch !== undefined && { prefetch }),
    ...(channelPrefetch !== undefined && { channelPrefetch }),
    ...(noAck !== undefined && { noAck }),
    ...(exclusive !== undefined && { exclusive }),
    ...(args !== undefined && { arguments: fieldTable(args) }),
    ...(Object.keys(behaviour).length > 0 && { behaviour }),
  };
}

/** Gets one message, and acknowledges it unless told otherwise. */
export const get = (
  from: string,
  options: Pick<StepOf<'get'>, 'by' | 'noAck' | 'answer'> = {},
): StepOf<'get'> => ({ kind: 'get', queue: from, ...options });

export const cancel = (consumer: string): StepOf<'cancel'> => ({ kind: 'cancel', consumer });

export const answer = (
  consumer: string,
  message: string,
  how: StepOf<'answer'>['answer'],
  options: Pick<StepOf<'answer'>, 'multiple'> = {},
): StepOf<'answer'> => ({ kind: 'answer', consumer, message, answer: how, ...options });

type By = Pick<StepOf<'declare'>, 'by'>;

export const declareQueue = (
  declared: Queue,
  options: Pick<StepOf<'declare'>, 'by' | 'alias' | 'passive'> = {},
): StepOf<'declare'> => ({ kind: 'declare', queue: declared, ...options });

export const declareExchange = (
  declared: Exchange,
  options: Pick<StepOf<'declare'>, 'by' | 'passive'> = {},
): StepOf<'declare'> => ({ kind: 'declare', exchange: declared, ...options });

/** See {@link binding} for the notation. */
export const bind = (text: string, { by, ...args }: By & { arguments?: PlainTable } = {}) =>
  ({ kind: 'bind', binding: binding(text, args.arguments), ...(by && { by }) }) as const satisfies Step;

export const unbind = (text: string, { by, ...args }: By & { arguments?: PlainTable } = {}) =>
  ({ kind: 'unbind', binding: binding(text, args.arguments), ...(by && { by }) }) as const satisfies Step;

/** Binds the queue that the role declared last, without saying which. */
export const bindLast = (source: string, routingKey: string, options: By = {}): BindStep => ({
  kind: 'bind',
  binding: { source, destination: '', destinationType: 'queue', routingKey, arguments: EMPTY_TABLE },
  ...options,
});

export const deleteQueue = (name: string, options: By = {}): StepOf<'delete'> => ({
  kind: 'delete',
  queue: name,
  ...options,
});

export const deleteExchange = (name: string, options: By = {}): StepOf<'delete'> => ({
  kind: 'delete',
  exchange: name,
  ...options,
});

export const purge = (name: string, options: By = {}): StepOf<'purge'> => ({
  kind: 'purge',
  queue: name,
  ...options,
});

export const cut = (who: string, options: Pick<StepOf<'cut'>, 'recovers'> = {}): StepOf<'cut'> => ({
  kind: 'cut',
  who,
  ...options,
});

export const restart = (): StepOf<'restart'> => ({ kind: 'restart' });
export const wait = (ms: number): StepOf<'wait'> => ({ kind: 'wait', ms });
export const drain = (): StepOf<'drain'> => ({ kind: 'drain' });
/** Notes what is in the queues at a moment that has a name. */
export const look = (at: string): StepOf<'look'> => ({ kind: 'look', at });
