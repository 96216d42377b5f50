import type { LabChannel, PublishOutcome } from '../../lab/amqp/channel.ts';
import type { Connection } from '../../lab/amqp/connection.ts';
import { EMPTY_TABLE, type FieldTable } from '../../routing/values.ts';
import { Objection } from '../objection.ts';

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

  private constructor(channel: LabChannel, returned: Set<string>) {
    this.channel = channel;
    this.#returned = returned;
  }

  /** `onError` gets what the broker objected to as it closed the channel. */
  static async open(connection: Connection, onError: (error: Objection) => void): Promise<QueueChannel> {
    const returned = new Set<string>();
    const channel = await connection.openConfirmChannel({
      onReturned: ({ messageId = '' }) => returned.add(messageId),
      onError: (_, text) => onError(new Objection(text)),
    });
    return new QueueChannel(channel, returned);
  }

  /** Publishes it, persistent. A broker returns a message before it confirms it. */
  publish(
    { id, queue, body, content, headers = EMPTY_TABLE }: QueueMessage,
    onOutcome: (outcome: QueueOutcome) => void,
  ): void {
    const message = { id, exchange: '', routingKey: queue, headers, body, properties: { persistent: true } };
    this.channel.publish({ message, ...(content && { content }) }, (outcome) => {
      const returned = this.#returned.delete(id);
      onOutcome(returned && outcome === 'confirmed' ? 'unroutable' : outcome);
    });
  }
}
