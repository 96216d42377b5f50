import type { ErrorShape, ExpectShape, MessageShape } from '../../check/file-shape.ts';
import { type Experiment, messagesOf, queueNamesOf } from '../../lab/experiment.ts';
import type { Expectation, Section } from '../../lab/observed.ts';

/** What is expected of the experiment, as a scenario file has it. */
export function expectationShape(expected: Expectation, experiment: Experiment): ExpectShape {
  const messages = messageShapes(expected, experiment);
  const { errors = {}, looks, skipped, empty, cancelled, gone } = expected;
  return {
    ...nonEmpty('messages', messages),
    ...nonEmpty('queues', { ...counted(expected.ready), ...left(expected, experiment) }),
    ...nonEmpty('consumers', { ...shares(expected), ...expected.deliveries }),
    ...nonEmpty('errors', mapped(errors, errorShape)),
    ...(skipped && { skipped }),
    ...(empty && { empty }),
    ...(cancelled && { cancelled }),
    ...(gone && { gone }),
    ...nonEmpty('looks', mapped(looks ?? {}, counted)),
  };
}

const isOpen = ({ open }: Expectation, section: Section): boolean => open?.includes(section) ?? false;

/** Where the expectation holds whatever there is, every message has a line. */
function messageShapes(expected: Expectation, experiment: Experiment): ExpectShape['messages'] & {} {
  const { queues, returned, refused, unconfirmed, deaths } = expected;
  const published = isOpen(expected, 'queues') || !queues ? [] : messagesOf(experiment).map(({ id }) => id);
  const written = [...Object.keys(queues ?? {}), ...Object.keys(deaths ?? {})];
  const told = [returned, refused, unconfirmed].flatMap((ids) => ids ?? []);
  const ids = new Set([...published, ...written, ...told]);
  return Object.fromEntries(Array.from(ids, (id) => [id, messageShape(id, expected, experiment)]));
}

function messageShape(
  id: string,
  { queues, returned, refused, unconfirmed, deaths, open }: Expectation,
  { steps }: Experiment,
): readonly string[] | MessageShape {
  const isHeld = queues && (Object.hasOwn(queues, id) || !open?.includes('queues'));
  const held = isHeld ? (queues[id] ?? []) : undefined;
  const step = steps.findLast((each) => each.kind === 'publish' && each.message.id === id);
  const optional = step?.kind === 'publish' && step.mandatory === false;
  const isUnroutable = held?.length === 0 && !optional;
  /** What the reader makes of it where the file does not say. */
  const comesBack = isUnroutable && !refused?.includes(id) && !unconfirmed?.includes(id);
  const isReturned = returned?.includes(id) ?? (isUnroutable && step !== undefined);
  const more = {
    ...(isReturned !== comesBack && { returned: isReturned }),
    ...(refused?.includes(id) && { refused: true }),
    ...(unconfirmed?.includes(id) && { unconfirmed: true }),
    ...(deaths && Object.hasOwn(deaths, id) && { dead_lettered: deaths[id] ?? [] }),
  };
  if (held && Object.keys(more).length === 0) return held;
  return { ...(held && { queues: held }), ...more };
}

/** Where the expectation holds whatever there is, nothing lies in the queues that it does not name. */
function left(expected: Expectation, experiment: Experiment): Record<string, readonly string[]> {
  const named = expected.left ?? {};
  if (isOpen(expected, 'left')) return named;
  const others = queueNamesOf(experiment).filter((name) => !Object.hasOwn(expected.ready ?? {}, name));
  return { ...Object.fromEntries(others.map((name) => [name, []])), ...named };
}

const shares = ({ shares: given = {} }: Expectation) =>
  mapped(given, ([least, most]) =>
    least === most ? BigInt(least) : { least: BigInt(least), most: BigInt(most) },
  );

const counted = <T>(
  counts: Readonly<Record<string, T | number>> = {},
): Record<string, Exclude<T, number> | bigint> =>
  mapped(counts, (count) => (typeof count === 'number' ? BigInt(count) : (count as Exclude<T, number>)));

/** A code that stands alone is a number. */
function errorShape(errors: readonly string[]): ErrorShape | ErrorShape[] {
  const shapes = errors.map((error) => (/^\d{3}$/.test(error) ? BigInt(error) : error));
  const [only] = shapes;
  return shapes.length === 1 && only !== undefined ? only : shapes;
}

function mapped<V, W>(record: Readonly<Record<string, V>>, change: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

const nonEmpty = <K extends string, V extends object>(key: K, value: V): { [P in K]?: V } =>
  (Object.keys(value).length === 0 ? {} : { [key]: value }) as { [P in K]?: V };
