import { createRequire } from 'node:module';
import type { FieldTable, FieldValue } from '../../src/lib/routing/values.ts';

/** amqplib's own codec, generated from the specification: the authority that ours is held against. */
interface AmqplibDefs {
  decode(id: number, payload: Buffer): Record<string, unknown>;
  encodeMethod(id: number, channel: number, fields: Record<string, unknown>): Buffer;
  encodeProperties(id: number, channel: number, size: number, fields: Record<string, unknown>): Buffer;
  info(id: number): MethodInfo;
  readonly [key: string]: unknown;
}

export interface MethodInfo {
  readonly name: string;
  readonly args: readonly { readonly type: string; readonly name: string }[];
}

export const defs = createRequire(import.meta.url)('../../node_modules/amqplib/lib/defs.js') as AmqplibDefs;

/** A table as amqplib's encoder takes it, every value under its type. */
export function amqplibTable(table: FieldTable): Record<string, unknown> {
  return Object.fromEntries(Array.from(table, ([key, value]) => [key, amqplibValue(value)]));
}

function amqplibValue(value: FieldValue): unknown {
  switch (value.type) {
    case 'void':
      return null;
    case 'string':
    case 'boolean':
      return value.value;
    case 'binary':
      return Buffer.from(value.value);
    case 'array':
      return value.value.map(amqplibValue);
    case 'table':
      return amqplibTable(value.value);
    case 'decimal':
      return { '!': 'decimal', value: { places: value.value.scale, digits: value.value.digits } };
    default:
      return { '!': value.type, value: value.value };
  }
}
