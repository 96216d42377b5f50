import { assertNever } from '../../lab/errors.ts';
import type { Attempt, Stop } from '../../routing/explain/stops.ts';
import type { RoutingStep } from '../../routing/route.ts';
import type { Colours } from '../colour.ts';
import { bindingLabel } from '../declared.ts';
import { routingStepText } from '../reasons.ts';
import { hanging } from '../table.ts';
import { visible } from '../text.ts';
import { type MarkedRow, markedRows } from './marked-rows.ts';

/** Of each exchange so many bindings that refused are shown. */
const MAX_REFUSALS = 20;
const INDENT = 5;
/** Deeper ones are shown no further in. */
const MAX_DEPTH = 4;

interface Open {
  readonly lines: readonly string[];
  readonly next?: { readonly stop: Stop; readonly depth: number };
}

/** The message's way as a tree: under each exchange what was tried there, and under what led on the next one. */
export function pathLines(path: readonly Stop[], width: number, colours: Colours): string[] {
  const [start] = path;
  if (!start) return [];
  const stops = new Map(path.map((stop) => [stop.exchange, stop]));
  const lines = [
    ...hanging(colours.strong(exchangeName(start.exchange)), colours.quiet(typeText(start)), width, '  '),
  ];
  // A chain of exchanges may be longer than the stack is deep.
  const open: Open[] = [{ lines: [], next: { stop: start, depth: 0 } }];
  for (let each = open.pop(); each; each = open.pop()) {
    lines.push(...each.lines);
    if (each.next) open.push(...stopLines(each.next.stop, each.next.depth).toReversed());
  }
  return lines;

  function stopLines(stop: Stop, depth: number): Open[] {
    const indent = ' '.repeat(2 + INDENT * Math.min(depth, MAX_DEPTH));
    const { shown, hidden } = withoutMostRefusals(stop.tried);
    const rows = shown.map(({ step }) => rowOf(step, stop, stops));
    const texts = markedRows(rows, width - indent.length, colours);
    const entries = shown.map(({ leadsTo }, at): Open => {
      const next = leadsTo === undefined ? undefined : stops.get(leadsTo);
      const own = (texts[at] ?? []).map((line) => indent + line);
      return next ? { lines: own, next: { stop: next, depth: depth + 1 } } : { lines: own };
    });
    const rest = shown.length === 0 ? 'nothing is bound to it' : hidden > 0 ? moreText(hidden) : undefined;
    return rest === undefined ? entries : [...entries, { lines: [indent + colours.quiet(rest)] }];
  }
}

/** How an exchange is called. */
export const exchangeName = (name: string): string => (name === '' ? '(default)' : visible(name));

const moreText = (hidden: number): string => `… and ${hidden} more that refused; --format json lists them`;

const typeText = ({ exchange, type }: Stop): string =>
  exchange === '' ? '(default exchange)' : `(${visible(type)})`;

function withoutMostRefusals(tried: readonly Attempt[]): { shown: readonly Attempt[]; hidden: number } {
  const refused = tried.filter(({ step }) => signOf(step) !== 'took');
  const hidden = new Set(refused.slice(MAX_REFUSALS));
  return { shown: tried.filter((attempt) => !hidden.has(attempt)), hidden: hidden.size };
}

function rowOf(step: RoutingStep, { type }: Stop, stops: ReadonlyMap<string, Stop>): MarkedRow {
  const reason = visible(routingStepText(step));
  const sign = signOf(step);
  if (step.kind !== 'binding') return { sign, what: '', asks: '', reason };
  const { destination, destinationType } = step.binding;
  const next = destinationType === 'exchange' ? stops.get(destination) : undefined;
  const what = destinationType === 'queue' ? visible(destination) : `exchange ${visible(destination)}`;
  return {
    sign,
    what: next ? `${what} (${visible(next.type)})` : what,
    asks: bindingLabel(step.binding, type),
    reason,
  };
}

function signOf(step: RoutingStep): MarkedRow['sign'] {
  switch (step.kind) {
    case 'binding':
      if (step.match.kind === 'not-modelled') return 'unknown';
      return step.match.matched ? 'took' : 'refused';
    case 'default':
      return step.matched ? 'took' : 'refused';
    case 'alternate':
      return step.exists ? 'took' : 'refused';
    case 'no-exchange':
      return 'refused';
    default:
      return assertNever(step);
  }
}
