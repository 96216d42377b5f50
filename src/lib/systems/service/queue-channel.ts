import type { LabChannel, PublishOutcome } from '../../lab/amqp/channel.ts';
import type { Connection } from '../../lab/amqp/connection.ts';
import { EMPTY_TABLE, type FieldTable } from '../../routing/values.ts';
import type { GiveUp } from './link.ts';

/** `unroutable`: there is no such queue, and so it came back. */
export type QueueOutcome = PublishOutcome | 'unroutable';

/** A message for a queue; `content` instead of the body where that may be no text. */
export interface QueueMessage {
  readonly id: string;
  readonly queue: string;
  readonly body: string;
  readonly content?: Uint8Array;
  readonly headers?: FieldTable;
}

/** A confirm channel that knows of each message whether a queue has it: a confirm alone does not say so. */
export class QueueChannel {
  readonly channel: LabChannel;
  readonly #returned: Set<string>;
  readonly #giveUp: GiveUp;

  private constructor(channel: LabChannel, returned: Set<string>, giveUp: GiveUp) {
    this.channel = channel;
    this.#returned = returned;
    this.#giveUp = giveUp;
  }

  /** Gives up where the broker closes the channel, or a queue is gone: on a new connection all are declared again. */
  static async open(connection: Connection, giveUp: GiveUp): Promise<QueueChannel> {
    const returned = new Set<string>();
    const channel = await connection.openConfirmChannel({
      onReturned: ({ messageId = '' }) => returned.add(messageId),
      onError: (_, __, error) => giveUp(error),
    });
    return new QueueChannel(channel, returned, giveUp);
  }

  /** Publishes it, persistent. A broker returns a message before it confirms it. */
  publish(
    { id, queue, body, content, headers = EMPTY_TABLE }: QueueMessage,
    onOutcome: (outcome: QueueOutcome) => void,
  ): void {
    const message = { id, exchange: '', routingKey: queue, headers, body, properties: { persistent: true } };
    this.channel.publish({ message, ...(content && { content }) }, (outcome) => {
      const returned = this.#returned.delete(id);
      if (!returned || outcome !== 'confirmed') return onOutcome(outcome);
      this.#giveUp(deleted(queue));
      onOutcome('unroutable');
    });
  }
}

/** Why to give up: a queue that was declared is no more. */
export const deleted = (queue: string): Error => new Error(`somebody deleted the queue '${queue}'`);
