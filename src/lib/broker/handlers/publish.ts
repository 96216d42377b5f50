import { senderKeys } from '../../routing/route.ts';
import { DEFAULT_EXCHANGE } from '../../routing/topology.ts';
import { EMPTY_TABLE, type FieldTable } from '../../routing/values.ts';
import { CONTENT_FIXED_BYTES } from '../../wire/content.ts';
import { erlangString } from '../../wire/erlang.ts';
import type { Method } from '../../wire/methods.ts';
import {
  decodeProperties,
  outlineProperties,
  PROPERTY_FLAGS,
  type Properties,
  type PropertiesOutline,
} from '../../wire/properties.ts';
import type { Channel } from '../channel.ts';
import type { Command } from '../content.ts';
import { erlangType } from '../erlang.ts';
import { AmqpError, notFound, preconditionFailed, resourceText } from '../errors.ts';
import { type Limits, LONGEST_TTL_MS } from '../limits.ts';
import { BrokerMessage, withoutHeader, withProperties } from '../message.ts';
import { MessageContent } from '../message-content.ts';
import { viewOf } from '../message-view.ts';
import { REPLY_TO } from '../names.ts';
import type { BrokerQueue } from '../queues/queue.ts';
import { isReplyAddress } from '../reply-address.ts';
import type { Published } from '../transaction.ts';

/** basic.publish with its content: checked, routed, enqueued; returned where it is mandatory and nobody takes it. */
export function handlePublish(channel: Channel, method: Method<'basic.publish'>, command: Command): void {
  if (method.immediate) throw new AmqpError('NOT_IMPLEMENTED', 'immediate=true');
  checkSize(command, channel.broker.limits);
  checkExchange(channel, method.exchange);
  const published = routed(channel, messageOf(channel, method, command), method.mandatory);
  if (channel.transaction) channel.transaction.publish(published);
  else publish(channel, published);
}

/** Of the properties it reads no more than it must: most messages have none that the broker acts on. */
function messageOf(channel: Channel, method: Method<'basic.publish'>, command: Command): BrokerMessage {
  const { header, bodies, bodySize } = command;
  const start = header.start + CONTENT_FIXED_BYTES;
  const outline = outlineProperties(header.bytes, start, header.end);
  const isRead = (outline.flags & READ_PROPERTIES) !== 0 || outline.hasSenderKeys;
  const properties = isRead ? decodeProperties(header.bytes.subarray(start, header.end)) : undefined;
  checkProperties(channel, outline, properties);
  const content = MessageContent.received(header, bodies, bodySize);
  const moreKeys = outline.hasSenderKeys ? senderKeys(properties?.headers ?? EMPTY_TABLE) : undefined;
  const message = new BrokerMessage(method.exchange, method.routingKey, content, moreKeys);
  return properties ? withReplyAddress(channel, message, properties) : message;
}

/** The properties that are checked, headers apart. */
const READ_PROPERTIES = PROPERTY_FLAGS.userId | PROPERTY_FLAGS.expiration | PROPERTY_FLAGS.replyTo;

/** RabbitMQ: where a message goes is decided when it is published, in a transaction too; direct replies do not wait. */
function routed(channel: Channel, message: BrokerMessage, mandatory: boolean): Published {
  const { virtualHost, broker } = channel;
  if (message.exchange === DEFAULT_EXCHANGE) {
    for (const key of message.moreKeys ? new Set(message.routingKeys) : [message.routingKey]) {
      if (isReplyAddress(key)) broker.replies.get(key)?.deliverReply(withoutBcc(message));
    }
  }
  return { message: withoutBcc(message), mandatory, queues: virtualHost.route(message) };
}

/**
 * Puts the message into its queues. It is confirmed once all of them have taken it, negatively if one refused; returns
 * whether none did.
 */
export function publish(channel: Channel, { message, mandatory, queues: names }: Published): boolean {
  const { virtualHost, broker } = channel;
  const queues = virtualHost.found(names);
  if (queues.length === 0) noRoute(channel, message, mandatory);
  const { journal } = broker;
  const told = journal?.messagesTold;
  const refusing = virtualHost.enqueue(message, queues, channel);
  if (broker.events.wanted) tellRefused(channel, message, refusing);
  const isKept = journal !== undefined && journal.messagesTold !== told;
  const isTaken = refusing.length === 0;
  channel.confirms.record(isTaken, isKept ? journal.batch : undefined);
  return isTaken;
}

