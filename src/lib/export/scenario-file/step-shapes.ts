import type { ConsumeShape, GetShape, PublishShape, StepShape } from '../../check/file-shape.ts';
import { assertNever } from '../../lab/errors.ts';
import type { BindStep, ConsumeStep, GetStep, PurgeStep, Step, StepOf } from '../../lab/experiment.ts';
import { bindingShape, exchangeShape, queueShape } from './topology-shapes.ts';
import { tableShape } from './values.ts';

/** The steps as a scenario file has them; a message that is called as its place says needs no id. */
export function stepShapes(steps: readonly Step[]): StepShape[] {
  let published = 0;
  return steps.map((step) => {
    if (step.kind !== 'publish') return stepShape(step);
    published++;
    return { publish: publishShape(step, `m${published}`) };
  });
}

function stepShape(step: Exclude<Step, StepOf<'publish'>>): StepShape {
  switch (step.kind) {
    case 'confirms':
      return { confirms: by(step) };
    case 'consume':
      return { consume: consumeShape(step) };
    case 'get':
      return { get: getShape(step) };
    case 'cancel':
      return { cancel: step.consumer };
    case 'answer': {
      const { kind, ...answer } = step;
      return { answer };
    }
    case 'declare':
      return { declare: declareShape(step) };
    case 'bind':
      return { bind: bindShape(step) };
    case 'unbind':
      return { unbind: bindShape(step) };
    case 'delete': {
      const { kind, ...gone } = step;
      return { delete: gone };
    }
    case 'purge':
      return { purge: purgeShape(step) };
    case 'cut': {
      const { kind, ...cut } = step;
      return { cut };
    }
    case 'restart':
      return { restart: {} };
    case 'wait':
      return { wait: BigInt(step.ms) };
    case 'drain':
      return { drain: {} };
    case 'look':
      return { look: step.at };
    default:
      return assertNever(step);
  }
}

function publishShape(step: StepOf<'publish'>, id: string): PublishShape {
  const { message, by: who, mandatory, wantsReply, confirmLost, recovers } = step;
  const { persistent, priority, expiration, replyTo } = message.properties ?? {};
  return {
    ...(message.id !== id && { id: message.id }),
    ...(message.exchange !== '' && { exchange: message.exchange }),
    ...(message.routingKey !== '' && { routing_key: message.routingKey }),
    ...(message.headers.size > 0 && { headers: tableShape(message.headers) }),
    ...(message.body !== undefined && { body: message.body }),
    ...(persistent !== undefined && { persistent }),
    ...(priority !== undefined && { priority: BigInt(priority) }),
    ...(expiration !== undefined && {
      expiration: typeof expiration === 'number' ? BigInt(expiration) : expiration,
    }),
    ...(replyTo !== undefined && { reply_to: replyTo }),
    ...(who !== undefined && { by: who }),
    ...(mandatory !== undefined && { mandatory }),
    ...(wantsReply !== undefined && { wants_reply: wantsReply }),
    ...(confirmLost !== undefined && { confirm_lost: confirmLost }),
    ...(recovers !== undefined && { recovers }),
  };
}

function consumeShape({ consumer, queue, behaviour = {}, ...step }: ConsumeStep): ConsumeShape {
  const { takesMs, answer, failures, except, batch, skipsDuplicates, replies, publishes, retries } =
    behaviour;
  return {
    consumer,
    queue,
    ...(step.by !== undefined && { by: step.by }),
    ...(step.prefetch !== undefined && { prefetch: BigInt(step.prefetch) }),
    ...(step.channelPrefetch !== undefined && { channel_prefetch: BigInt(step.channelPrefetch) }),
    ...(step.noAck !== undefined && { no_ack: step.noAck }),
    ...(step.exclusive !== undefined && { exclusive: step.exclusive }),
    ...(step.arguments !== undefined && { arguments: tableShape(step.arguments) }),
    ...(takesMs !== undefined && { takes_ms: BigInt(takesMs) }),
    ...(answer !== undefined && { answer }),
    ...(failures !== undefined && { failures: BigInt(failures) }),
    ...(except !== undefined && { except }),
    ...(batch !== undefined && { batch: BigInt(batch) }),
    ...(skipsDuplicates !== undefined && { skips_duplicates: skipsDuplicates }),
    ...(replies !== undefined && { replies }),
    ...(publishes && {
      publishes: {
        exchange: publishes.exchange,
        routing_key: publishes.routingKey,
        ...(publishes.each !== undefined && { each: publishes.each }),
      },
    }),
    ...(retries && { retries: { exchange: retries.exchange, routing_keys: retries.routingKeys } }),
  };
}

function getShape({ kind, queue, noAck, ...rest }: GetStep): string | GetShape {
  const more = { ...rest, ...(noAck !== undefined && { no_ack: noAck }) };
  return Object.keys(more).length === 0 ? queue : { queue, ...more };
}

function declareShape({ kind, exchange, queue, ...rest }: StepOf<'declare'>): StepShape['declare'] & object {
  return {
    ...rest,
    ...(exchange && { exchange: exchangeShape(exchange) }),
    ...(queue && { queue: queueShape(queue) }),
  };
}

const bindShape = ({ binding, by: who }: BindStep): StepShape['bind'] & {} => bindingShape(binding, who);

const purgeShape = ({ queue, by: who }: PurgeStep): StepShape['purge'] & {} =>
  who === undefined ? queue : { queue, by: who };

const by = ({ by: who }: StepOf<'confirms'>): { by?: string } => (who === undefined ? {} : { by: who });
