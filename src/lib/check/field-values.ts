import type { FieldTable, FieldValue, SmallIntegerType } from '../routing/values.ts';

/**
 * The file's map as an AMQP table: 1 is an integer, 1.0 a double, "1" a string, true a boolean, null void. What YAML has
 * no way to write is named: `{ '!': int64, value: 1 }`.
 */
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
      return isTyped(value) ? typedValue(value) : { type: 'table', value: tableOf(value) };
  }
}

const isInt32 = (value: bigint): boolean => value >= -0x80000000n && value <= 0x7fffffffn;

type SameType = SmallIntegerType | 'float' | 'double';

/** A value whose type is named; the schema has seen to it that the two go together. */
export type TypedShape =
  | { readonly '!': SameType; readonly value: bigint | number }
  | { readonly '!': 'int64' | 'timestamp'; readonly value: bigint }
  | { readonly '!': 'decimal'; readonly value: { readonly places: bigint; readonly digits: bigint } }
  /** In base64. */
  | { readonly '!': 'binary'; readonly value: string }
  /** A table that looks like a value whose type is named. */
  | { readonly '!': 'table'; readonly value: object };

export const isTyped = (value: object): value is TypedShape =>
  Object.hasOwn(value, '!') && Object.hasOwn(value, 'value') && Object.keys(value).length === 2;

function typedValue(typed: TypedShape): FieldValue {
  switch (typed['!']) {
    case 'int64':
    case 'timestamp':
      return { type: typed['!'], value: typed.value };
    case 'decimal': {
      const { places, digits } = typed.value;
      return { type: 'decimal', value: { scale: Number(places), digits: Number(digits) } };
    }
    case 'binary':
      return { type: 'binary', value: Buffer.from(typed.value, 'base64') };
    case 'table':
      return { type: 'table', value: tableOf(typed.value) };
    default:
      return { type: typed['!'], value: Number(typed.value) };
  }
}
