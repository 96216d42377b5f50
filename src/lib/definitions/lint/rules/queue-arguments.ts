import type { Queue } from '../../../routing/topology.ts';
import { formatValue, integerValue, stringValue } from '../../../routing/values.ts';
import { listed, quoted } from '../../words.ts';
import { QUEUE_ARGUMENTS, queueTypeOf } from '../queue-arguments.ts';
import { aboutExchange, aboutQueue, defineRule, type Found } from '../rule.ts';

const REFUSED =
  'RabbitMQ refuses to declare the queue (406), which closes the channel; an import of definitions fails.';

export const queueArgumentValue = defineRule({
  id: 'queue-argument-value',
  severity: 'error',
  summary: 'an argument of a queue with a value that RabbitMQ refuses',
  explanation: REFUSED,
  *check(view) {
    for (const queue of view.queues) {
      const type = queueTypeOf(queue);
      for (const [name, value] of queue.arguments) {
        const { wanted, types } = QUEUE_ARGUMENTS[name] ?? {};
        // Of what the queue's type does not have, another rule tells.
        const isForeign = types && type && !types.includes(type);
        if (!wanted || isForeign || wanted.accepts(value)) continue;
        const text = value.type === 'string' ? `the text ${formatValue(value)}` : formatValue(value);
        yield {
          subject: aboutQueue(queue),
          message: `Queue ${quoted(queue.name)} has ${text} as ${name}; RabbitMQ wants ${wanted.text}.`,
          fix: `Write ${wanted.text}.`,
        };
      }
    }
  },
});

export const queueArgumentType = defineRule({
  id: 'queue-argument-type',
  severity: 'error',
  summary: 'an argument that the type of the queue does not have',
  explanation: REFUSED,
  *check(view) {
    for (const queue of view.queues) {
      const type = queueTypeOf(queue);
      if (!type) continue;
      for (const name of queue.arguments.keys()) {
        const { types } = QUEUE_ARGUMENTS[name] ?? {};
        if (!types || types.includes(type)) continue;
        yield {
          subject: aboutQueue(queue),
          message: `Queue ${quoted(queue.name)} is a ${type} queue, and ${name} is for ${listed(types, (each) => each)} queues.`,
          fix: `Take the argument away, or declare the queue with x-queue-type ${listed(types, (each) => each).replace(' and ', ' or ')}.`,
        };
      }
    }
  },
});

export const queueTypeProperty = defineRule({
  id: 'queue-type-property',
  severity: 'error',
  summary: 'a quorum queue or stream that is transient, exclusive or auto-delete',
  explanation:
    'Quorum queues and streams are durable and belong to nobody. RabbitMQ refuses any other (406), which closes the channel; an import of definitions passes over the queue without a word.',
  *check(view) {
    for (const queue of view.queues) {
      const type = queueTypeOf(queue);
      const wrong = [
        ...(queue.durable ? [] : ['transient']),
        ...(queue.exclusive ? ['exclusive'] : []),
        ...(queue.autoDelete ? ['auto-delete'] : []),
      ];
      if (type === undefined || type === 'classic' || wrong.length === 0) continue;
      yield {
        subject: aboutQueue(queue),
        message: `Queue ${quoted(queue.name)} is ${listed(wrong, (each) => each)}, which a ${type === 'stream' ? 'stream' : 'quorum queue'} cannot be.`,
        fix: 'Declare it durable, not exclusive and not auto-delete; or as a classic queue.',
      };
    }
  },
});

export const deadLetterKeyAlone = defineRule({
  id: 'dead-letter-key-alone',
  severity: 'error',
  summary: 'an x-dead-letter-routing-key without an x-dead-letter-exchange',
  explanation: REFUSED,
  *check(view) {
    for (const queue of view.queues) {
      const { arguments: args } = queue;
      if (!args.has('x-dead-letter-routing-key') || args.has('x-dead-letter-exchange')) continue;
      yield {
        subject: aboutQueue(queue),
        message: `Queue ${quoted(queue.name)} has an x-dead-letter-routing-key and no x-dead-letter-exchange.`,
        fix: "Name the exchange; '' is the default one, where the key is the name of a queue.",
      };
    }
  },
});

export const argumentWithoutEffect = defineRule({
  id: 'argument-without-effect',
  severity: 'warning',
  summary: 'an argument of a quorum queue that RabbitMQ accepts and does not act on',
  explanation:
    'RabbitMQ declares the queue, writes a warning into its log at most, and does without the argument.',
  *check(view) {
    for (const queue of view.queues) {
      if (queueTypeOf(queue) !== 'quorum') continue;
      for (const found of withoutEffect(queue)) yield { subject: aboutQueue(queue), ...found };
    }
  },
});

function* withoutEffect({ name, arguments: args }: Queue): Iterable<Omit<Found, 'subject'>> {
  const limit = args.get('x-delivery-limit');
  if (limit && integerValue(limit) === undefined)
    yield {
      message: `Queue ${quoted(name)} has ${formatValue(limit)} as x-delivery-limit, which is no whole number: it has no limit.`,
      fix: 'Write a whole number.',
    };
  const overflow = stringValue(args.get('x-overflow')) ?? 'drop-head';
  if (overflow === 'reject-publish-dlx')
    yield {
      message: `Queue ${quoted(name)} has the x-overflow reject-publish-dlx, which quorum queues do not know: when it is full, it drops its oldest messages.`,
      fix: "Write 'reject-publish', or use a classic queue.",
    };
  if (stringValue(args.get('x-dead-letter-strategy')) !== 'at-least-once') return;
  if (!args.has('x-dead-letter-exchange'))
    yield {
      message: `Queue ${quoted(name)} has the x-dead-letter-strategy at-least-once and no dead-letter exchange.`,
      fix: 'Give it an x-dead-letter-exchange, or take the strategy away.',
    };
  else if (overflow !== 'reject-publish')
    yield {
      message: `Queue ${quoted(name)} has the x-dead-letter-strategy at-least-once, but with the overflow ${overflow} its dead letters are sent at most once.`,
      fix: "Set x-overflow to 'reject-publish' as well.",
    };
}

export const exchangeArgumentValue = defineRule({
  id: 'exchange-argument-value',
  severity: 'error',
  summary: 'an alternate-exchange that is no text',
  explanation:
    'RabbitMQ refuses to declare the exchange (406), which closes the channel; an import of definitions accepts it, and the exchange has no alternate exchange.',
  *check(view) {
    for (const exchange of view.exchanges) {
      const value = exchange.arguments.get('alternate-exchange');
      if (!value || value.type === 'string') continue;
      yield {
        subject: aboutExchange(exchange),
        message: `Exchange ${quoted(exchange.name)} has ${formatValue(value)} as its alternate-exchange; RabbitMQ wants the name of an exchange.`,
        fix: 'Write the name as a text.',
      };
    }
  },
});
