import { assertNever } from '../../lab/errors.ts';
import type { Change } from '../../routing/explain/changes.ts';
import type { Explanation } from '../../routing/explain/explain.ts';
import type { Hop } from '../../routing/explain/hops.ts';
import type { Target } from '../../routing/explain/target.ts';
import type { Binding, RoutedMessage } from '../../routing/topology.ts';
import { type FieldTable, formatValue } from '../../routing/values.ts';
import type { Colours } from '../colour.ts';
import { arrowText, bindingLabel } from '../declared.ts';
import { reasonText } from '../reasons.ts';
import { breakable, hanging } from '../table.ts';
import { someOf, visible, visibleKey } from '../text.ts';
import { type MarkedRow, markedRows } from './marked-rows.ts';
import { exchangeName } from './path-lines.ts';

const MAX_NAMES = 5;

/** Whether the message gets to the queue; where not, which way came closest, and what would bring it there. */
export function targetLines(
  explanation: Explanation,
  target: Target,
  width: number,
  colours: Colours,
): (readonly string[])[] {
  return [
    verdictLines(explanation, target, width, colours),
    nearestLines(target, width, colours),
    changeLines(explanation, target, width, colours),
  ];
}

function verdictLines(
  explanation: Explanation,
  target: Target,
  width: number,
  colours: Colours,
): readonly string[] {
  const { queue, verdict, similar } = target;
  const name = visible(queue);
  switch (verdict) {
    case 'reached':
      return hanging(colours.good('✔'), `${name} gets it`, width);
    case 'maybe':
      return hanging(colours.notable('?'), `whether ${name} gets it is not known here`, width);
    case 'no-queue':
      return hanging(colours.bad('✗'), `there is no queue '${name}'${didYouMean(similar)}`, width);
    case 'missed':
      return hanging(colours.bad('✗'), `${name} does not get it${whyNoWay(explanation, target)}`, width);
    default:
      return assertNever(verdict);
  }
}

/** `; did you mean 'orders'?`, or nothing where there is nothing to offer. */
export const didYouMean = (names: readonly string[]): string =>
  names.length === 0 ? '' : `; did you mean ${names.map((name) => `'${visible(name)}'`).join(' or ')}?`;

/** Why there is no way that could have come close. */
function whyNoWay({ message, path }: Explanation, { nearest, sources }: Target): string {
  if (path.length === 0 || nearest) return '';
  if (message.exchange === '')
    return ': the default exchange hands a message to the queue of its routing key';
  const bound = sources.length === 0 ? 'nothing' : someOf(sources.map(exchangeName), MAX_NAMES, 'exchange');
  return `: no binding leads there from ${exchangeName(message.exchange)}; it is bound to ${bound}`;
}

function nearestLines({ nearest }: Target, width: number, colours: Colours): string[] {
  if (!nearest) return [];
  const rows = nearest.hops.map(
    (hop): MarkedRow => ({
      sign: isUnknown(hop) ? 'unknown' : hop.cost === 0 ? 'took' : 'refused',
      what: hop.kind === 'binding' ? bindingText(hop.binding) : alternateText(hop),
      asks: '',
      reason: hopReason(hop),
    }),
  );
  const lines = markedRows(rows, width - 2, colours).flat();
  return [colours.quiet('closest'), ...lines.map((line) => `  ${line}`)];
}

/** `orders ─ order.* ─▶ billing`, or what a headers exchange compares in place of the key. */
function bindingText(binding: Binding): string {
  if (binding.arguments.size === 0) return arrowText(binding);
  const asks = bindingLabel(binding, 'headers');
  return `${exchangeName(binding.source)} ─ ${asks} ─▶ ${visible(binding.destination)}`;
}

const isUnknown = (hop: Hop): boolean => hop.kind === 'binding' && hop.match.kind === 'not-modelled';

const alternateText = ({ exchange, alternate }: Extract<Hop, { kind: 'alternate' }>): string =>
  `${exchangeName(exchange)} ─ alternate exchange ─▶ ${exchangeName(alternate)}`;

function hopReason(hop: Hop): string {
  if (hop.kind === 'binding') return visible(reasonText(hop.match));
  const exchange = exchangeName(hop.exchange);
  if (hop.takenBy.length === 0) return `nothing matched on ${exchange}`;
  const takers = someOf(
    hop.takenBy.map(({ destination }) => visible(destination)),
    MAX_NAMES,
    'binding',
  );
  return `only what nothing on ${exchange} takes goes there, and this goes to ${takers}`;
}

function changeLines(
  { message }: Explanation,
  { changes }: Target,
  width: number,
  colours: Colours,
): string[] {
  if (changes.length === 0) return [];
  const lines = changes.flatMap((change) => [
    ...hanging('›', breakable(changeText(change, message), width - 4), width - 2),
    ...hanging(' ', colours.quiet(`▶ ${someOf(change.queues.map(visible), MAX_NAMES, 'queue')}`), width - 2),
  ]);
  return [colours.quiet('each of these would bring it there'), ...lines.map((line) => `  ${line}`)];
}

function changeText(change: Change, message: RoutedMessage): string {
  switch (change.kind) {
    case 'message': {
      const { routingKey, headers } = change;
      const parts = [
        ...(routingKey === undefined ? [] : [`routing key ${visibleKey(routingKey)}`]),
        ...(headers === undefined ? [] : changedHeaders(headers, message.headers)),
      ];
      return parts.join(', ');
    }
    case 'exchange':
      return `exchange ${exchangeName(change.exchange)}`;
    case 'binding':
      return `binding ${bindingText(change.binding)}`;
    default:
      return assertNever(change);
  }
}

const changedHeaders = (changed: FieldTable, before: FieldTable): string[] =>
  Array.from(changed)
    .filter(([name, value]) => before.get(name) !== value)
    .map(([name, value]) => `header ${visible(name)}=${visible(formatValue(value))}`);
