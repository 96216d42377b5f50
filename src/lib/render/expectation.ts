import { groupBy } from '../group-by.ts';
import type { Expectation } from '../lab/observed.ts';
import { someOf, visible } from './text.ts';

const MAX_IDS = 8;

/** An expectation in words, a line for each thing. */
export function expectationTexts(expected: Expectation): string[] {
  const { queues = {}, returned = [], refused = [], unconfirmed = [], cancelled = [], gone = [] } = expected;
  return [
    ...reachTexts(queues),
    ...each(
      returned,
      (ids, many) => `${ids} ${many ? 'come' : 'comes'} back: no queue takes ${many ? 'them' : 'it'}`,
    ),
    ...each(refused, (ids, many) => `${ids} ${many ? 'are' : 'is'} refused by the broker (basic.nack)`),
    ...each(unconfirmed, (ids) => `nobody learns what became of ${ids}`),
    ...entries(
      expected.deliveries,
      (who, got) => `${who} receives ${listOf(got)}${got.length > 1 ? ', in this order' : ''}`,
    ),
    ...Object.entries(expected.shares ?? {}).map(
      ([who, [least, most]]) => `${visible(who)} receives ${least} to ${most} messages`,
    ),
    ...entries(expected.skipped, (who, ids) => `${who} skips ${listOf(ids)}`),
    ...entries(expected.empty, (who, queues) => `${who} gets nothing from ${listOf(queues, 'queue')}`),
    ...entries(
      expected.deaths,
      (id, deaths) => `${id} dies: ${deaths.map(visible).toReversed().join(' ▸ ')}`,
    ),
    ...entries(
      expected.left,
      (queue, ids) => `${listOf(ids)} ${ids.length > 1 ? 'are' : 'is'} left in ${queue}`,
    ),
    ...entries(expected.errors, (who, errors) => `${who} is told: ${errors.map(visible).join('; ')}`),
    ...each(cancelled, (who) => `the broker cancels ${who}`),
    ...each(gone, (names, many) => `${names} ${many ? 'are' : 'is'} gone in the end`),
    ...Object.entries(expected.looks ?? {}).map(
      ([moment, depths]) => `look '${visible(moment)}': ${depthsText(depths)}`,
    ),
  ];
}

/** Messages that reach the same queues share a line. */
function reachTexts(queues: NonNullable<Expectation['queues']>): string[] {
  const alike = groupBy(Object.entries(queues), ([, reached]) => reached.map(visible).join(', '));
  return Array.from(alike, ([reached, of]) => {
    const ids = listOf(of.map(([id]) => id));
    if (reached === '') return `${ids} ${of.length > 1 ? 'are' : 'is'} seen in no queue`;
    return `${ids} ${of.length > 1 ? 'reach' : 'reaches'} ${reached}`;
  });
}

function each(names: readonly string[], text: (names: string, many: boolean) => string): string[] {
  return names.length === 0 ? [] : [text(listOf(names), names.length > 1)];
}

function entries(
  lists: Readonly<Record<string, readonly string[]>> | undefined,
  text: (key: string, list: readonly string[]) => string,
): string[] {
  return Object.entries(lists ?? {}).map(([key, list]) => text(visible(key), list));
}

const listOf = (names: readonly string[], what = 'message'): string =>
  names.length === 0 ? 'nothing' : someOf(names.map(visible), MAX_IDS, what);

const depthsText = (depths: Readonly<Record<string, unknown>>): string =>
  Object.entries(depths)
    .map(([queue, depth]) => `${visible(queue)} ${depth}`)
    .join(', ');
