import type { Ledger, Tracked } from './ledger.ts';
import { QUEUES } from './topology.ts';

/** A message as it came back. */
export interface Found {
  readonly id: string;
  readonly redelivered: boolean;
  /** How often it came back, as a quorum queue tells it. */
  readonly count: number;
}

/** By queue, in the order in which they would leave. */
export type Everything = ReadonlyMap<string, readonly Found[]>;

const { work, quorum, dead, still, left, right, first, second } = QUEUES;
/** What is rejected there goes to `dead`. */
export const REJECTING: readonly string[] = [work, quorum];
const CLASSIC: readonly string[] = [work, dead, left, first, second];
/** Nobody consumes from these. */
const UNTOUCHED: readonly string[] = [still, right];

/** Where a found message is in the ledger; a dead letter may still be where it was rejected. */
export function lineOf(ledger: Ledger, queue: string, id: string): Tracked | undefined {
  const places = queue === dead ? [dead, ...REJECTING] : [queue];
  return places.map((place) => ledger.find(place, id)).find((line) => line !== undefined);
}

/** All that is otherwise than it must be after a kill. */
export function judge(everything: Everything, ledger: Ledger): string[] {
  const of = (queue: string): readonly Found[] => everything.get(queue) ?? [];
  const idsIn = (queue: string): ReadonlySet<string> => new Set(of(queue).map(({ id }) => id));
  return [
    ...[...everything.keys()].flatMap((queue) => [
      ...unwanted(queue, of(queue), ledger),
      ...flags(queue, of(queue), ledger),
      ...disorder(queue, of(queue), ledger),
    ]),
    ...REJECTING.flatMap((queue) => misplaced(ledger.in(queue), idsIn(queue), idsIn(dead))),
    ...[dead, still, left, right, first, second].flatMap((queue) => missing(ledger.in(queue), idsIn(queue))),
    ...unequal(left, right, idsIn),
    ...unequal(first, second, idsIn),
  ];
}

function unwanted(queue: string, found: readonly Found[], ledger: Ledger): string[] {
  const seen = new Set<string>();
  return found.flatMap(({ id }) => {
    const isTwice = seen.has(id);
    seen.add(id);
    const line = lineOf(ledger, queue, id);
    if (isTwice) return [`${id} is in ${queue} twice`];
    if (!line) return [`${id} is in ${queue}, and was gone`];
    return line.persistent ? [] : [`${id} is in ${queue}, and is not persistent`];
  });
}

/** RabbitMQ: a classic queue marks all, since it does not know what was out; a quorum queue knows. */
function flags(queue: string, found: readonly Found[], ledger: Ledger): string[] {
  return found.flatMap(({ id, redelivered, count }) => {
    const says = `${id} in ${queue} is ${redelivered ? '' : 'not '}redelivered, count ${count}`;
    if (CLASSIC.includes(queue)) return redelivered ? [] : [says];
    if (redelivered !== count > 0) return [says];
    if (UNTOUCHED.includes(queue)) return redelivered ? [says] : [];
    return lineOf(ledger, queue, id)?.delivered && !redelivered ? [`${says}, but was delivered`] : [];
  });
}

function disorder(queue: string, found: readonly Found[], ledger: Ledger): string[] {
  if (queue === dead)
    return descents(found, (id) => {
      const { rejectedBy = '', rejectedAt = 0 } = lineOf(ledger, queue, id) ?? {};
      return [`what ${rejectedBy} rejected`, rejectedAt];
    });
  const returned = found.findLastIndex(({ count }) => count > 0);
  const waiting = found.findIndex(({ count }) => count === 0);
  const fresh = found.filter(({ count }) => count === 0);
  return [
    ...(queue === quorum && waiting >= 0 && returned > waiting
      ? [`${queue}: a returned one is behind one that waits`]
      : []),
    ...descents(fresh, (id) => {
      const [publisher = '', number] = id.split('-');
      return [publisher, Number(number)];
    }).map((text) => `${queue}: ${text}`),
  ];
}

function descents(
  found: readonly Found[],
  placeOf: (id: string) => readonly [line: string, number: number],
): string[] {
  const last = new Map<string, number>();
  return found.flatMap(({ id }) => {
    const [line, number] = placeOf(id);
    const before = last.get(line) ?? 0;
    last.set(line, number);
    return number > before ? [] : [`${id} is out of order among ${line}`];
  });
}

function misplaced(
  lines: readonly Tracked[],
  here: ReadonlySet<string>,
  dead: ReadonlySet<string>,
): string[] {
  return lines.flatMap((line) => {
    const { id, queue, persistent } = line;
    const [isHere, isDead] = [here.has(id), dead.has(id)];
    if (!persistent) return [];
    const says = `${id} of ${queue} (${JSON.stringify(line)}) is ${isHere ? 'there' : 'not there'}, ${isDead ? 'dead' : 'not dead'}`;
    return isAllowed(line, isHere, isDead) ? [] : [says];
  });
}

function isAllowed({ confirmed, acked, rejected }: Tracked, isHere: boolean, isDead: boolean): boolean {
  if (isHere && isDead) return false;
  if (acked !== 'no') return !isDead && !(acked === 'sure' && isHere);
  if (rejected === 'sure') return isDead;
  if (rejected === 'asked') return isHere || isDead || !confirmed;
  return !isDead && (isHere || !confirmed);
}

const missing = (lines: readonly Tracked[], here: ReadonlySet<string>): string[] =>
  lines
    .filter(({ id, confirmed }) => confirmed && !here.has(id))
    .map(({ id, queue }) => `${id} is not in ${queue}`);

function unequal(one: string, other: string, idsIn: (queue: string) => ReadonlySet<string>): string[] {
  const apart = (a: string, b: string): string[] =>
    [...idsIn(a)].filter((id) => !idsIn(b).has(id)).map((id) => `${id} is in ${a}, but not in ${b}`);
  return [...apart(one, other), ...apart(other, one)];
}
