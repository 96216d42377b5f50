import { groupBy } from '../../group-by.ts';
import type { Binding, Exchange, Queue, Topology } from '../../routing/topology.ts';
import { formatValue, stringValue } from '../../routing/values.ts';
import type { Nodes } from './nodes.ts';
import { mermaidText } from './text.ts';

/** A line from one node to another; without a label where there is nothing to say. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly dashed: boolean;
  readonly label: readonly string[];
}

/** The bindings, each pair's on one arrow; then where dead letters go, and what no binding takes. */
export function arrowLines({ exchanges, queues, bindings }: Topology, nodes: Nodes): string[] {
  const arrows = [
    ...bindingArrows(bindings, nodes),
    ...queues.flatMap((queue) => letterArrow(queue, nodes)),
    ...exchanges.flatMap((exchange) => alternateArrow(exchange, nodes)),
  ];
  return arrows.map(({ from, to, dashed, label }) => {
    const line = dashed ? '-.->' : '-->';
    return `${from} ${line}${label.length === 0 ? '' : `|${mermaidText(label)}|`} ${to}`;
  });
}

function bindingArrows(bindings: readonly Binding[], nodes: Nodes): Arrow[] {
  const groups = groupBy(bindings, ({ source, destination, destinationType }) => {
    const to = destinationType === 'queue' ? nodes.queue(destination) : nodes.exchange(destination);
    return `${nodes.exchange(source)} ${to}`;
  });
  return Array.from(groups, ([ends, between]) => {
    const [from = '', to = ''] = ends.split(' ');
    return { from, to, dashed: false, label: between.flatMap((each) => bindingLabel(each, nodes)) };
  });
}

/** What decides: nothing on a fanout exchange, the arguments on a headers exchange, else the key. */
function bindingLabel({ source, routingKey, arguments: args }: Binding, nodes: Nodes): string[] {
  switch (nodes.typeOf(source)) {
    case 'fanout':
      return [];
    case 'headers': {
      const pairs = [...args].filter(([key]) => key !== 'x-match');
      const mode = stringValue(args.get('x-match')) ?? 'all';
      const wanted = pairs.map(([key, value]) => `${key}=${value.type === 'void' ? '' : formatValue(value)}`);
      return [[mode, ...wanted].join(' ')];
    }
    default:
      return [keyText(routingKey)];
  }
}

function letterArrow({ name, arguments: args }: Queue, nodes: Nodes): Arrow[] {
  const exchange = stringValue(args.get('x-dead-letter-exchange'));
  if (exchange === undefined) return [];
  const key = stringValue(args.get('x-dead-letter-routing-key'));
  const from = nodes.queue(name);
  // On the default exchange a key is a queue's name.
  if (exchange === '' && key !== undefined)
    return [{ from, to: nodes.queue(key), dashed: true, label: ['dead letters'] }];
  const label = ['dead letters', ...(key === undefined ? [] : [keyText(key)])];
  return [{ from, to: nodes.exchange(exchange), dashed: true, label }];
}

function alternateArrow({ name, arguments: args }: Exchange, nodes: Nodes): Arrow[] {
  const alternate = stringValue(args.get('alternate-exchange'));
  if (alternate === undefined) return [];
  return [{ from: nodes.exchange(name), to: nodes.exchange(alternate), dashed: true, label: ['alternate'] }];
}

const keyText = (key: string): string => (key === '' ? '(empty key)' : key);
