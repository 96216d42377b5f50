import { groupBy } from '../group-by.ts';
import type { Binding, Exchange, Queue, Topology } from '../routing/topology.ts';
import { type FieldTable, formatTable, formatValue, stringValue } from '../routing/values.ts';
import type { Colours } from './colour.ts';
import { breakable, columns } from './table.ts';
import { someOf, visible, visibleKey } from './text.ts';
import { english } from './words/en.ts';
import type { Words } from './words/words.ts';

const MAX_NAMES = 12;
const MAX_BINDINGS = 12;

/** The topology as label and text, one line each. */
export function declaredLines(topology: Topology, words: Words = english): [label: string, text: string][] {
  const bindings = bindingLines(topology, words);
  const hidden = bindings.length - MAX_BINDINGS;
  const shown = hidden > 0 ? [...bindings.slice(0, MAX_BINDINGS), words.more(hidden)] : bindings;
  return [
    ...labelled(words.labels.exchange, topology.exchanges.map(exchangeLine)),
    ...labelled(words.labels.queues, queueLines(topology.queues, words)),
    ...labelled(words.labels.bindings, shown),
  ];
}

/** Lines under one label, which stands before the first. */
export function labelled(label: string, lines: readonly string[]): [label: string, text: string][] {
  return lines.map((line, at) => [at === 0 ? label : '', line]);
}

/** Labels, and beside each its text, wrapped where it is longer than the rest of the width. */
export function labelColumns(
  rows: readonly (readonly [label: string, text: string])[],
  width: number,
  colours: Colours,
  leastLabels = 1,
): readonly string[] {
  const labels = Math.max(leastLabels, columns(rows.map(([label]) => [label])).width);
  const textWidth = Math.max(20, width - labels - 2);
  const cells = rows.map(([label, text]) => [colours.quiet(label), breakable(text, textWidth)]);
  return columns(cells, { widths: [labels, textWidth] }).lines;
}

/** What a binding asks for: its key, or for a headers exchange its arguments. */
export function bindingLabel(
  { routingKey, arguments: wanted }: Binding,
  exchangeType: string | undefined,
): string {
  if (exchangeType === 'fanout') return '';
  if (exchangeType !== 'headers') return visibleKey(routingKey);
  const mode = stringValue(wanted.get('x-match')) ?? 'all';
  const pairs = Array.from(wanted).filter(([key]) => key !== 'x-match');
  const texts = pairs.map(([key, value]) =>
    value.type === 'void' ? `${key}=(any value)` : `${key}=${formatValue(value)}`,
  );
  return visible(`${mode}${texts.length === 0 ? '' : `: ${texts.join(', ')}`}`);
}

/** `orders ─ order.* ─▶ billing`, under any type of exchange: its key, its arguments, or nothing where it has neither. */
export function arrowText({ source, destination, routingKey, arguments: args }: Binding): string {
  const asks = [routingKey, args.size === 0 ? '' : formatTable(args)].filter(Boolean).join(' ');
  return `${source === '' ? '(default)' : visible(source)} ─${asks === '' ? '' : ` ${visible(asks)} ─`}▶ ${visible(destination)}`;
}

export const exchangeTypeOf = (topology: Topology, name: string): string | undefined =>
  topology.exchanges.find((exchange) => exchange.name === name)?.type;

/** `orders  (topic, durable)`. */
export function exchangeLine({
  name,
  type,
  durable,
  autoDelete,
  internal,
  arguments: args,
}: Exchange): string {
  const attributes = [type, lasting(durable), autoDelete && 'auto-delete', internal && 'internal'];
  return `${visible(name)}  (${attributeText(attributes, args)})`;
}

function queueLines(queues: readonly Queue[], words: Words): string[] {
  const alike = groupBy(queues, queueAttributes);
  return Array.from(alike, ([attributes, group]) => {
    const names = group.map(({ name }) => visible(name));
    return `${someOf(names, MAX_NAMES, words.queues)}  (${attributes})`;
  });
}

/** `durable, x-message-ttl=100`. */
export function queueAttributes({ durable, autoDelete, exclusive, arguments: args }: Queue): string {
  const attributes = [lasting(durable), autoDelete && 'auto-delete', exclusive && 'exclusive'];
  return attributeText(attributes, args);
}

function attributeText(attributes: readonly (string | false)[], args: FieldTable): string {
  const given = Array.from(args, ([key, value]) => `${key}=${formatValue(value)}`);
  return visible([...attributes.filter(Boolean), ...given].join(', '));
}

/** Bindings that ask for the same are one line, with all their destinations. */
function bindingLines(topology: Topology, words: Words): string[] {
  const alike = groupBy(topology.bindings, (binding) => {
    const asks = bindingLabel(binding, exchangeTypeOf(topology, binding.source));
    return `${visible(binding.source)} ─${asks === '' ? '' : ` ${asks} ─`}▶`;
  });
  return Array.from(
    alike,
    ([arrow, group]) =>
      `${arrow} ${someOf(
        group.map(({ destination }) => visible(destination)),
        MAX_NAMES,
        words.queues,
      )}`,
  );
}

const lasting = (durable: boolean): string => (durable ? 'durable' : 'transient');
