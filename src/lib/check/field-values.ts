import type { FieldTable, FieldValue } from '../routing/values.ts';

/** The file's map as an AMQP table: 1 is an integer, 1.0 a double, "1" a string, true a boolean, null void. */
export function tableOf(map: unknown): FieldTable {
  return new Map(Object.entries((map ?? {}) as object).map(([key, value]) => [key, fieldValue(value)]));
}

function fieldValue(value: unknown): FieldValue {
  switch (typeof value) {
    case 'string':
      return { type: 'string', value };
    case 'boolean':
      return { type: 'boolean', value };
    case 'number':
      return { type: 'double', value };
    case 'bigint':
      return isInt32(value) ? { type: 'int32', value: Number(value) } : { type: 'int64', value };
    default:
      if (value === null || value === undefined) return { type: 'void' };
      if (Array.isArray(value)) return { type: 'array', value: value.map(fieldValue) };
      return { type: 'table', value: tableOf(value) };
  }
}

const isInt32 = (value: bigint): boolean => value >= -0x80000000n && value <= 0x7fffffffn;
