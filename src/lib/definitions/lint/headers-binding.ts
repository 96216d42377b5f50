import { HEADERS_MODES, headers } from '../../routing/exchange-types/headers.ts';
import type { HeadersReason } from '../../routing/match.ts';
import type { Binding, RoutedMessage } from '../../routing/topology.ts';
import { EMPTY_TABLE, type FieldTable, type FieldValue, stringValue } from '../../routing/values.ts';

/** What a binding to a headers exchange compares. */
export type Compared = Pick<HeadersReason, 'mode' | 'pairs' | 'ignored'>;

/** Equal to no other value: under it only those who ask for presence alone take a header. */
const LIKE_NO_OTHER: FieldValue = { type: 'double', value: Number.NaN };

/** Whether RabbitMQ accepts the binding: `x-match` is one of four words, or missing. */
export function hasKnownMode({ arguments: args }: Pick<Binding, 'arguments'>): boolean {
  const mode = args.get('x-match');
  return mode === undefined || HEADERS_MODES.some((known) => known === stringValue(mode));
}

export function compared(binding: Binding): Compared {
  const match = headers.match(binding, withHeaders(EMPTY_TABLE), '');
  if (match.kind !== 'headers') throw new Error(`a headers exchange judged by ${match.kind}`);
  return match;
}

/** Which messages the binding takes, as far as that can be said without knowing their headers. */
export function takenMessages(binding: Binding): 'all' | 'none' | 'some' {
  const { mode, pairs } = compared(binding);
  if (pairs.length > 0) return 'some';
  return mode.startsWith('any') ? 'none' : 'all';
}

/** Whether the one binding takes every message that the other takes. */
export function takesAllOf(wide: Binding, narrow: Binding): boolean {
  return leastHeaders(narrow).every((least) => headers.match(wide, withHeaders(least), '').matched);
}

/** The headers without which the binding takes no message: who takes these takes all that it takes. */
function leastHeaders(binding: Binding): readonly FieldTable[] {
  const { mode, pairs } = compared(binding);
  const present = pairs.map(({ header, wanted }): [string, FieldValue] => [
    header,
    wanted.type === 'void' ? LIKE_NO_OTHER : wanted,
  ]);
  return mode.startsWith('any') ? present.map((pair) => new Map([pair])) : [new Map(present)];
}

/** A message that the binding takes, and that has no header too many. */
export const sampleMessage = (binding: Binding): RoutedMessage =>
  withHeaders(leastHeaders(binding)[0] ?? EMPTY_TABLE);

const withHeaders = (table: FieldTable): RoutedMessage => ({ exchange: '', routingKey: '', headers: table });
