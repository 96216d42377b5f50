import type { Depth } from '../observed.ts';

/** What settling looks at. */
export interface Moving {
  /** Makes everybody catch up: what was sent before was handled, and what came of it has arrived. */
  sync(): Promise<void>;
  depths(): Promise<ReadonlyMap<string, Depth>>;
  /** How much has happened so far: changes with everything that does. */
  activity(): number;
  /** Queues whose consumers take everything at once, so that what is ready there is still on its way. */
  drained(): ReadonlySet<string>;
  /** So many rounds in a row see the same before everything is taken to be still, */
  readonly rounds: number;
  /** and for so long: a quorum queue says how much it holds before its log has what it was told last. */
  readonly quietMs: number;
  /** Told what each round saw, so that a deadline can name what was still moving. */
  onRound(ready: ReadonlyMap<string, Depth>): void;
}

/**
 * Asks in rounds until some in a row see the same, and gives the depths. One round is not enough: measured on RabbitMQ,
 * a message may still be between two queues when both were asked. Nor are two where a drained queue is not empty: a busy
 * queue answers before it has handled what makes it go on.
 */
export async function settle(moving: Moving): Promise<ReadonlyMap<string, Depth>> {
  let before = '';
  let since = performance.now();
  for (let same = 1; ; ) {
    const ready = await moving.depths();
    await moving.sync();
    const now = `${moving.activity()} ${[...ready.values()].join(' ')}`;
    same = now === before && !isOnItsWay(ready, moving) ? same + 1 : 1;
    if (same === 1) since = performance.now();
    if (same >= moving.rounds && performance.now() - since >= moving.quietMs) return ready;
    moving.onRound(ready);
    before = now;
  }
}

/** While things go on, a deadline has to know what was moving. */
const ROUNDS_TO_A_LOOK = 16;

/**
 * The same on a broker that reads nothing before all has happened that follows from what it read: there one look into the
 * queues is enough, once nobody does anything any more.
 */
export async function settleAtOnce(moving: Moving): Promise<ReadonlyMap<string, Depth>> {
  let before = -1;
  for (let round = 1; ; round++) {
    await moving.sync();
    const now = moving.activity();
    const isQuiet = now === before;
    before = now;
    if (!isQuiet && round % ROUNDS_TO_A_LOOK !== 0) continue;
    const ready = await moving.depths();
    if (isQuiet && moving.activity() === now && !isOnItsWay(ready, moving)) return ready;
    moving.onRound(ready);
  }
}

function isOnItsWay(ready: ReadonlyMap<string, Depth>, { drained }: Pick<Moving, 'drained'>): boolean {
  const queues = drained();
  return [...ready].some(([queue, depth]) => queues.has(queue) && Number(depth) > 0);
}

/** The same without looking into queues, which would put off their expiry: until nobody does anything any more. */
export async function rest({ sync, activity, rounds }: Moving): Promise<void> {
  let before = -1;
  for (let same = 1; same < rounds; ) {
    await sync();
    const now = activity();
    same = now === before ? same + 1 : 1;
    before = now;
  }
}
