import { wordsOf } from '../../../routing/exchange-types/topic-words.ts';
import { integerValue } from '../../../routing/values.ts';
import { LATER_DIFFERENCES, type LaterDifference } from '../../later-versions.ts';
import { bindingText, quoted } from '../../words.ts';
import { queueTypeOf } from '../queue-arguments.ts';
import { aboutBinding, aboutQueue, defineRule } from '../rule.ts';

const TRANSIENT = later('transient-queues');
const HASHES = later('topic-hashes');
const DELIVERY_LIMIT = later('quorum-delivery-limit');
const NO_LIMIT = later('negative-delivery-limit');
const MOST_HASHES = 2;

export const laterTransientQueue = defineRule({
  id: 'later-transient-queue',
  severity: 'warning',
  summary: `a queue that RabbitMQ ${TRANSIENT.since} and later refuse: neither durable nor exclusive`,
  explanation: explained(TRANSIENT),
  *check(view) {
    for (const queue of view.queues) {
      if (queue.durable || queue.exclusive || queueTypeOf(queue) !== 'classic') continue;
      yield {
        subject: aboutQueue(queue),
        message: `Queue ${quoted(queue.name)} is neither durable nor exclusive: RabbitMQ ${TRANSIENT.since} and later refuse it.`,
        fix: 'Declare it durable (with x-expires, if it is to go when nobody uses it), or exclusive.',
      };
    }
  },
});

export const laterTopicHashes = defineRule({
  id: 'later-topic-hashes',
  severity: 'warning',
  summary: `a topic pattern that RabbitMQ ${HASHES.since} and later refuse: more than two #`,
  explanation: explained(HASHES),
  *check(view) {
    for (const [source, bindings] of view.sources()) {
      if (source.type !== 'topic') continue;
      for (const binding of bindings) {
        const hashes = wordsOf(binding.routingKey).filter((word) => word === '#').length;
        if (hashes <= MOST_HASHES) continue;
        yield {
          subject: aboutBinding(binding),
          message: `The binding ${bindingText(binding)} has ${hashes} # in its key: RabbitMQ ${HASHES.since} and later refuse it.`,
          fix: 'Do with two; several # side by side take no more than one.',
        };
      }
    }
  },
});

export const laterDeliveryLimit = defineRule({
  id: 'later-delivery-limit',
  severity: 'info',
  summary: `a quorum queue that has a delivery limit of 20 from RabbitMQ ${DELIVERY_LIMIT.since} on`,
  explanation: explained(DELIVERY_LIMIT),
  *check(view) {
    for (const queue of view.queues) {
      if (queueTypeOf(queue) !== 'quorum' || queue.arguments.has('x-delivery-limit')) continue;
      const then = view.deadLettering(queue) ? 'dead-lettered' : 'dropped';
      yield {
        subject: aboutQueue(queue),
        message: `Queue ${quoted(queue.name)} says nothing of x-delivery-limit: from RabbitMQ ${DELIVERY_LIMIT.since} on, what comes back more than 20 times is ${then}.`,
        fix: 'Set the x-delivery-limit that is meant, and a dead-letter exchange.',
      };
    }
  },
});

export const laterNoDeliveryLimit = defineRule({
  id: 'later-no-delivery-limit',
  severity: 'warning',
  summary: `a delivery limit of -1, which is none only from RabbitMQ ${NO_LIMIT.since} on`,
  explanation: explained(NO_LIMIT),
  *check(view) {
    for (const queue of view.queues) {
      const limit = integerValue(queue.arguments.get('x-delivery-limit'));
      if (queueTypeOf(queue) !== 'quorum' || limit === undefined || limit >= 0) continue;
      const then = view.deadLettering(queue) ? 'dead-lettered' : 'dropped';
      yield {
        subject: aboutQueue(queue),
        message: `Queue ${quoted(queue.name)} has the x-delivery-limit ${limit}: before RabbitMQ ${NO_LIMIT.since}, what comes back once is ${then}.`,
        fix: `Before RabbitMQ ${NO_LIMIT.since} leave it out: that is no limit there. From then on all is well.`,
      };
    }
  },
});

function later(behaviour: string): LaterDifference {
  const found = LATER_DIFFERENCES.find((each) => each.behaviour === behaviour);
  if (!found) throw new Error(`no later difference is called '${behaviour}'`);
  return found;
}

function explained({ since, text }: LaterDifference): string {
  return `From RabbitMQ ${since} on: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
