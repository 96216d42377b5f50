import { groupBy } from '../../group-by.ts';
import type { LabEvent } from '../../lab/events.ts';
import { consumersOf } from '../../lab/experiment.ts';
import type { Colours } from '../colour.ts';
import type { Run } from '../deliveries.ts';
import { columns, fitted, wrapped } from '../table.ts';
import { visible } from '../text.ts';
import type { Words } from '../words/words.ts';

const MAX_CONSUMERS = 16;
const MAX_BAR = 40;
const LEAST_BAR = 4;

/** How many messages each consumer of a queue received. */
export interface Share {
  readonly queue: string;
  readonly consumer: string;
  readonly received: number;
}

/** The shares of all consumers, queue by queue. */
export function sharesOf({ experiment, events }: Pick<Run, 'experiment' | 'events'>): Share[] {
  const received = new Map<string, number>();
  for (const event of events) {
    if (event.kind === 'delivered') received.set(keyOf(event), (received.get(keyOf(event)) ?? 0) + 1);
  }
  const consumers = new Map(consumersOf(experiment).map((step) => [keyOf(step), step]));
  const shares = Array.from(consumers, ([key, { queue, consumer }]) => ({
    queue,
    consumer,
    received: received.get(key) ?? 0,
  }));
  return [...groupBy(shares, ({ queue }) => queue).values()].flat();
}

const keyOf = ({ queue, consumer }: Pick<Extract<LabEvent, { kind: 'delivered' }>, 'queue' | 'consumer'>) =>
  JSON.stringify([queue, consumer]);

/** Whether consumers share the work of one queue. */
export const isShared = (shares: readonly Share[]): boolean =>
  new Set(shares.map(({ queue }) => queue)).size < shares.length;

/** A bar for each consumer: one block a message where that fits. */
export function barLines(shares: readonly Share[], width: number, colours: Colours, words: Words): string[] {
  const shown = shares.slice(0, MAX_CONSUMERS);
  const most = Math.max(1, ...shares.map(({ received }) => received));
  const nameWidth = Math.floor((width - LEAST_BAR - String(most).length - 5) / 2);
  const name = (text: string): string => fitted(visible(text), nameWidth);
  const names = shown.map(({ queue, consumer }, at) => [
    queue === shown[at - 1]?.queue ? '' : colours.quiet(name(queue)),
    name(consumer),
  ]);
  const room = width - columns(names).width - String(most).length - 3;
  const longest = Math.max(LEAST_BAR, Math.min(MAX_BAR, room));
  const perBlock = Math.max(1, most / longest);
  const rows = shown.map(({ received }, at) => {
    const bar = '█'.repeat(Math.max(1, Math.round(received / perBlock)));
    return [...(names[at] ?? []), received === 0 ? '0' : `${colours.good(bar)} ${received}`];
  });
  const hidden = shares.length - shown.length;
  const more = hidden > 0 ? wrapped(colours.quiet(words.moreConsumers(hidden)), width) : [];
  return [...columns(rows).lines, ...more];
}
