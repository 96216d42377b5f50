import type { Topology } from '../routing/topology.ts';
import type { FieldTable, FieldValue } from '../routing/values.ts';

/**
 * The topology with integers in as few bits as people mean. RabbitMQ: an import makes 64 bits of each, and where it
 * compares them, it does so by value.
 */
export function withPlainIntegers({ exchanges, queues, bindings }: Topology): Topology {
  const plain = <T extends { readonly arguments: FieldTable }>(items: readonly T[]): T[] =>
    items.map((item) => ({ ...item, arguments: plainTable(item.arguments) }));
  return { exchanges: plain(exchanges), queues: plain(queues), bindings: plain(bindings) };
}

const plainTable = (table: FieldTable): FieldTable =>
  new Map(Array.from(table, ([key, value]) => [key, plainValue(value)]));

function plainValue(value: FieldValue): FieldValue {
  switch (value.type) {
    case 'int64':
      return BigInt.asIntN(32, value.value) === value.value
        ? { type: 'int32', value: Number(value.value) }
        : value;
    case 'array':
      return { type: 'array', value: value.value.map(plainValue) };
    case 'table':
      return { type: 'table', value: plainTable(value.value) };
    default:
      return value;
  }
}
