import type { Method } from '../../wire/methods.ts';
import type { Channel } from '../channel.ts';
import { AmqpError, preconditionFailed, resourceText } from '../errors.ts';
import { REPLY_TO, stripLineBreaks } from '../names.ts';
import { declareQueue, type QueueDeclaration } from '../queues/declare.ts';
import type { BrokerQueue } from '../queues/queue.ts';
import { randomText } from '../random-text.ts';
import { isReplyAddress } from '../reply-address.ts';
import { bind, unbind } from './binding.ts';
import type { ChannelHandlers } from './index.ts';

export const queueHandlers: ChannelHandlers = {
  'queue.declare'(channel, method) {
    const { name, messageCount, consumerCount } = declare(channel, method);
    channel.lastDeclaredQueue = name;
    if (!method.noWait) channel.send({ name: 'queue.declare-ok', queue: name, messageCount, consumerCount });
  },

  'queue.bind'(channel, method) {
    bind(channel, bindingOf(channel, method));
    if (!method.noWait) channel.send({ name: 'queue.bind-ok' });
  },

  'queue.unbind'(channel, method) {
    unbind(channel, bindingOf(channel, method));
    channel.send({ name: 'queue.unbind-ok' });
  },

  'queue.purge'(channel, method) {
    const messageCount = purge(channel, channel.queue(method.queue));
    if (!method.noWait) channel.send({ name: 'queue.purge-ok', messageCount });
  },

  'queue.delete'(channel, method) {
    const messageCount = remove(channel, method);
    if (!method.noWait) channel.send({ name: 'queue.delete-ok', messageCount });
  },
};

function purge({ virtualHost, broker: { events } }: Channel, queue: BrokerQueue): number {
  const messageCount = queue.purge();
  if (events.wanted) {
    events.emit({ type: 'purged', virtualHost: virtualHost.name, queue: queue.name, messageCount });
  }
  return messageCount;
}

type DeclareOk = Pick<BrokerQueue, 'name' | 'messageCount' | 'consumerCount'>;

function declare(channel: Channel, method: Method<'queue.declare'>): DeclareOk {
  const { virtualHost, connection } = channel;
  const name = stripLineBreaks(method.queue);
  if (name.startsWith(REPLY_TO)) return replyQueue(channel, name);
  if (method.passive) {
    const queue = virtualHost.existingQueue(name);
    connection.checkAccess(queue);
    queue.touch();
    return queue;
  }
  const declaration: QueueDeclaration = { ...method, name };
  return declareQueue(virtualHost, declaration, connection, generatedName);
}

/** The pseudo-queue of direct replies exists while its consumer does; a client may ask whether it still does. */
function replyQueue({ broker, virtualHost }: Channel, name: string): DeclareOk {
  isReplyAddress(name);
  if (name !== REPLY_TO && !broker.replies.has(name)) {
    throw new AmqpError('NOT_FOUND', `no ${resourceText('queue', name, virtualHost.name)}`);
  }
  return { name, messageCount: 0, consumerCount: 1 };
}

const generatedName = (): string => `amq.gen-${randomText()}`;

/** RabbitMQ: without a queue and a key, the last declared queue's name is both. */
function bindingOf(channel: Channel, method: Method<'queue.bind' | 'queue.unbind'>) {
  const destination = channel.queueName(method.queue);
  return {
    source: method.exchange,
    destination,
    destinationType: 'queue' as const,
    routingKey: method.queue === '' && method.routingKey === '' ? destination : method.routingKey,
    arguments: method.arguments,
  };
}

function remove(channel: Channel, method: Method<'queue.delete'>): number {
  const { virtualHost, connection } = channel;
  const queue = virtualHost.queue(channel.queueName(stripLineBreaks(method.queue)));
  if (!queue) return 0;
  connection.checkAccess(queue);
  checkDeletable(queue, method, resourceText('queue', queue.name, virtualHost.name));
  // RabbitMQ: nobody counts the messages of a stream that goes.
  const messageCount = queue.type === 'stream' ? 0 : queue.messageCount;
  virtualHost.remove(queue);
  return messageCount;
}

function checkDeletable(queue: BrokerQueue, method: Method<'queue.delete'>, resource: string): void {
  if (queue.type === 'stream') return;
  if (queue.type === 'quorum' && (method.ifUnused || method.ifEmpty)) {
    const flag = method.ifUnused ? 'if-unused' : 'if-empty';
    throw new AmqpError(
      'NOT_IMPLEMENTED',
      `cannot delete ${resource}. queue.delete operations with ${flag} flag set are not supported by quorum queues`,
    );
  }
  if (method.ifUnused && queue.consumerCount > 0) throw preconditionFailed(`${resource} in use`);
  if (method.ifEmpty && queue.messageCount > 0) throw preconditionFailed(`${resource} not empty`);
}
