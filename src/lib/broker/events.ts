import type { RoutingStep } from '../routing/route.ts';
import type { Binding, Exchange, Queue } from '../routing/topology.ts';
import type { MessageView } from './message-view.ts';
import type { DeathReason } from './queues/queue.ts';

/** What happened in the broker. `virtualHost` and names say where. */
export type BrokerEvent = { readonly virtualHost: string } & (
  | { readonly type: 'exchange-declared'; readonly exchange: Exchange }
  | { readonly type: 'exchange-deleted'; readonly exchange: string }
  | { readonly type: 'queue-declared'; readonly queue: Queue }
  | { readonly type: 'queue-deleted'; readonly queue: string }
  | { readonly type: 'bound' | 'unbound'; readonly binding: Binding }
  | {
      readonly type: 'routed';
      readonly message: MessageView;
      readonly queues: readonly string[];
      readonly tried: readonly RoutingStep[];
    }
  | { readonly type: 'returned'; readonly message: MessageView }
  /** A queue took the message, or refused it for being full. */
  | { readonly type: 'enqueued' | 'refused'; readonly message: MessageView; readonly queue: string }
  | {
      readonly type: 'delivered';
      readonly message: MessageView;
      /** None for a direct reply. */
      readonly queue: string | undefined;
      /** None for basic.get. */
      readonly consumerTag: string | undefined;
      readonly redelivered: boolean;
    }
  | {
      readonly type: 'acknowledged' | 'requeued' | 'rejected';
      readonly queue: string;
      readonly messages: readonly MessageView[];
    }
  | {
      readonly type: 'dead-lettered';
      readonly message: MessageView;
      readonly queue: string;
      readonly reason: DeathReason;
      readonly exchange: string;
      readonly queues: readonly string[];
    }
  | {
      readonly type: 'dropped';
      readonly message: MessageView;
      /** None where the message reached no queue at all. */
      readonly queue: string | undefined;
      readonly reason: DeathReason | 'unroutable';
    }
  | { readonly type: 'purged'; readonly queue: string; readonly messageCount: number }
);

export type BrokerEventListener = (event: BrokerEvent) => void;

/** Tells listeners; without any, an event costs one comparison. */
export class BrokerEvents {
  readonly #listeners = new Set<BrokerEventListener>();

  get wanted(): boolean {
    return this.#listeners.size > 0;
  }

  /** Returns what takes the listener away again. */
  subscribe(listener: BrokerEventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A listener that throws does not disturb the broker: its error ends up where uncaught ones do. */
  emit(event: BrokerEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