function tellRefused(
  { broker, virtualHost }: Channel,
  message: BrokerMessage,
  queues: readonly BrokerQueue[],
): void {
  for (const { name: queue } of queues) {
    broker.events.emit({ type: 'refused', virtualHost: virtualHost.name, message: viewOf(message), queue });
  }
}

function checkSize({ bodySize }: Command, { maxMessageSize }: Limits): void {
  if (bodySize <= maxMessageSize) return;
  throw preconditionFailed(`message size ${bodySize} is larger than configured max size ${maxMessageSize}`);
}

function checkExchange({ virtualHost }: Channel, name: string): void {
  const exchange = virtualHost.exchange(name);
  if (!exchange) throw notFound('exchange', name, virtualHost.name);
  if (!exchange.internal) return;
  const resource = resourceText('exchange', name, virtualHost.name);
  throw new AmqpError('ACCESS_REFUSED', `cannot publish to internal ${resource}`);
}

/** `properties`: undefined where none of them is of interest. */
function checkProperties(
  { connection: { user }, replyConsumer }: Channel,
  { deliveryMode }: PropertiesOutline,
  { replyTo, userId, expiration, headers = EMPTY_TABLE }: Properties = {},
): void {
  if (replyTo === REPLY_TO && !replyConsumer) throw preconditionFailed('fast reply consumer does not exist');
  if (userId !== undefined && userId !== user) {
    throw preconditionFailed(`user_id property set to '${userId}' but authenticated user was '${user}'`);
  }
  if (expiration !== undefined) checkExpiration(expiration);
  if (deliveryMode !== undefined && deliveryMode !== 1 && deliveryMode !== 2) {
    throw preconditionFailed(`invalid message: {delivery_mode_unknown,${deliveryMode}}`);
  }
  for (const header of ['CC', 'BCC']) checkSenderKeys(headers, header);
}

function checkExpiration(expiration: string): void {
  const [, number, rest] = /^([+-]?\d+)?(.*)$/s.exec(expiration) ?? [];
  const refuse = (problem: string): AmqpError =>
    preconditionFailed(`invalid expiration '${expiration}': ${problem}`);
  if (number === undefined) throw refuse('no_integer');
  if (rest) throw refuse(`{leftover_string,${erlangString(rest)}}`);
  if (Number(number) < 0) throw refuse(`{value_negative,${BigInt(number)}}`);
  if (Number(number) > LONGEST_TTL_MS) throw refuse(`{value_too_large,${BigInt(number.replace('+', ''))}}`);
}

function checkSenderKeys(headers: FieldTable, header: string): void {
  const value = headers.get(header);
  if (value === undefined || value.type === 'array') return;
  throw preconditionFailed(`invalid message: {unacceptable_type_in_header,"${header}",${erlangType(value)}}`);
}

/** RabbitMQ: the BCC header is for the broker alone. */
function withoutBcc(message: BrokerMessage): BrokerMessage {
  return message.moreKeys && message.headers.has('BCC') ? withoutHeader(message, 'BCC') : message;
}

/** A request that asks for direct replies carries the address of this channel's reply consumer. */
function withReplyAddress(
  { replyConsumer }: Channel,
  message: BrokerMessage,
  properties: Properties,
): BrokerMessage {
  if (properties.replyTo !== REPLY_TO || !replyConsumer) return message;
  return withProperties(message, { ...properties, replyTo: replyConsumer.address });
}

function noRoute(channel: Channel, message: BrokerMessage, mandatory: boolean): void {
  if (mandatory) returnToSender(channel, message);
  const { events } = channel.broker;
  if (!events.wanted) return;
  const about = { virtualHost: channel.virtualHost.name, message: viewOf(message) };
  if (mandatory) events.emit({ type: 'returned', ...about });
  else events.emit({ type: 'dropped', ...about, queue: undefined, reason: 'unroutable' });
}

function returnToSender(channel: Channel, message: BrokerMessage): void {
  channel.sendContent(
    {
      name: 'basic.return',
      replyCode: 312,
      replyText: 'NO_ROUTE',
      exchange: message.exchange,
      routingKey: message.routingKey,
    },
    message,
  );
}
