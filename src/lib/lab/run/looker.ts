import type { Queue } from '../../routing/topology.ts';
import { type FieldTable, fieldTable } from '../../routing/values.ts';
import { replyText } from '../amqp/broker-faults.ts';
import type { Delivery, LabChannel, Received } from '../amqp/channel.ts';
import type { Connection } from '../amqp/connection.ts';
import type { Depth } from '../observed.ts';

const FROM_FIRST = fieldTable({ 'x-stream-offset': 'first' });
/** From the last chunk on, which is there for as long as there are messages. */
const FROM_LAST = fieldTable({ 'x-stream-offset': 'last' });

/** Beyond so many queues, several channels ask side by side. */
const QUEUES_PER_CHANNEL = 8;
const MAX_CHANNELS = 8;

/** Looks into queues, and asks whether things are there, on channels of its own that a refusal may close. */
export class Looker {
  readonly #connection: Connection;
  readonly #channels: (LabChannel | undefined)[] = [];
  #holding: Promise<LabChannel> | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The same on channels of its own. */
  apart(): Looker {
    return new Looker(this.#connection);
  }

  /** How many messages are ready in each of the queues. */
  async depths(queues: readonly string[]): Promise<Map<string, Depth>> {
    const depths = new Map<string, Depth>(queues.map((queue) => [queue, 0]));
    const channels = Math.min(MAX_CHANNELS, Math.ceil(queues.length / QUEUES_PER_CHANNEL));
    const ask = async (_: unknown, share: number): Promise<void> => {
      for (const queue of queues.filter((_queue, at) => at % channels === share))
        depths.set(queue, await this.#depth(queue, share));
    };
    await Promise.all(Array.from({ length: channels }, ask));
    return depths;
  }

  async exchangeExists(name: string): Promise<boolean> {
    try {
      await (await this.#channel(0)).checkExchange(name);
      return true;
    } catch (error) {
      if (replyText(error)?.startsWith('NOT_FOUND')) return false;
      throw error;
    }
  }

  /** What lies in the queue, in order. It stays there: it is given back when the lab's connection closes. */
  async messages({ name, arguments: args }: Queue): Promise<Received[]> {
    const messages: Received[] = [];
    try {
      // A refusal would give back what others held on the channel.
      const channel = await (args.has('x-single-active-consumer')
        ? this.#connection.openChannel()
        : this.#holdingChannel());
      for (let next = await channel.get(name); next; next = await channel.get(name)) messages.push(next);
    } catch (error) {
      // RabbitMQ: a quorum queue with a single active consumer is nobody else's to look into.
      if (!replyText(error)?.startsWith('RESOURCE_LOCKED')) throw error;
    }
    return messages;
  }

  /** What a stream holds, in order. It holds nothing where it has told of no last message for so long. */
  async streamed(queue: Queue, quietMs: number): Promise<Received[]> {
    let since = performance.now();
    let told = 0;
    const last = await this.#read(queue, FROM_LAST, ({ length }) => {
      if (length !== told) since = performance.now();
      told = length;
      return performance.now() - since >= quietMs;
    });
    const end = offsetOf(last.at(-1));
    return this.#read(queue, FROM_FIRST, (messages) => offsetOf(messages.at(-1)) >= end);
  }

  /** What a stream tells until that is enough. */
  async #read(
    queue: Queue,
    from: FieldTable,
    isEnough: (messages: readonly Received[]) => boolean,
  ): Promise<Received[]> {
    const channel = await this.#connection.openChannel();
    const messages: Received[] = [];
    const onDelivery = (delivery: Delivery): void => {
      messages.push(delivery);
      delivery.ack();
    };
    await channel.consume({ consumer: 'look', queue, arguments: from }, onDelivery, () => {});
    do await channel.sync();
    while (!isEnough(messages));
    await channel.cancel('look');
    return messages;
  }

  async #depth(queue: string, share: number): Promise<Depth> {
    try {
      return await (await this.#channel(share)).ready(queue);
    } catch (error) {
      const said = replyText(error);
      if (said?.startsWith('NOT_FOUND')) return 'gone';
      if (said?.startsWith('RESOURCE_LOCKED')) return 'locked';
      throw error;
    }
  }

  /** For what is looked at and stays unacknowledged. */
  #holdingChannel(): Promise<LabChannel> {
    this.#holding ??= this.#connection.openChannel();
    return this.#holding;
  }

  async #channel(share: number): Promise<LabChannel> {
    const known = this.#channels[share];
    if (known?.isOpen) return known;
    const opened = await this.#connection.openChannel();
    this.#channels[share] = opened;
    return opened;
  }
}

/** Its place in the stream, from 0; -1 where there is no message. */
const offsetOf = (message: Received | undefined): number => Number(message?.headers['x-stream-offset'] ?? -1);
