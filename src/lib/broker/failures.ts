import type { ErrorName } from '../wire/reply-codes.ts';
import type { Channel } from './channel.ts';
import type { Broker } from './core.ts';
import { AmqpError } from './errors.ts';

/** Failures on request, for testing what a client does about them. Each says how much it hit. */
export interface Failures {
  /** Cuts the connections of this name, or all, as a broken network does: without a word. */
  connections(name?: string): number;
  /** Closes the channels of the connections of this name, or all, with this error; by default 406. */
  channels(options?: ChannelFailure): number;
  /** Cancels the consumers with this tag, or all, as the deletion of their queue does. */
  consumers(tag?: string): number;
  /** Blocks publishers as if memory were short; returns what ends that. */
  memory(): () => void;
  /** The same as if the disk were nearly full. */
  disk(): () => void;
  /** The next `count` messages that are published with confirms are refused (basic.nack), though they are routed. */
  confirms(count: number): void;
}

export interface ChannelFailure {
  readonly connection?: string;
  readonly error?: Extract<
    ErrorName,
    'ACCESS_REFUSED' | 'NOT_FOUND' | 'RESOURCE_LOCKED' | 'PRECONDITION_FAILED'
  >;
  readonly text?: string;
}

export function failuresOf(broker: Broker): Failures {
  const connections = (name: string | undefined) =>
    broker.connections().filter((connection) => name === undefined || connection.name === name);

  return {
    connections(name) {
      const hit = connections(name);
      for (const connection of hit) connection.end();
      return hit.length;
    },

    channels({ connection: name, error = 'PRECONDITION_FAILED', text = 'closed on request' } = {}) {
      const hit = connections(name).flatMap((connection) => connection.channels());
      for (const { connection, id } of hit) connection.closeChannel(id, new AmqpError(error, text));
      return hit.length;
    },

    consumers(tag) {
      const channels = connections(undefined).flatMap((connection) => connection.channels());
      return channels.reduce((count, channel) => count + cancelConsumers(channel, tag), 0);
    },

    memory: () => broker.alarms.raise('memory'),

    disk: () => broker.alarms.raise('disk'),

    confirms(count) {
      broker.refusals.add(count);
    },
  };
}

function cancelConsumers(channel: Channel, tag: string | undefined): number {
  const hit = Array.from(channel.subscriptions.values()).filter(
    ({ consumer }) => tag === undefined || consumer.tag === tag,
  );
  for (const { consumer, queue } of hit) {
    channel.cancelled(consumer);
    queue.removeConsumer(consumer);
    queue.dispatch();
  }
  return hit.length;
}
