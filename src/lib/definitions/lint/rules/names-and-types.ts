import { EXCHANGE_TYPES, isPredeclared, RESERVED_PREFIX } from '../../../routing/topology.ts';
import { isServerNamed, quoted } from '../../words.ts';
import { nearMiss } from '../near-miss.ts';
import { aboutExchange, aboutQueue, defineRule } from '../rule.ts';

export const exchangeTypeNotModelled = defineRule({
  id: 'exchange-type-not-modelled',
  severity: 'info',
  summary: "an exchange of a plugin's type, about which nothing is said",
  explanation:
    'Where its messages go is not known here. No rule guesses: what passes through the exchange may reach anything that is bound to it. RabbitMQ refuses the type (503) where no plugin has it, which closes the connection.',
  *check(view) {
    for (const exchange of view.exchanges) {
      if (view.isModelled(exchange)) continue;
      const meant = nearMiss(exchange.type, EXCHANGE_TYPES);
      yield {
        subject: aboutExchange(exchange),
        message: `Exchange ${quoted(exchange.name)} is of type '${exchange.type}', which is not modelled${meant ? `: did you mean ${meant}?` : '.'}`,
        fix: meant
          ? `Write ${meant}, unless a plugin has the type.`
          : 'Nothing to mend; try on RabbitMQ what goes through it.',
      };
    }
  },
});

export const reservedName = defineRule({
  id: 'reserved-name',
  severity: 'error',
  summary: 'a name that begins with amq., which only the broker gives',
  explanation: 'RabbitMQ refuses the declaration (403), which closes the channel.',
  *check({ topology }) {
    const named = [
      ...topology.exchanges.map((each) => ({ subject: aboutExchange(each), name: each.name })),
      ...topology.queues.map((each) => ({ subject: aboutQueue(each), name: each.name })),
    ];
    for (const { subject, name } of named) {
      const isGiven = subject.kind === 'exchange' ? isPredeclared(name) : isServerNamed(name);
      if (!name.startsWith(RESERVED_PREFIX) || isGiven) continue;
      yield {
        subject,
        message: `The ${subject.kind} ${quoted(name)} has a name that begins with '${RESERVED_PREFIX}'.`,
        fix: 'Give it another name.',
      };
    }
  },
});
