import type { Queue as QueueDefinition } from '../../routing/topology.ts';
import type { Clock } from '../clock.ts';
import type { Memory } from '../memory.ts';
import type { BrokerMessage } from '../message.ts';
import type { KeptMessages, QueueJournal } from '../store/journal.ts';
import type { QueueTypeName } from './argument-rules.ts';
import type { Consumer } from './consumer.ts';
import type { QueueEntry } from './entry.ts';

/** Why a message leaves a queue for the dead-letter exchange, as x-death names it. */
export type DeathReason = 'rejected' | 'expired' | 'maxlen' | 'delivery_limit';

/** What a queue needs of the virtual host that it lives in. */
export interface QueueHost {
  readonly virtualHost: string;
  readonly clock: Clock;
  /** Who has a message says so here. */
  readonly memory: Memory;
  /** Where a durable queue tells what is to be kept; undefined where nothing is. */
  journalOf(definition: QueueDefinition): QueueJournal | undefined;
  /** The queue took the message. */
  enqueued(queue: BrokerQueue, message: BrokerMessage): void;
  /** Sends a copy to the queue's dead-letter exchange, if it has one; else the message is gone. */
  deadLetter(queue: BrokerQueue, message: BrokerMessage, reason: DeathReason): void;
  /** Deletes the queue, on its own wish: it expired, or its last consumer left. */
  remove(queue: BrokerQueue): void;
}

/** A queue as the channels see it: the same for classic and quorum queues and for streams. */
export interface BrokerQueue {
  readonly name: string;
  readonly type: QueueTypeName;
  readonly definition: QueueDefinition;
  /** The connection that an exclusive queue belongs to. */
  readonly owner: object | undefined;
  /** Ready messages. */
  readonly messageCount: number;
  readonly consumerCount: number;

  /** False where the queue refuses the message for being full. Dead letters have no publisher. */
  publish(message: BrokerMessage, publisher?: object): boolean;
  /** Throws an AmqpError where the queue does not take this consumer. Deliveries wait for `dispatch`. */
  addConsumer(consumer: Consumer, usesGlobalPrefetch: boolean): void;
  /** The last one of an auto-delete queue takes that along. Others get their turns with `dispatch`. */
  removeConsumer(consumer: Consumer): void;
  /** Hands ready messages to consumers until one of the two runs out. `freed`: the only one that can newly take some. */
  dispatch(freed?: Consumer): void;
  /** Takes the next message out, for basic.get; undefined where there is none. */
  get(noAck: boolean): QueueEntry | undefined;
  acknowledge(entries: readonly QueueEntry[], consumer: Consumer | undefined): void;
  requeue(entries: readonly QueueEntry[], consumer: Consumer | undefined): void;
  /** Whoever held these messages is gone. */
  recover(entries: readonly QueueEntry[]): void;
  /** Rejected for good: dead-lettered, or gone. */
  reject(entries: readonly QueueEntry[], consumer: Consumer | undefined): void;
  /** How many ready messages it removed. */
  purge(): number;
  /** Somebody declared the queue again: its expiry starts anew. */
  touch(): void;
  /** Ends timers and tells consumers that they are cancelled. */
  close(): void;
  /** What a restart of the broker, its connections gone, leaves of a durable queue: its persistent messages. */
  restart(): void;
  /** Puts back what was kept of it, before anybody uses it. */
  restore(kept: KeptMessages): void;
  /** The ready messages, first the next one out, without taking them. */
  peek(): readonly QueueEntry[];
}

export interface QueueSetup {
  readonly definition: QueueDefinition;
  readonly owner: object | undefined;
  readonly host: QueueHost;
}
