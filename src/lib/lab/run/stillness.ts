import { isBrokerFault } from '../amqp/broker-faults.ts';
import type { Depth } from '../observed.ts';
import type { Looker } from './looker.ts';
import type { People } from './people.ts';
import type { Role } from './role.ts';
import { blockedText, type Scene } from './scene.ts';
import { type Moving, rest, settle, settleAtOnce } from './settle.ts';

/** What stillness is told by. */
interface Watched extends Scene {
  readonly looker: Looker;
  readonly events: readonly unknown[];
}

/** Measured on RabbitMQ, busy with other work: a quorum queue took up to 10 ms to apply what it had been told. */
const QUIET_MS = 50;
/** And the reader of a stream whose beginning had just been dropped paused now and then for more than 50. */
export const STREAM_QUIET_MS = 250;

/** Knows when nothing moves any more. */
export class Stillness {
  readonly #scene: Watched;
  readonly #people: People;
  readonly #roles: () => readonly Role[];
  readonly #isEmbedded: boolean;

  constructor(scene: Watched, people: People, roles: () => readonly Role[], isEmbedded: boolean) {
    this.#scene = scene;
    this.#people = people;
    this.#roles = roles;
    this.#isEmbedded = isEmbedded;
  }

  /** Waits until everything is still, and gives how much lies in each queue, by the experiment's names. */
  async settle(): Promise<ReadonlyMap<string, Depth>> {
    let seen: ReadonlyMap<string, Depth> = new Map();
    const moving = this.#moving((ready) => {
      seen = ready;
    });
    const settling = this.#isEmbedded ? settleAtOnce(moving) : settle(moving);
    const ready = await this.#scene.wait(() => this.#movingText(seen), settling);
    return new Map(Array.from(ready, ([queue, depth]) => [this.#scene.short(queue), depth] as const));
  }

  /** The same without a look into the queues. */
  async rest(): Promise<void> {
    await this.#scene.wait(() => 'everybody to come to rest', rest(this.#moving(() => {})));
  }

  #moving(onRound: Moving['onRound']): Moving {
    const people = this.#people;
    return {
      sync: () => this.#sync(),
      depths: () => this.#depths(),
      // Looks and samples are events as well, but none happens while this is asked.
      activity: () => this.#scene.events.length,
      drained: () =>
        new Set(people.consumers.filter(({ takesAll }) => takesAll).map(({ queue }) => queue.name)),
      rounds: 2,
      quietMs: people.readsStream ? STREAM_QUIET_MS : people.hasReplicatedQueues ? QUIET_MS : 0,
      onRound,
    };
  }

  async #depths(): Promise<Map<string, Depth>> {
    const depths = await this.#scene.looker.depths(this.#people.queueNames);
    for (const [queue, depth] of depths)
      if (typeof depth === 'number' && this.#people.isStream(queue)) depths.set(queue, 'stream');
    return depths;
  }

  async #sync(): Promise<void> {
    const { confirms } = this.#scene;
    const what = (): string => `${confirms.describe('publisher confirms')}${this.#blockedText()}`;
    if (confirms.open > 0) await this.#scene.wait(what, confirms.none());
    for (const consumer of this.#people.consumers) await consumer.settled();
    await Promise.all(this.#roles().map(syncRole));
    if (confirms.open > 0) await this.#sync();
  }

  #blockedText(): string {
    return blockedText(this.#roles().find(({ blocked }) => blocked !== undefined)?.blocked);
  }

  #movingText(ready: ReadonlyMap<string, Depth>): string {
    const waiting = [...ready].filter(([, depth]) => Number(depth) > 0);
    const texts = waiting.slice(0, 3).map(([queue, depth]) => `${depth} in '${this.#scene.short(queue)}'`);
    const queues = texts.length === 0 ? 'an answer about every queue' : texts.join(', ');
    const { confirms, events } = this.#scene;
    const open =
      confirms.open > 0 ? `, ${confirms.describe('publisher confirms')}${this.#blockedText()}` : '';
    return `the queues to come to rest: ${queues}${open}, ${events.length} things happened`;
  }
}

/** A channel that the broker closes meanwhile is an event of its own. */
async function syncRole(role: Role): Promise<void> {
  try {
    await role.live?.sync();
  } catch (error) {
    if (!isBrokerFault(error)) throw error;
  }
}
