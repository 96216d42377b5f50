import { type Experiment, PRODUCER } from '../lab/experiment.ts';
import type { Depth, Expectation, Section } from '../lab/observed.ts';
import type { ErrorShape, ExpectShape, FileShape, MessageShape } from './file-shape.ts';

/** What a file does not speak of may be as it likes, but for errors: nobody expects those in silence. */
const OPEN: readonly Section[] = ['queues', 'left', 'deaths', 'skipped', 'empty', 'cancelled', 'gone'];

/** The expectation that the file writes down. */
export function expectationOf({ expect }: FileShape, { steps }: Pick<Experiment, 'steps'>): Expectation {
  const messages = Object.entries(expect.messages ?? {}).map(([id, shape]): [string, MessageShape] => [
    id,
    Array.isArray(shape) ? { queues: shape } : (shape as MessageShape),
  ]);
  const publishes = new Map(
    steps.flatMap((step) => (step.kind === 'publish' ? [[step.message.id, step] as const] : [])),
  );
  const ids = (is: (shape: MessageShape, id: string) => boolean): string[] =>
    messages.filter(([id, shape]) => is(shape, id)).map(([id]) => id);
  const comesBack = (shape: MessageShape, id: string): boolean =>
    shape.returned ??
    (shape.queues?.length === 0 && !endsElsewhere(shape) && publishes.get(id)?.mandatory !== false);
  const deaths = messages.flatMap(([id, { dead_lettered }]) =>
    dead_lettered ? [[id, dead_lettered.map(deathText)] as const] : [],
  );
  return {
    open: OPEN,
    ...(messages.length > 0 && {
      queues: Object.fromEntries(messages.flatMap(([id, shape]) => queuesOf(id, shape))),
      returned: ids(comesBack),
      refused: ids(({ refused }) => refused === true),
      unconfirmed: ids(({ unconfirmed, error }) => unconfirmed ?? error !== undefined),
    }),
    ...(deaths.length > 0 && { deaths: Object.fromEntries(deaths) }),
    errors: errorsOf(expect, messages, (id) => publishes.get(id)?.by ?? PRODUCER),
    ...queuesOrCounts(expect),
    ...consumersOrCounts(expect),
    ...(expect.skipped && { skipped: expect.skipped }),
    ...(expect.empty && { empty: expect.empty }),
    ...(expect.cancelled && { cancelled: expect.cancelled }),
    ...(expect.gone && { gone: expect.gone }),
    ...(expect.looks && { looks: looksOf(expect.looks) }),
  };
}

/** What becomes of a message that is in no queue and yet does not come back. */
const endsElsewhere = ({ dropped, refused, unconfirmed, error }: MessageShape): boolean =>
  dropped === true || refused === true || unconfirmed === true || error !== undefined;

/** A message of which only its outcome is written is held to no queues. */
function queuesOf(
  id: string,
  { queues, dropped, returned, error }: MessageShape,
): [string, readonly string[]][] {
  if (queues) return [[id, queues]];
  return dropped || returned || error !== undefined ? [[id, []]] : [];
}

type Death = NonNullable<MessageShape['dead_lettered']>[number];

function deathText(death: Death): string {
  if (typeof death === 'string') return death;
  const { queue, reason, count = 1n } = death;
  return `${queue} ${reason}${count > 1n ? ` ×${count}` : ''}`;
}

function errorsOf(
  { errors = {} }: ExpectShape,
  messages: readonly (readonly [string, MessageShape])[],
  publisher: (id: string) => string,
): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  const add = (who: string, error: ErrorShape): void => {
    all[who] = [...(all[who] ?? []), String(error)];
  };
  for (const [id, { error }] of messages) if (error !== undefined) add(publisher(id), error);
  for (const [who, given] of Object.entries(errors))
    for (const error of Array.isArray(given) ? given : [given]) add(who, error as ErrorShape);
  return all;
}

function queuesOrCounts({ queues }: ExpectShape): Pick<Expectation, 'left' | 'ready'> {
  const entries = Object.entries(queues ?? {});
  const lists = entries.flatMap(([name, held]) => (Array.isArray(held) ? [[name, held] as const] : []));
  const counts = entries.flatMap(([name, held]) =>
    typeof held === 'bigint' ? [[name, Number(held)] as const] : [],
  );
  return {
    ...(lists.length > 0 && { left: Object.fromEntries(lists) }),
    ...(counts.length > 0 && { ready: Object.fromEntries(counts) }),
  };
}

function consumersOrCounts({ consumers }: ExpectShape): Pick<Expectation, 'deliveries' | 'shares' | 'open'> {
  const entries = Object.entries(consumers ?? {});
  const lists = entries.flatMap(([name, got]) => (Array.isArray(got) ? [[name, got] as const] : []));
  const shares = entries.flatMap(([name, got]) => {
    if (Array.isArray(got)) return [];
    const { least, most } = typeof got === 'bigint' ? { least: got, most: got } : (got as Range);
    return [[name, [Number(least), Number(most)] as const] as const];
  });
  return {
    ...(lists.length > 0 && { deliveries: Object.fromEntries(lists), open: [...OPEN, 'deliveries'] }),
    ...(shares.length > 0 && { shares: Object.fromEntries(shares) }),
  };
}

type Range = { readonly least: bigint; readonly most: bigint };

function looksOf(looks: NonNullable<ExpectShape['looks']>): NonNullable<Expectation['looks']> {
  return Object.fromEntries(
    Object.entries(looks).map(([moment, depths]) => [
      moment,
      Object.fromEntries(
        Object.entries(depths).map(([queue, depth]): [string, Depth] => [
          queue,
          typeof depth === 'bigint' ? Number(depth) : depth,
        ]),
      ),
    ]),
  );
}
