import type { Queue } from '../../../routing/topology.ts';
import { listed, quoted } from '../../words.ts';
import { type Cycle, cycleThrough, diesByItself } from '../dead-letter-flow.ts';
import { aboutQueue, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

export const deadLetterCycleDrops = defineRule({
  id: 'dead-letter-cycle-drops',
  severity: 'warning',
  summary: 'a cycle of dead letters that messages go round without a consumer',
  explanation:
    'When a dead letter would come into a queue in which it died before, and no consumer has rejected it since, RabbitMQ does not put it there: it is dropped without a word.',
  *check(view) {
    for (const { queues } of cyclesOf(view)) {
      const [first] = queues;
      if (!first || !queues.every(diesByItself)) continue;
      const causes = queues.map((queue) => `in ${quoted(queue.name)} they ${diesByItself(queue)}`);
      yield {
        subject: aboutQueue(first),
        message: `Messages that nobody rejects are lost when they come round ${wayText(queues)}: ${causes.join(', ')}.`,
        fix: 'Send what dies by itself in one of the queues to a queue outside of the cycle.',
      };
    }
  },
});

export const deadLetterCycle = defineRule({
  id: 'dead-letter-cycle',
  severity: 'info',
  summary: 'a cycle of dead letters that ends only when consumers stop rejecting',
  explanation:
    'As long as there is a reject in each round, RabbitMQ lets a message go round for ever; it counts the rounds in x-death, and stops at no number. Without a reject it drops the message when it comes round.',
  *check(view) {
    for (const { queues } of cyclesOf(view)) {
      const [first] = queues;
      if (!first || queues.every(diesByItself)) continue;
      const isAtOnce = queues.every((queue) => diesByItself(queue) === undefined);
      yield {
        subject: aboutQueue(first),
        message: `What consumers reject goes round ${wayText(queues)}, as often as they reject it${isAtOnce ? ', and without a pause' : ''}.`,
        fix: 'Let the consumer read the count in x-death, and put a message that has failed too often into a queue outside of the cycle.',
      };
    }
  },
});

export const retryReachesOthers = defineRule({
  id: 'retry-reaches-others',
  severity: 'warning',
  summary: 'a retry by dead letters that copies the message into other queues',
  explanation:
    'A dead letter is routed like any message: sent back through an exchange with more than one binding for it, it gets into all the queues behind that, and those that had no trouble with it get it again.',
  *check(view) {
    for (const queue of view.queues) {
      // Where messages only wait, nobody has had them.
      if (queue.arguments.has('x-message-ttl')) continue;
      const cycle = cycleThrough(view, queue);
      if (!cycle || cycle.others.length === 0) continue;
      yield {
        subject: aboutQueue(queue),
        message: `When a dead letter of queue ${quoted(queue.name)} comes back into it, ${listed(cycle.others)} ${cycle.others.length === 1 ? 'gets' : 'get'} it again as well.`,
        fix: `Send it back by the default exchange ('') with x-dead-letter-routing-key ${quoted(queue.name)}.`,
      };
    }
  },
});

/** Each once. */
function cyclesOf(view: TopologyView): readonly Cycle[] {
  const cycles = new Map<string, Cycle>();
  for (const queue of view.queues) {
    const cycle = cycleThrough(view, queue);
    if (!cycle) continue;
    const names = cycle.queues.map(({ name }) => name).sort();
    const which = JSON.stringify(names);
    if (!cycles.has(which)) cycles.set(which, cycle);
  }
  return [...cycles.values()];
}

const wayText = (queues: readonly Queue[]): string =>
  [...queues, ...queues.slice(0, 1)].map(({ name }) => quoted(name)).join(' → ');
