import type { Exchange } from '../../../routing/topology.ts';
import { quoted } from '../../words.ts';
import { type Flow, hopsFrom } from '../flow.ts';
import { EVERY_KEY, keysText } from '../keys.ts';
import { aboutExchange, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

export const exchangeCycle = defineRule({
  id: 'exchange-cycle',
  severity: 'info',
  summary: 'exchanges that lead back to themselves',
  explanation:
    'RabbitMQ takes no message through an exchange twice, so nothing goes round and no queue gets a second copy; but what is published to any exchange of the cycle gets into the queues of the others as well.',
  *check(view) {
    const told = new Set<string>();
    for (const exchange of view.exchanges) {
      const way = wayBack(view, exchange);
      if (!way) continue;
      const which = JSON.stringify([...way].sort());
      if (told.has(which)) continue;
      told.add(which);
      yield {
        subject: aboutExchange(exchange),
        message: `Messages that are published to ${quoted(exchange.name)} come back to it: ${[...way, exchange.name].map(quoted).join(' → ')}.`,
        fix: 'If the one way is enough, delete the binding (or the alternate exchange) that leads back.',
      };
    }
  },
});

interface Stop {
  readonly name: string;
  readonly flow: Flow;
  readonly from: Stop | undefined;
}

/** The exchanges of the shortest way from the exchange back to it that a message can take. */
function wayBack(view: TopologyView, { name: start }: Exchange): readonly string[] | undefined {
  const seen = new Set<string>();
  const open: Stop[] = [{ name: start, flow: { keys: EVERY_KEY, certain: true }, from: undefined }];
  for (const stop of open) {
    const source = view.exchange(stop.name);
    // What a plugin's exchange lets through is not known.
    if (!source || !view.isModelled(source)) continue;
    for (const { destinationType, destination, flow } of hopsFrom(view, source, stop.flow)) {
      if (destinationType === 'queue') continue;
      if (destination === start) return wayTo(stop);
      const place = `${destination} ${keysText(flow.keys)}`;
      if (!seen.has(place)) open.push({ name: destination, flow, from: stop });
      seen.add(place);
    }
  }
  return undefined;
}

const wayTo = ({ name, from }: Stop): readonly string[] => [...(from ? wayTo(from) : []), name];
