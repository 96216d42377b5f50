import type { Exchange, Queue } from '../../../routing/topology.ts';
import { listed, quoted } from '../../words.ts';
import { arrivalsIn, deadLettersReach } from '../dead-letter-flow.ts';
import { aboutExchange, aboutQueue, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

export const durableAutoDelete = defineRule({
  id: 'durable-auto-delete',
  severity: 'info',
  summary: 'a durable queue that goes with its last consumer',
  explanation:
    'RabbitMQ deletes an auto-delete queue when its last consumer is gone, with all that lies in it, durable or not: a consumer that is restarted finds an empty queue, or none. Without ever a consumer it stays.',
  *check(view) {
    for (const queue of view.queues) {
      if (!queue.durable || !queue.autoDelete) continue;
      yield {
        subject: aboutQueue(queue),
        message: `Queue ${quoted(queue.name)} is durable, and auto-delete: it survives a restart of the broker, but not one of its consumer.`,
        fix: 'Declare it without auto-delete where messages are to wait for a consumer; x-expires deletes it only when it was unused for so long.',
      };
    }
  },
});

export const deadLettersInTemporaryQueues = defineRule({
  id: 'dead-letters-in-temporary-queue',
  severity: 'warning',
  summary: 'dead letters that get only into queues that go with their consumer',
  explanation:
    'An exclusive queue goes with its connection, an auto-delete queue with its last consumer. Nobody learns of dead letters that come later: they are dropped.',
  *check(view) {
    for (const queue of view.queues) {
      if (isTemporary(queue)) continue;
      const targets = targetsOf(view, queue);
      if (targets.length === 0 || !targets.every(isTemporary)) continue;
      yield {
        subject: aboutQueue(queue),
        message: `The dead letters of queue ${quoted(queue.name)} get only into ${listed(targets.map(({ name }) => name))}, which ${targets.length === 1 ? 'goes' : 'go'} with the last consumer.`,
        fix: 'Bind a durable queue to the dead-letter exchange that is neither exclusive nor auto-delete.',
      };
    }
  },
});

const isTemporary = ({ exclusive, autoDelete }: Queue): boolean => exclusive || autoDelete;

/** Where its dead letters may get to; empty where not all of that is known. */
function targetsOf(view: TopologyView, queue: Queue): readonly Queue[] {
  const deadLettering = view.deadLettering(queue);
  if (!deadLettering) return [];
  const names = new Set<string>();
  for (const keys of arrivalsIn(view, queue)) {
    const { queues, isOpen } = deadLettersReach(view, deadLettering, { keys, certain: true });
    if (isOpen) return [];
    for (const name of queues.keys()) names.add(name);
  }
  const targets = Array.from(names, (name) => view.queue(name));
  return targets.every((target) => target !== undefined) ? targets : [];
}

export const autoDeleteExchange = defineRule({
  id: 'auto-delete-exchange',
  severity: 'info',
  summary: 'an auto-delete exchange that goes with the queues of its consumers',
  explanation:
    'RabbitMQ deletes an auto-delete exchange with its last binding, and who publishes to it then is refused (404), which closes the channel.',
  *check(view) {
    for (const exchange of view.exchanges) {
      if (!exchange.autoDelete || !endsWithItsQueues(view, exchange)) continue;
      yield {
        subject: aboutExchange(exchange),
        message: `Exchange ${quoted(exchange.name)} is auto-delete, and all that is bound to it goes with its consumers: with the last of them it goes, too.`,
        fix: 'Declare it without auto-delete, unless publishers declare it again each time.',
      };
    }
  },
});

function endsWithItsQueues(view: TopologyView, exchange: Exchange): boolean {
  const bindings = view.bindingsFrom(exchange);
  return (
    bindings.length > 0 &&
    bindings.every(({ destinationType, destination }) => {
      const queue = destinationType === 'queue' ? view.queue(destination) : undefined;
      return queue !== undefined && isTemporary(queue);
    })
  );
}
