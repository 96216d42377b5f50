import { type FieldTable, type FieldValue, isInteger } from '../routing/values.ts';
import { erlangText, erlangType } from './erlang.ts';
import { preconditionFailed } from './errors.ts';

/** A property or argument of something that is declared again; undefined is an argument that is not there. */
type Declared = FieldValue | boolean | string | undefined;

/** Throws PRECONDITION_FAILED unless the property is declared as it was before. `resource`: "queue 'q' in vhost '/'". */
export function assertSameProperty(
  resource: string,
  name: string,
  current: Declared,
  received: Declared,
): void {
  if (current !== received) throw inequivalent(resource, name, current, received);
}

/** Throws PRECONDITION_FAILED where one of the named arguments differs from what it was before. */
export function assertSameArguments(
  resource: string,
  names: readonly string[],
  current: FieldTable,
  received: FieldTable,
): void {
  for (const name of names) {
    const [was, is] = [current.get(name), received.get(name)];
    if (was === undefined && is === undefined) continue;
    if (was !== undefined && is !== undefined) {
      if (!sameArgument(was, is)) throw inequivalent(resource, name, erlangText(was), erlangText(is));
    } else if (name !== 'x-queue-type' || !isClassic(was ?? is)) {
      throw inequivalent(resource, name, was, is);
    }
  }
}

/** RabbitMQ: a queue without a type is a classic one. */
const isClassic = (value: FieldValue | undefined): boolean =>
  value?.type === 'string' && value.value === 'classic';

/** RabbitMQ: the widths of integers do not matter, nor those of floats; an integer is no float. */
function sameArgument(a: FieldValue, b: FieldValue): boolean {
  return termClass(a) === termClass(b) && erlangText(a) === erlangText(b);
}

function termClass(value: FieldValue): string {
  if (isInteger(value) || value.type === 'timestamp') return 'integer';
  switch (value.type) {
    case 'float':
    case 'double':
      return 'float';
    case 'string':
    case 'binary':
      return 'bytes';
    default:
      return value.type;
  }
}

function inequivalent(resource: string, name: string, current: Declared, received: Declared): Error {
  return preconditionFailed(
    `inequivalent arg '${name}' for ${resource}: received ${declaredText(received)} but current is ${declaredText(current)}`,
  );
}

function declaredText(value: Declared): string {
  if (value === undefined) return 'none';
  if (typeof value !== 'object') return `'${value}'`;
  return `the value '${erlangText(value)}' of type '${erlangType(value)}'`;
}
