import { Scalar } from 'yaml';
import { isTyped } from '../../check/field-values.ts';
import type { FieldTable, FieldValue } from '../../routing/values.ts';

/** The table as a scenario file has it; what YAML has no way to write has its type named. */
export function tableShape(table: FieldTable): Map<string, unknown> {
  return new Map(Array.from(table, ([key, value]) => [key, valueShape(value)]));
}

function valueShape(value: FieldValue): unknown {
  switch (value.type) {
    case 'boolean':
    case 'string':
      return value.value;
    case 'void':
      return null;
    case 'int32':
      return value.value;
    case 'double':
      return double(value.value);
    case 'int64':
      return isInt32(value.value) ? typed('int64', value.value) : value.value;
    case 'float':
      return typed('float', double(value.value));
    case 'decimal':
      return typed('decimal', { places: value.value.scale, digits: value.value.digits });
    case 'binary':
      return typed('binary', Buffer.from(value.value).toString('base64'));
    case 'array':
      return value.value.map(valueShape);
    case 'table':
      return nestedShape(tableShape(value.value));
    default:
      return typed(value.type, value.value);
  }
}

const typed = (type: string, value: unknown): object => ({ '!': type, value });

const nestedShape = (table: Map<string, unknown>): object =>
  isTyped(Object.fromEntries(table)) ? typed('table', table) : table;

const isInt32 = (value: bigint): boolean => BigInt.asIntN(32, value) === value;

/** `1.0`, and not `1`, which would be an integer. */
function double(value: number): Scalar {
  const scalar = new Scalar(value);
  scalar.minFractionDigits = 1;
  return scalar;
}
