import type { LabChannel } from './connection.ts';

/** What settling looks at. */
export interface Moving {
  /** Each queue with the channel that asks for it: its consumer's, whose answer comes after every delivery before it. */
  readonly queues: readonly {
    readonly queue: string;
    readonly channel: LabChannel;
    /** Whether a consumer takes everything that becomes ready there, so that what is ready is still on its way. */
    readonly drained: boolean;
  }[];
  /** How many messages consumers have received so far. */
  received(): number;
  /** Told what each round saw, so that a deadline can name what was still moving. */
  onRound(ready: ReadonlyMap<string, number>): void;
}

/**
 * Asks in rounds until two in a row see the same ready and received counts, and gives the ready counts. One round is
 * not enough: measured on RabbitMQ, a message may still be between two queues when both were asked. Nor are two where
 * a drained queue is not empty: a busy queue answers before it has handled what makes it go on.
 */
export async function settle(moving: Moving): Promise<ReadonlyMap<string, number>> {
  let before = '';
  for (;;) {
    const counts = await Promise.all(moving.queues.map(({ queue, channel }) => channel.ready(queue)));
    const ready = new Map(moving.queues.map(({ queue }, at) => [queue, counts[at] ?? 0]));
    const now = `${moving.received()} ${counts.join(' ')}`;
    const still = moving.queues.some(({ drained }, at) => drained && counts[at] !== 0);
    if (now === before && !still) return ready;
    moving.onRound(ready);
    before = now;
  }
}
