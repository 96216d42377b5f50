import { groupBy } from '../../../group-by.ts';
import type { Queue } from '../../../routing/topology.ts';
import { listed, quoted } from '../../words.ts';
import { arrivalsIn, deadLettersReach } from '../dead-letter-flow.ts';
import { type Keys, meet } from '../keys.ts';
import { aboutQueue, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

export const deadLettersDoubled = defineRule({
  id: 'dead-letters-doubled',
  severity: 'warning',
  summary: 'dead letters that get into the dead-letter queue of another queue, too',
  explanation:
    'Queues that share a dead-letter exchange share what it does with a key: each dead letter gets into all queues that are bound for it, whichever queue it died in.',
  *check(view) {
    for (const letters of groupedByExchange(view)) {
      const names = new Set(letters.map(({ sender }) => sender.name));
      const owners = new Map(letters.map(({ target }) => [target, ownerOf(target.name, names)]));
      for (const [sender, all] of groupBy(letters, (letter) => letter.sender)) {
        const own = all.filter(({ target }) => owners.get(target) === sender.name);
        const strange = all.filter(({ target, keys }) => {
          const owner = owners.get(target);
          const isStrange = owner !== undefined && owner !== sender.name;
          return isStrange && own.some((letter) => meet(letter.keys, keys));
        });
        if (strange.length === 0) continue;
        const [there, here] = [strange, own].map((some) => listed(namesOf(some.map(({ target }) => target))));
        yield {
          subject: aboutQueue(sender),
          message: `The dead letters of queue ${quoted(sender.name)} get into ${there} as well as into ${here}.`,
          fix: 'Give each queue an x-dead-letter-routing-key of its own, on a direct dead-letter exchange.',
        };
      }
    }
  },
});

export const deadLettersMixed = defineRule({
  id: 'dead-letters-mixed',
  severity: 'info',
  summary: 'a queue in which the dead letters of several queues lie under the same keys',
  explanation:
    'Nothing but the header x-first-death-queue (and x-death) tells such dead letters apart. A message that dies in two of the queues lies there twice.',
  *check(view) {
    for (const letters of groupedByExchange(view)) {
      for (const [target, all] of groupBy(letters, (letter) => letter.target)) {
        const senders = namesOf(mixed(all).map(({ sender }) => sender));
        // A queue that passes on what it gets is read by nobody.
        if (senders.length < 2 || senders.includes(target.name) || view.deadLettering(target)) continue;
        yield {
          subject: aboutQueue(target),
          message: `In queue ${quoted(target.name)} the dead letters of ${listed(senders)} lie mixed, under the same keys.`,
          fix: 'Where they have to be told apart, give each queue an x-dead-letter-routing-key and a dead-letter queue of its own; else read x-first-death-queue.',
        };
      }
    }
  },
});

/** Dead letters with one of the keys that get from one queue to another. */
interface Letters {
  readonly sender: Queue;
  readonly target: Queue;
  readonly exchange: string;
  readonly keys: Keys;
}

/** Those that share a dead-letter exchange with others. */
function* groupedByExchange(view: TopologyView): Iterable<readonly Letters[]> {
  const byExchange = groupBy(view.queues, (queue) => view.deadLettering(queue)?.exchange);
  for (const [exchange, senders] of byExchange) {
    if (exchange === undefined || senders.length < 2) continue;
    yield senders.flatMap((sender) => lettersOf(view, sender, exchange));
  }
}

function lettersOf(view: TopologyView, sender: Queue, exchange: string): readonly Letters[] {
  const deadLettering = view.deadLettering(sender);
  if (!deadLettering) return [];
  return arrivalsIn(view, sender).flatMap((came) => {
    const { queues } = deadLettersReach(view, deadLettering, { keys: came, certain: true });
    return Array.from(queues).flatMap(([name, flows]) => {
      const target = view.queue(name);
      const sure = flows.filter(({ certain }) => certain);
      return target ? sure.map(({ keys }) => ({ sender, target, exchange, keys })) : [];
    });
  });
}

/** The others are not looked at. */
const MAX_COMPARED = 200;

/** Those under a key under which another queue sends some as well. */
function mixed(letters: readonly Letters[]): readonly Letters[] {
  // What only waits in a queue is no dead letter to anybody.
  const compared = letters
    .filter(({ sender }) => !sender.arguments.has('x-message-ttl'))
    .slice(0, MAX_COMPARED);
  return compared.filter((one) =>
    compared.some((other) => other.sender !== one.sender && meet(one.keys, other.keys)),
  );
}

/** The longest of the names that a dead-letter queue has in its own, as whole words: `orders` of `orders.dead`. */
function ownerOf(target: string, names: ReadonlySet<string>): string | undefined {
  const ends = Array.from(target.matchAll(/(?<![\p{L}\p{N}])|(?![\p{L}\p{N}])/gu), ({ index }) => index);
  const parts = ends.flatMap((from) => ends.filter((to) => to > from).map((to) => target.slice(from, to)));
  const owners = parts.filter((part) => part !== target && names.has(part));
  return owners.sort((a, b) => b.length - a.length)[0];
}

const namesOf = (queues: readonly Queue[]): readonly string[] => [...new Set(queues.map(({ name }) => name))];
