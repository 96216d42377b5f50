import type {
  Behaviour,
  BindStep,
  ConsumeStep,
  DeclareStep,
  GetStep,
  MessageProperties,
  PublishStep,
  Step,
} from '../lab/experiment.ts';
import { tableOf } from './field-values.ts';
import type { BindStepShape, ConsumeShape, GetShape, PublishShape, StepShape } from './file-shape.ts';
import { bindingOf, exchangeOf, queueOf } from './topology-shape.ts';

/** The steps that the file writes down; messages without an id are called m1, m2, … by their place. */
export function stepsOf(shapes: readonly StepShape[]): Step[] {
  let published = 0;
  return shapes.map((shape) => {
    if (!shape.publish) return stepOf(shape);
    published++;
    return publishStep(shape.publish, `m${published}`);
  });
}

function stepOf(shape: StepShape): Step {
  if (shape.consume) return consumeStep(shape.consume);
  if (shape.get !== undefined) return getStep(shape.get);
  if ('confirms' in shape) return { kind: 'confirms', ...shape.confirms };
  if (shape.cancel !== undefined) return { kind: 'cancel', consumer: shape.cancel };
  if (shape.answer) return { kind: 'answer', ...shape.answer };
  if (shape.declare) return declareStep(shape.declare);
  if (shape.bind !== undefined) return bindStep('bind', shape.bind);
  if (shape.unbind !== undefined) return bindStep('unbind', shape.unbind);
  if (shape.delete) return { kind: 'delete', ...shape.delete };
  if (typeof shape.purge === 'string') return { kind: 'purge', queue: shape.purge };
  if (shape.purge) return { kind: 'purge', ...shape.purge };
  if (shape.cut) return { kind: 'cut', ...shape.cut };
  if (shape.wait !== undefined) return { kind: 'wait', ms: Number(shape.wait) };
  if (shape.look !== undefined) return { kind: 'look', at: shape.look };
  return { kind: 'drain' in shape ? 'drain' : 'restart' };
}

function publishStep(shape: PublishShape, id: string): PublishStep {
  const { exchange = '', routing_key = '', body, persistent, priority, expiration } = shape;
  const properties: MessageProperties = {
    ...(persistent !== undefined && { persistent }),
    ...(priority !== undefined && { priority: Number(priority) }),
    ...(expiration !== undefined && {
      expiration: typeof expiration === 'bigint' ? Number(expiration) : expiration,
    }),
    ...given(shape, { reply_to: 'replyTo' }),
  };
  return {
    kind: 'publish',
    ...given(shape, { by: 'by', mandatory: 'mandatory', wants_reply: 'wantsReply' }),
    ...given(shape, { confirm_lost: 'confirmLost', recovers: 'recovers' }),
    message: {
      id: shape.id ?? id,
      exchange,
      routingKey: routing_key,
      headers: tableOf(shape.headers),
      ...(body !== undefined && { body }),
      ...(Object.keys(properties).length > 0 && { properties }),
    },
  };
}

function consumeStep(shape: ConsumeShape): ConsumeStep {
  const { consumer, queue, prefetch, channel_prefetch, arguments: args } = shape;
  const behaviour = behaviourOf(shape);
  return {
    kind: 'consume',
    consumer,
    queue,
    ...given(shape, { by: 'by' }),
    ...(prefetch !== undefined && { prefetch: Number(prefetch) }),
    ...(channel_prefetch !== undefined && { channelPrefetch: Number(channel_prefetch) }),
    ...given(shape, { no_ack: 'noAck', exclusive: 'exclusive' }),
    ...(args && { arguments: tableOf(args) }),
    ...(Object.keys(behaviour).length > 0 && { behaviour }),
  };
}

function getStep(shape: string | GetShape): GetStep {
  if (typeof shape === 'string') return { kind: 'get', queue: shape };
  return {
    kind: 'get',
    queue: shape.queue,
    ...given(shape, { by: 'by', no_ack: 'noAck', answer: 'answer' }),
  };
}

function behaviourOf(shape: ConsumeShape): Behaviour {
  const { takes_ms, failures, batch, publishes, retries } = shape;
  return {
    ...given(shape, { answer: 'answer', except: 'except', replies: 'replies' }),
    ...given(shape, { skips_duplicates: 'skipsDuplicates' }),
    ...(takes_ms !== undefined && { takesMs: Number(takes_ms) }),
    ...(failures !== undefined && { failures: Number(failures) }),
    ...(batch !== undefined && { batch: Number(batch) }),
    ...(publishes && {
      publishes: {
        exchange: publishes.exchange,
        routingKey: publishes.routing_key,
        ...given(publishes, { each: 'each' }),
      },
    }),
    ...(retries && { retries: { exchange: retries.exchange, routingKeys: retries.routing_keys } }),
  };
}

function declareStep({ exchange, queue, ...rest }: NonNullable<StepShape['declare']>): DeclareStep {
  return {
    kind: 'declare',
    ...rest,
    ...(exchange && { exchange: exchangeOf(exchange) }),
    ...(queue && { queue: queueOf(queue) }),
  };
}

function bindStep(kind: BindStep['kind'], shape: BindStepShape): BindStep {
  const by = typeof shape === 'string' ? undefined : shape.by;
  return { kind, binding: bindingOf(shape), ...(by !== undefined && { by }) };
}

/** What the file gives of these, under our own names. */
function given<S extends object, const N extends Partial<Record<keyof S, string>>>(
  shape: S,
  names: N,
): { [K in keyof N & keyof S as N[K] extends string ? N[K] : never]?: NonNullable<S[K]> } {
  const entries = Object.entries(names).flatMap(([file, ours]) => {
    const value = shape[file as keyof S];
    return value === undefined ? [] : [[ours, value] as const];
  });
  return Object.fromEntries(entries) as never;
}
