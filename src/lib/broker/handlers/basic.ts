import { integerValue } from '../../routing/values.ts';
import type { Method } from '../../wire/methods.ts';
import type { Channel, Unacknowledged } from '../channel.ts';
import { AmqpError, preconditionFailed } from '../errors.ts';
import { REPLY_TO } from '../names.ts';
import { checkConsumerArguments, type QueueTypeName } from '../queues/argument-rules.ts';
import { Consumer } from '../queues/consumer.ts';
import { randomText } from '../random-text.ts';
import { newReplyAddress } from '../reply-address.ts';
import type { ChannelHandlers } from './index.ts';
import { settle } from './tx.ts';

export const basicHandlers: ChannelHandlers = {
  'basic.qos'(channel, { prefetchSize, prefetchCount, global }) {
    if (prefetchSize !== 0) throw new AmqpError('NOT_IMPLEMENTED', `prefetch_size!=0 (${prefetchSize})`);
    if (global) channel.globalPrefetch = prefetchCount;
    else {
      // RabbitMQ: going back to a prefetch per consumer takes the channel's own away.
      channel.consumerPrefetch = prefetchCount;
      channel.globalPrefetch = 0;
    }
    channel.send({ name: 'basic.qos-ok' });
    channel.dispatchAll();
  },

  'basic.consume'(channel, method) {
    if (channel.subscriptions.has(method.consumerTag)) {
      throw new AmqpError('NOT_ALLOWED', `attempt to reuse consumer tag '${method.consumerTag}'`);
    }
    if (method.queue === REPLY_TO) consumeReplies(channel, method);
    else consume(channel, method);
  },

  'basic.cancel'(channel, { consumerTag, noWait }) {
    const subscription = channel.subscriptions.get(consumerTag);
    if (channel.replyConsumer?.tag === consumerTag) forgetReplies(channel);
    if (subscription) {
      channel.subscriptions.delete(consumerTag);
      subscription.queue.removeConsumer(subscription.consumer);
    }
    if (!noWait) channel.send({ name: 'basic.cancel-ok', consumerTag });
    subscription?.queue.dispatch();
  },

  'basic.get'(channel, { queue: name, noAck }) {
    const queue = channel.queue(name);
    const entry = queue.get(noAck);
    if (entry) channel.deliverGot(queue, entry, noAck);
    else channel.send({ name: 'basic.get-empty' });
  },

  'basic.ack'(channel, { deliveryTag, multiple }) {
    settle(channel, channel.take(deliveryTag, multiple), 'acknowledge');
  },

  'basic.nack'(channel, { deliveryTag, multiple, requeue }) {
    settle(channel, channel.take(deliveryTag, multiple), requeue ? 'requeue' : 'reject');
  },

  'basic.reject'(channel, { deliveryTag, requeue }) {
    settle(channel, channel.take(deliveryTag, false), requeue ? 'requeue' : 'reject');
  },

  'basic.recover'(channel, { requeue }) {
    const taken = takeToRecover(channel, requeue);
    channel.send({ name: 'basic.recover-ok' });
    channel.settle(taken, 'requeue');
  },

  'basic.recover-async'(channel, { requeue }) {
    channel.settle(takeToRecover(channel, requeue), 'requeue');
  },
};

function takeToRecover(channel: Channel, requeue: boolean): Unacknowledged[] {
  if (!requeue) throw new AmqpError('NOT_IMPLEMENTED', 'requeue=false');
  const taken = channel.takeAll();
  // RabbitMQ stumbles over what cannot be given back.
  if (taken.some(({ queue }) => queue.type === 'stream')) throw new AmqpError('INTERNAL_ERROR');
  return taken;
}

function consume(channel: Channel, method: Method<'basic.consume'>): void {
  const queue = channel.queue(method.queue);
  const args = method.arguments;
  checkConsumerArguments(queue.type, args, { queue: queue.name, virtualHost: channel.virtualHost.name });
  const consumer = new Consumer(
    {
      tag: method.consumerTag || generatedTag(),
      noAck: method.noAck,
      exclusive: method.exclusive,
      prefetch: channel.consumerPrefetch || UNLIMITED_PREFETCH[queue.type],
      priority: integerValue(args.get('x-priority')) ?? 0,
      arguments: args,
      isLimitedByChannel: queue.type === 'classic',
    },
    channel,
  );
  queue.addConsumer(consumer, channel.globalPrefetch > 0);
  channel.subscriptions.set(consumer.tag, { consumer, queue });
  if (!method.noWait) channel.send({ name: 'basic.consume-ok', consumerTag: consumer.tag });
  queue.dispatch();
}

/** What a prefetch of 0 lets a consumer hold, 0 being any number. RabbitMQ: no more than 2,000 of a quorum queue. */
const UNLIMITED_PREFETCH: Readonly<Record<QueueTypeName, number>> = { classic: 0, quorum: 2000, stream: 0 };

const generatedTag = (): string => `amq.ctag-${randomText()}`;

function consumeReplies(channel: Channel, method: Method<'basic.consume'>): void {
  if (!method.noAck) throw preconditionFailed('reply consumer cannot acknowledge');
  if (channel.replyConsumer) throw preconditionFailed('reply consumer already set');
  const tag = method.consumerTag || generatedTag();
  const address = newReplyAddress();
  channel.replyConsumer = { tag, address };
  channel.broker.replies.set(address, channel);
  if (!method.noWait) channel.send({ name: 'basic.consume-ok', consumerTag: tag });
}

function forgetReplies(channel: Channel): void {
  if (channel.replyConsumer) channel.broker.replies.delete(channel.replyConsumer.address);
  channel.replyConsumer = undefined;
}
