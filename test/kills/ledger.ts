/** How far something got: it was asked for, or it is on disk since something that came after it was confirmed. */
export type Certainty = 'no' | 'asked' | 'sure';

/** A message in one queue, as its publisher and its consumers know it. */
export interface Tracked {
  readonly id: string;
  readonly publisher: string;
  /** Counts up for each publisher. */
  readonly number: number;
  readonly queue: string;
  readonly persistent: boolean;
  confirmed: boolean;
  /** It went to a consumer, and something that came after that is on disk. */
  delivered: boolean;
  acked: Certainty;
  rejected: Certainty;
  /** By whom it was last rejected, and when, in the order of all rejections. */
  rejectedBy: string;
  rejectedAt: number;
}

/** All messages that may still be somewhere. */
export class Ledger {
  /** What must not have happened. */
  readonly faults: string[] = [];
  readonly #tracked = new Map<string, Tracked>();
  readonly #numbers = new Map<string, number>();
  #rejections = 0;
  #confirms = 0;
  #awaited = { count: Number.POSITIVE_INFINITY, reached: (): void => {} };

  /** What is published next; each queue that it goes to has a line of its own. */
  publish(publisher: string, queues: readonly string[], persistent = true): Tracked[] {
    const number = (this.#numbers.get(publisher) ?? 0) + 1;
    this.#numbers.set(publisher, number);
    return queues.map((queue) => {
      const tracked: Tracked = {
        id: `${publisher}-${number}`,
        publisher,
        number,
        queue,
        persistent,
        confirmed: false,
        delivered: false,
        acked: 'no',
        rejected: 'no',
        rejectedBy: '',
        rejectedAt: 0,
      };
      this.keep(tracked);
      return tracked;
    });
  }

  find(queue: string, id: string): Tracked | undefined {
    return this.#tracked.get(key(queue, id));
  }

  in(queue: string): Tracked[] {
    return [...this.#tracked.values()].filter((tracked) => tracked.queue === queue);
  }

  reject(tracked: Tracked, consumer: string): void {
    tracked.rejected = 'asked';
    tracked.rejectedBy = consumer;
    tracked.rejectedAt = ++this.#rejections;
  }

  confirm(lines: readonly Tracked[]): void {
    for (const line of lines) line.confirmed = true;
    if (++this.#confirms >= this.#awaited.count) this.#awaited.reached();
  }

  /** Waits until so many messages more are confirmed. */
  confirms(count: number): Promise<void> {
    return new Promise((reached) => {
      this.#awaited = { count: this.#confirms + count, reached };
    });
  }

  keep(tracked: Tracked): void {
    this.#tracked.set(key(tracked.queue, tracked.id), tracked);
  }

  /** It is nowhere any more. */
  forget({ queue, id }: Pick<Tracked, 'queue' | 'id'>): void {
    this.#tracked.delete(key(queue, id));
  }
}

const key = (queue: string, id: string): string => `${queue} ${id}`;
