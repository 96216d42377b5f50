import { DEFAULT_EXCHANGE, type Exchange } from '../../../routing/topology.ts';
import { quoted } from '../../words.ts';
import { arrivalsIn, deadKeys } from '../dead-letter-flow.ts';
import { bindingPattern, candidates, leadsNowhere, takenBy } from '../flow.ts';
import { takenMessages } from '../headers-binding.ts';
import { covers, takeEveryKey } from '../key-pattern.ts';
import { EVERY_KEY, type Keys } from '../keys.ts';
import { aboutExchange, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

const ANY_MESSAGE = { keys: EVERY_KEY, certain: true };

export const alternateExchangeMissing = defineRule({
  id: 'alternate-exchange-missing',
  severity: 'error',
  summary: 'an alternate exchange that does not exist',
  explanation:
    'RabbitMQ accepts the name of any exchange, and looks it up with each message that no binding takes: while there is none, that message is dropped, or returned if its publisher asked for that (mandatory).',
  *check(view) {
    for (const exchange of view.exchanges) {
      const alternate = view.alternateOf(exchange);
      if (alternate === undefined || view.exchange(alternate)) continue;
      yield {
        subject: aboutExchange(exchange),
        message: `Exchange ${quoted(exchange.name)} has the alternate exchange ${quoted(alternate)}, which does not exist.`,
        fix: `Declare ${quoted(alternate)} and bind a queue to it, or correct the name in alternate-exchange.`,
      };
    }
  },
});

export const alternateExchangeLeadsNowhere = defineRule({
  id: 'alternate-exchange-leads-nowhere',
  severity: 'error',
  summary: 'an alternate exchange from which no message gets to a queue',
  explanation:
    'What no binding takes goes to the alternate exchange, and where no queue takes it there, it is dropped, or returned if its publisher asked for that (mandatory).',
  *check(view) {
    for (const exchange of view.exchanges) {
      const alternate = view.alternateOf(exchange);
      if (alternate === undefined || !view.exchange(alternate) || !view.isModelled(exchange)) continue;
      const hasOwnText = alternate === exchange.name || alternate === DEFAULT_EXCHANGE;
      if (!hasOwnText && !leadsNowhere(view, alternate, ANY_MESSAGE, [exchange.name])) continue;
      yield {
        subject: aboutExchange(exchange),
        message: deadEndText(exchange.name, alternate),
        fix: 'Bind a queue to the alternate exchange: a fanout exchange takes whatever the key.',
      };
    }
  },
});

function deadEndText(name: string, alternate: string): string {
  if (alternate === name)
    return `Exchange ${quoted(name)} is its own alternate exchange, and what it does not take at first it does not take then.`;
  if (alternate === DEFAULT_EXCHANGE)
    return `The default exchange, the alternate exchange of ${quoted(name)}, gets a message to no queue there, not even under the name of one.`;
  return `Nothing gets to a queue from ${quoted(alternate)}, the alternate exchange of ${quoted(name)}.`;
}

export const droppingExchange = defineRule({
  id: 'dropping-exchange',
  severity: 'info',
  summary: 'an exchange that can drop messages: no alternate exchange, not every key bound',
  explanation:
    'RabbitMQ confirms a message that no binding takes, and drops it; it comes back only to a publisher that asked for that (mandatory).',
  *check(view) {
    for (const exchange of view.exchanges) {
      if (view.alternateOf(exchange) !== undefined || !view.isModelled(exchange)) continue;
      // Where nothing gets to a queue, another rule says so.
      if (takesEverything(view, exchange) || leadsNowhere(view, exchange.name, ANY_MESSAGE)) continue;
      const what =
        exchange.type === 'headers'
          ? 'whose headers no binding asks for'
          : 'with a key for which nothing is bound';
      yield {
        subject: aboutExchange(exchange),
        message: `Exchange ${quoted(exchange.name)} drops messages ${what}, and has no alternate exchange.`,
        fix: 'Give it an alternate exchange (a fanout with a queue to look at), or let publishers set mandatory.',
      };
    }
  },
});

/** Whether a binding takes each message that comes to the exchange, as far as that is known. */
function takesEverything(view: TopologyView, exchange: Exchange): boolean {
  const bindings = view.bindingsFrom(exchange);
  switch (exchange.type) {
    case 'fanout':
      return bindings.length > 0;
    case 'headers':
      return bindings.some((binding) => takenMessages(binding) === 'all');
    default: {
      const patterns = bindings.map((binding) => bindingPattern(binding, exchange));
      return (
        takeEveryKey(patterns) || incoming(view, exchange).every((keys) => takesAll(view, exchange, keys))
      );
    }
  }
}

function takesAll(view: TopologyView, exchange: Exchange, keys: Keys): boolean {
  for (const binding of candidates(view, exchange, { keys })) {
    const wide = bindingPattern(binding, exchange);
    if (keys.some((narrow) => covers(wide, narrow))) return true;
  }
  return false;
}

/** With which keys messages come: any, but where all that is known to come are dead letters and other exchanges' messages. */
function incoming(view: TopologyView, exchange: Exchange): readonly Keys[] {
  const dead = view.deadLettersTo(exchange).flatMap((queue) => {
    const deadLettering = view.deadLettering(queue);
    return deadLettering ? arrivalsIn(view, queue).map((came) => deadKeys(deadLettering, came)) : [];
  });
  const isPublishedTo = !exchange.internal && dead.length === 0;
  if (isPublishedTo || view.alternateFor(exchange).length > 0) return [EVERY_KEY];
  const bound = view.bindingsTo('exchange', exchange).flatMap((binding) => {
    const source = view.exchange(binding.source);
    const flow = source && takenBy(binding, source, ANY_MESSAGE);
    return flow ? [flow.keys] : [];
  });
  return [...dead, ...bound];
}
