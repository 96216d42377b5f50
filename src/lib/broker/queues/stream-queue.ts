import type { Queue as QueueDefinition } from '../../routing/topology.ts';
import { AmqpError, preconditionFailed, resourceText } from '../errors.ts';
import { type BrokerMessage, withHeader } from '../message.ts';
import type { KeptMessages, QueueJournal } from '../store/journal.ts';
import { byTag, type Consumer } from './consumer.ts';
import type { QueueEntry } from './entry.ts';
import { streamOptions } from './options.ts';
import type { BrokerQueue, QueueHost, QueueSetup } from './queue.ts';
import { type StreamEntry, StreamLog } from './stream-log.ts';
import { parseStreamOffset } from './stream-offset.ts';

/** A stream: reading takes nothing away, every consumer has its own place, and acknowledging lets it read on. */
export class StreamQueue implements BrokerQueue {
  readonly type = 'stream';
  readonly definition: QueueDefinition;
  readonly owner = undefined;
  /** RabbitMQ: a stream counts its consumers as none. */
  readonly consumerCount = 0;
  readonly #host: QueueHost;
  readonly #log: StreamLog;
  readonly #journal: QueueJournal | undefined;
  /** The next offset of each consumer. */
  readonly #readers = new Map<Consumer, number>();

  constructor({ definition, host }: QueueSetup) {
    this.definition = definition;
    this.#host = host;
    this.#log = new StreamLog(streamOptions(definition.arguments), host.memory);
    this.#journal = host.journalOf(definition);
  }

  get name(): string {
    return this.definition.name;
  }

  get messageCount(): number {
    return this.#log.length;
  }

  publish(message: BrokerMessage): boolean {
    this.#host.enqueued(this, message);
    const { appended, dropped } = this.#log.append(message, this.#host.clock.now());
    this.#journal?.stored(keptEntry(appended));
    for (const { offset } of dropped) this.#journal?.gone(offset);
    this.dispatch();
    return true;
  }

  addConsumer(consumer: Consumer, usesGlobalPrefetch: boolean): void {
    const resource = this.#resource;
    if (consumer.prefetch === 0) {
      throw preconditionFailed(`consumer prefetch count is not set for '${resource}'`);
    }
    if (consumer.noAck) {
      throw notImplemented(`automatic acknowledgement not supported by stream queues ${resource}`);
    }
    if (usesGlobalPrefetch) throw notImplemented(`${resource} does not support global qos`);
    const wish = parseStreamOffset(consumer.arguments.get('x-stream-offset')) ?? { from: 'next' };
    this.#readers.set(consumer, this.#log.resolve(wish, this.#host.clock.now()));
  }

  removeConsumer(consumer: Consumer): void {
    this.#readers.delete(consumer);
  }

  dispatch(): void {
    for (const [consumer, next] of this.#readers) this.#read(consumer, next);
  }

  get(): QueueEntry | undefined {
    throw notImplemented(`basic.get not supported by stream queues ${this.#resource}`);
  }

  acknowledge(entries: readonly QueueEntry[], consumer: Consumer | undefined): void {
    if (consumer) consumer.unacknowledged -= entries.length;
    this.dispatch();
  }

  requeue(): void {
    throw this.#noRejection;
  }

  recover(): void {}

  reject(): void {
    throw this.#noRejection;
  }

  purge(): number {
    throw notImplemented(`queue.purge not supported by stream queues ${this.#resource}`);
  }

  touch(): void {}

  close(): void {
    for (const consumer of byTag(this.#readers.keys())) consumer.target.cancelled(consumer);
    this.#readers.clear();
    this.#log.close();
  }

  restart(): void {
    this.#readers.clear();
  }

  restore({ entries }: KeptMessages): void {
    for (const { message, position, expiresAt = 0 } of entries)
      this.#log.restore({ message, offset: position, time: expiresAt });
  }

  peek(): readonly QueueEntry[] {
    return Array.from(this.#log, queueEntry);
  }

  #read(consumer: Consumer, from: number): void {
    let next = from;
    for (let entry = this.#log.at(next); entry && consumer.ready; entry = this.#log.at(next)) {
      next = entry.offset + 1;
      this.#readers.set(consumer, next);
      consumer.take(queueEntry(entry));
    }
  }

  get #resource(): string {
    return resourceText('queue', this.name, this.#host.virtualHost);
  }

  get #noRejection(): AmqpError {
    return notImplemented(`basic.nack and basic.reject not supported by stream queues ${this.#resource}`);
  }
}

function queueEntry({ offset, message }: StreamEntry): QueueEntry {
  const value = BigInt(offset);
  return {
    message: withHeader(message, 'x-stream-offset', { type: 'int64', value }),
    position: offset,
    priority: 0,
    expiresAt: undefined,
    redelivered: false,
    returns: 0,
  };
}

/** As it is kept: with the time at which it came in place of the one at which it goes. */
const keptEntry = ({ offset, message, time }: StreamEntry): QueueEntry => ({
  message,
  position: offset,
  priority: 0,
  expiresAt: time,
  redelivered: false,
  returns: 0,
});

const notImplemented = (explanation: string): AmqpError => new AmqpError('NOT_IMPLEMENTED', explanation);
