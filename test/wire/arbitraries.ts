import fc from 'fast-check';
import type { FieldTable, FieldValue } from '../../src/lib/routing/values.ts';
import { type FieldKind, METHODS, type Method, type MethodName } from '../../src/lib/wire/methods.ts';
import type { Properties } from '../../src/lib/wire/properties.ts';

/** Unicode text of at most 255 bytes. */
export const shortText = fc
  .string({ unit: 'binary', maxLength: 100 })
  .filter((text) => Buffer.byteLength(text) <= 255);

const bytes = fc.uint8Array({ maxLength: 40 }).map((octets) => Buffer.from(octets));

/** Not what an object in amqplib's hands takes for something else. */
const key = shortText.filter((text) => text !== '__proto__' && text !== '!');

const { value } = fc.letrec<{ value: FieldValue; table: FieldTable }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('string'), value: fc.string({ unit: 'binary' }) }),
    fc.record({ type: fc.constant('boolean'), value: fc.boolean() }),
    fc.record({ type: fc.constant('int8'), value: fc.integer({ min: -128, max: 127 }) }),
    fc.record({ type: fc.constant('uint8'), value: fc.integer({ min: 0, max: 255 }) }),
    fc.record({ type: fc.constant('int16'), value: fc.integer({ min: -0x8000, max: 0x7fff }) }),
    fc.record({ type: fc.constant('uint16'), value: fc.integer({ min: 0, max: 0xffff }) }),
    fc.record({ type: fc.constant('int32'), value: fc.integer() }),
    fc.record({ type: fc.constant('uint32'), value: fc.integer({ min: 0, max: 0xffff_ffff }) }),
    fc.record({ type: fc.constant('int64'), value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) }),
    fc.record({ type: fc.constant('timestamp'), value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
    fc.record({
      type: fc.constant('float'),
      value: fc.float({ noNaN: true, noDefaultInfinity: true }),
    }),
    fc.record({
      type: fc.constant('double'),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
    }),
    fc.record({
      type: fc.constant('decimal'),
      value: fc.record({ scale: fc.nat(255), digits: fc.integer({ min: 0, max: 0xffff_ffff }) }),
    }),
    fc.record({ type: fc.constant('binary'), value: bytes }),
    fc.record({ type: fc.constant('void') }),
    fc.record({ type: fc.constant('array'), value: fc.array(tie('value'), { maxLength: 5 }) }),
    fc.record({ type: fc.constant('table'), value: tie('table') }),
  ) as fc.Arbitrary<FieldValue>,
  table: fc
    .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 5, selector: ([name]) => name })
    .map((entries): FieldTable => new Map(entries)),
}));

export const fieldTable: fc.Arbitrary<FieldTable> = fc
  .uniqueArray(fc.tuple(key, value), { maxLength: 8, selector: ([name]) => name })
  .map((entries) => new Map(entries));

const BY_KIND: Readonly<Record<FieldKind, fc.Arbitrary<unknown>>> = {
  bit: fc.boolean(),
  uint8: fc.nat(0xff),
  uint16: fc.nat(0xffff),
  uint32: fc.integer({ min: 0, max: 0xffff_ffff }),
  uint64: fc.maxSafeNat(),
  shortstr: shortText,
  longstr: bytes,
  longtext: fc.string({ unit: 'binary' }),
  table: fieldTable,
};

/** A method of that name with any values. */
export function methodOf(name: MethodName): fc.Arbitrary<Method> {
  const visible = Object.entries<FieldKind>(METHODS[name].fields).filter(([field]) => !isReserved(field));
  const fields = Object.fromEntries(visible.map(([field, kind]) => [field, BY_KIND[kind]]));
  return fc.record({ name: fc.constant(name), ...fields }) as unknown as fc.Arbitrary<Method>;
}

export function isReserved(field: string): boolean {
  return field.startsWith('reserved');
}

export const METHOD_NAMES = Object.keys(METHODS) as MethodName[];
export const method: fc.Arbitrary<Method> = fc.constantFrom(...METHOD_NAMES).chain(methodOf);

export const properties: fc.Arbitrary<Properties> = fc.record(
  {
    contentType: shortText,
    contentEncoding: shortText,
    headers: fieldTable,
    deliveryMode: fc.nat(255),
    priority: fc.nat(255),
    correlationId: shortText,
    replyTo: shortText,
    expiration: shortText,
    messageId: shortText,
    timestamp: fc.bigInt({ min: 0n, max: 2n ** 63n }),
    type: shortText,
    userId: shortText,
    appId: shortText,
    clusterId: shortText,
  },
  { requiredKeys: [] },
);
