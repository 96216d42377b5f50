import { isStream, type Queue } from '../../../routing/topology.ts';
import { integerValue } from '../../../routing/values.ts';
import { quoted } from '../../words.ts';
import { dropsHead } from '../dead-letter-flow.ts';
import { aboutQueue, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

const FIX = 'Give the queue an x-dead-letter-exchange if what it loses is to be looked at; else all is well.';

export const expiresSilently = defineRule({
  id: 'expires-silently',
  severity: 'info',
  summary: 'a message TTL on a queue without a dead-letter exchange',
  explanation: 'A message that expires in such a queue is dropped, and nobody learns of it.',
  *check(view) {
    for (const queue of withoutDeadLetters(view)) {
      if (!queue.arguments.has('x-message-ttl')) continue;
      yield {
        subject: aboutQueue(queue),
        message: `What expires in queue ${quoted(queue.name)} is dropped: it has an x-message-ttl and no dead-letter exchange.`,
        fix: FIX,
      };
    }
  },
});

export const overflowsSilently = defineRule({
  id: 'overflows-silently',
  severity: 'info',
  summary: 'a length limit on a queue without a dead-letter exchange',
  explanation:
    'With the overflow drop-head, which is the default, a queue that is full drops its oldest message for each new one. Publishers get their confirm for both.',
  *check(view) {
    for (const queue of withoutDeadLetters(view)) {
      if (!dropsHead(queue)) continue;
      yield {
        subject: aboutQueue(queue),
        message: `When queue ${quoted(queue.name)} is full it drops its oldest messages: it has a length limit and no dead-letter exchange.`,
        fix: "Where no message may be lost, let publishers know with x-overflow 'reject-publish', or give the queue an x-dead-letter-exchange; else all is well.",
      };
    }
  },
});

export const deliveryLimitDrops = defineRule({
  id: 'delivery-limit-drops',
  severity: 'warning',
  summary: 'a delivery limit on a queue without a dead-letter exchange',
  explanation:
    'A message that came back from consumers more often than the limit allows is dropped, and nobody learns of it.',
  *check(view) {
    for (const queue of withoutDeadLetters(view)) {
      const limit = integerValue(queue.arguments.get('x-delivery-limit'));
      // Of one below 0, which is none in later versions, another rule tells.
      if (limit === undefined || limit < 0) continue;
      yield {
        subject: aboutQueue(queue),
        message: `What fails too often in queue ${quoted(queue.name)} is dropped: it has an x-delivery-limit and no dead-letter exchange.`,
        fix: 'Give the queue an x-dead-letter-exchange, and look at what gets there.',
      };
    }
  },
});

export const expiresBeforeTtl = defineRule({
  id: 'queue-expires-before-messages',
  severity: 'warning',
  summary: 'an x-expires that is no longer than the x-message-ttl',
  explanation:
    'A queue that has no consumer, and is neither declared again nor got from for its x-expires, is deleted with its messages; being published to does not count, and what is deleted so is no dead letter.',
  *check(view) {
    for (const queue of view.queues) {
      const [expires, ttl] = ['x-expires', 'x-message-ttl'].map((name) =>
        integerValue(queue.arguments.get(name)),
      );
      if (expires === undefined || ttl === undefined || expires > ttl || !view.deadLettering(queue)) continue;
      yield {
        subject: aboutQueue(queue),
        message: `Queue ${quoted(queue.name)} is deleted when it was unused for ${expires} ms, before its messages are dead letters after ${ttl} ms.`,
        fix: 'Make x-expires longer than x-message-ttl, by some seconds at least, or leave it out.',
      };
    }
  },
});

function withoutDeadLetters(view: TopologyView): readonly Queue[] {
  return view.queues.filter((queue) => !isStream(queue) && !view.deadLettering(queue));
}
