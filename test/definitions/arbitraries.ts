import fc from 'fast-check';
import { bindingIdentity } from '../../src/lib/routing/routing-table.ts';
import type { Binding, Exchange, Queue, Topology } from '../../src/lib/routing/topology.ts';
import type { FieldTable, FieldValue } from '../../src/lib/routing/values.ts';
import { sample } from '../support/topologies.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const name = fc
  .oneof(fc.constantFrom('a', 'b', 'c.d', '__proto__', '"\\', 'é ü'), text)
  // RabbitMQ takes carriage returns and line feeds out of names, and keeps amq. for itself.
  .map((each) => `n${each.replaceAll(/\p{Cc}/gu, '').slice(0, 20)}`);

const scalar: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.boolean().map((value): FieldValue => ({ type: 'boolean', value })),
  fc.integer().map((value): FieldValue => ({ type: 'int32', value })),
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .map((value): FieldValue => ({ type: 'int64', value })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value): FieldValue => ({ type: 'double', value })),
  fc.integer().map((value): FieldValue => ({ type: 'double', value })),
  text.map((value): FieldValue => ({ type: 'string', value: value.replaceAll('\u0000', '') })),
);
const { value } = fc.letrec<{ value: FieldValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }).map((items): FieldValue => ({ type: 'array', value: items })),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 3 }).map(
      (entries): FieldValue => ({
        type: 'table',
        value: new Map(entries),
      }),
    ),
  ),
}));
const table: fc.Arbitrary<FieldTable> = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom('x-foo', 'k', '__proto__'), text), value), { maxLength: 3 })
  .map((entries) => new Map(entries));

const odd: fc.Arbitrary<Topology> = fc
  .record({
    exchanges: fc.uniqueArray(
      fc.record<Exchange>({
        name,
        type: fc.constantFrom('direct', 'fanout', 'topic', 'headers', 'x-random'),
        durable: fc.boolean(),
        autoDelete: fc.boolean(),
        internal: fc.boolean(),
        arguments: table,
      }),
      { selector: (each) => each.name, maxLength: 4 },
    ),
    queues: fc.uniqueArray(
      fc.record<Queue>({
        name,
        durable: fc.boolean(),
        autoDelete: fc.boolean(),
        exclusive: fc.boolean(),
        arguments: table,
      }),
      { selector: (each) => each.name, maxLength: 4 },
    ),
    bindings: fc.array(
      fc.record<Binding>({
        source: name,
        destination: name,
        destinationType: fc.constantFrom('queue', 'exchange'),
        routingKey: text,
        arguments: table,
      }),
      { maxLength: 6 },
    ),
  })
  .map(onlyOnce);

/** Topologies whose values JSON can say: of the routing tests' own, and with names and values of all kinds. */
export const importable: fc.Arbitrary<Topology> = fc.oneof(
  odd,
  sample.map(({ topology }) => onlyOnce(sayable(topology))),
);

/** The same, but with nothing that RabbitMQ would not make of them: every binding has both its ends. */
export const onOneBroker: fc.Arbitrary<Topology> = importable.map((topology) => {
  const exchanges = topology.exchanges.map((each) =>
    each.type === 'x-random' ? { ...each, type: 'topic' } : each,
  );
  const queues = topology.queues.map((each) => ({ ...each, exclusive: false }));
  const names = {
    exchange: ['amq.topic', ...exchanges.map(({ name }) => name)],
    queue: queues.map(({ name }) => name),
  };
  const bindings = topology.bindings.flatMap((each, at): Binding[] => {
    const source = names.exchange[at % names.exchange.length];
    const to = names[each.destinationType];
    const destination = to[(at * 7) % to.length];
    return source === undefined || destination === undefined ? [] : [{ ...each, source, destination }];
  });
  return onlyOnce({ exchanges, queues, bindings });
});

function onlyOnce(topology: Topology): Topology {
  const { bindings } = mapTables(topology, widened);
  const identities = bindings.map((each) => `${each.source} ${bindingIdentity(each)}`);
  return {
    ...topology,
    bindings: topology.bindings.filter((_, at) => identities.indexOf(identities[at] ?? '') === at),
  };
}

const sayable = (topology: Topology): Topology =>
  mapTables(topology, (each) =>
    each.type === 'void' || each.type === 'decimal'
      ? { type: 'boolean', value: true }
      : each.type === 'binary'
        ? { type: 'string', value: Buffer.from(each.value).toString() }
        : widened(each),
  );

function widened(value: FieldValue): FieldValue {
  switch (value.type) {
    case 'int8':
    case 'uint8':
    case 'int16':
    case 'uint16':
    case 'int32':
    case 'uint32':
    case 'timestamp':
      return { type: 'int64', value: BigInt(value.value) };
    case 'float':
      return { type: 'double', value: value.value };
    default:
      return value;
  }
}

function mapTables(topology: Topology, change: (value: FieldValue) => FieldValue): Topology {
  const changed = (value: FieldValue): FieldValue => {
    if (value.type === 'array') return { type: 'array', value: value.value.map(changed) };
    if (value.type === 'table') return { type: 'table', value: tableOf(value.value) };
    return change(value);
  };
  const tableOf = (each: FieldTable): FieldTable =>
    new Map(Array.from(each, ([key, item]) => [key, changed(item)]));
  const mapped = <T extends { readonly arguments: FieldTable }>(items: readonly T[]): T[] =>
    items.map((item) => ({ ...item, arguments: tableOf(item.arguments) }));
  const { exchanges, queues, bindings } = topology;
  return { exchanges: mapped(exchanges), queues: mapped(queues), bindings: mapped(bindings) };
}
