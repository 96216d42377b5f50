import { isPredeclared, isStream } from '../../routing/topology.ts';
import type { Received } from '../amqp/channel.ts';
import type { Depth } from '../observed.ts';
import type { Looker } from './looker.ts';
import type { People } from './people.ts';
import { type Scene, shortDeaths } from './scene.ts';
import type { Traces } from './traces.ts';

/** What is looked at. */
interface Seen extends Scene {
  readonly people: People;
  readonly looker: Looker;
  readonly traces: Pick<Traces, 'created'>;
}

/**
 * Tells what lies in the queues in the end, and what is there no more; `ready` is how much lies in each. A stream holds
 * nothing where it has told nothing for so long.
 */
export async function lookAround(
  ready: ReadonlyMap<string, Depth>,
  seen: Seen,
  quietMs: number,
): Promise<void> {
  const { people, looker, traces } = seen;
  const gone: string[] = [];
  const unread = new Set(people.unreadStreams);
  for (const queue of people.queues) {
    const name = seen.short(queue.name);
    const depth = ready.get(name);
    if (depth === 'gone') gone.push(name);
    else if (unread.has(queue)) {
      const held = looker.streamed(queue, quietMs);
      tellLeft(name, await seen.wait(() => `what the stream '${name}' holds`, held), seen);
    } else if (typeof depth === 'number' && depth > 0 && !isStream(queue)) {
      const left = looker.messages(queue);
      tellLeft(name, await seen.wait(() => `what is left in '${name}'`, left), seen);
    }
  }
  for (const exchange of new Set(traces.created.exchanges))
    if (!isPredeclared(exchange) && !(await looker.exchangeExists(exchange))) gone.push(seen.short(exchange));
  seen.emit({ kind: 'gone', names: gone });
}

function tellLeft(queue: string, messages: readonly Received[], seen: Seen): void {
  for (const { messageId, redelivered, deaths } of messages) {
    const message = seen.messageOf(messageId);
    if (message === undefined) continue;
    seen.emit({ kind: 'left', message, queue, redelivered, deaths: shortDeaths(seen, deaths) });
  }
}
