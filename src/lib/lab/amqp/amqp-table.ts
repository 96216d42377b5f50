import type { FieldTable, FieldValue } from '../../routing/values.ts';

/** The table as amqplib takes it, every number under its own type. */
export function amqpTable(table: FieldTable): Record<string, unknown> {
  return Object.fromEntries(Array.from(table, ([key, value]) => [key, amqpValue(value)]));
}

function amqpValue(value: FieldValue): unknown {
  switch (value.type) {
    case 'boolean':
    case 'string':
      return value.value;
    case 'void':
      return null;
    case 'binary':
      return Buffer.from(value.value);
    case 'array':
      return value.value.map(amqpValue);
    case 'table':
      return amqpTable(value.value);
    case 'decimal':
      return { '!': 'decimal', value: { places: value.value.scale, digits: value.value.digits } };
    default:
      return { '!': value.type, value: value.value };
  }
}
