import { describe, expect, test } from 'vitest';
import {
  type FieldValue,
  fieldTable,
  fieldValue,
  formatTable,
  integerValue,
  type PlainValue,
  plainValue,
  stringValue,
  tableIdentity,
} from '../../src/lib/routing/values.ts';

describe('a plain value', () => {
  test.each<[PlainValue, FieldValue]>([
    [1, { type: 'int32', value: 1 }],
    [-0x80000000, { type: 'int32', value: -0x80000000 }],
    [0x80000000, { type: 'int64', value: 0x80000000n }],
    [Number.MAX_SAFE_INTEGER, { type: 'int64', value: 9007199254740991n }],
    [2 ** 60, { type: 'double', value: 2 ** 60 }],
    [9007199254740993n, { type: 'int64', value: 9007199254740993n }],
    [1.5, { type: 'double', value: 1.5 }],
    ['1', { type: 'string', value: '1' }],
    [true, { type: 'boolean', value: true }],
    [null, { type: 'void' }],
    [
      [1, 'a'],
      {
        type: 'array',
        value: [
          { type: 'int32', value: 1 },
          { type: 'string', value: 'a' },
        ],
      },
    ],
    [
      { '!': 'double', value: 1 },
      { type: 'double', value: 1 },
    ],
    [
      { '!': 'int8', value: 1 },
      { type: 'int8', value: 1 },
    ],
    [
      { '!': 'int64', value: '9007199254740993' },
      { type: 'int64', value: 9007199254740993n },
    ],
    [
      { '!': 'timestamp', value: 5 },
      { type: 'timestamp', value: 5n },
    ],
    [
      { '!': 'decimal', value: { places: 2, digits: 199 } },
      { type: 'decimal', value: { scale: 2, digits: 199 } },
    ],
  ])('%o becomes %o', (plain, expected) => {
    expect(fieldValue(plain)).toEqual(expected);
  });

  test('that is an object without both "!" and "value" is a table', () => {
    expect(fieldValue({ '!': 'double' })).toEqual({
      type: 'table',
      value: new Map([['!', { type: 'string', value: 'double' }]]),
    });
  });

  test('with an unknown type is a TypeError that names it', () => {
    expect(() => fieldValue({ '!': 'int128', value: 1 })).toThrow("no field value has the type 'int128'");
  });

  test('that is undefined is left out of a table', () => {
    expect(fieldTable({ a: undefined, b: 1 })).toEqual(new Map([['b', { type: 'int32', value: 1 }]]));
  });
});

test.each<PlainValue>([
  1,
  1.5,
  'a',
  true,
  null,
  [1, [2]],
  { a: { b: 'c' } },
  { '!': 'double', value: 1 },
  { '!': 'double', value: 'Infinity' },
  { '!': 'timestamp', value: 5 },
  { '!': 'int64', value: '9007199254740993' },
  { '!': 'decimal', value: { places: 2, digits: 199 } },
])('%j survives the way to a field value and back', (plain) => {
  expect(plainValue(fieldValue(plain))).toEqual(plain);
});

test('a double with a whole value keeps its type on the way to plain values', () => {
  expect(plainValue({ type: 'double', value: 1 })).toEqual({ '!': 'double', value: 1 });
  expect(plainValue({ type: 'int8', value: 1 })).toBe(1);
});

test('integerValue and stringValue read those types alone', () => {
  expect(integerValue({ type: 'int64', value: 7n })).toBe(7);
  expect(integerValue({ type: 'double', value: 7 })).toBeUndefined();
  expect(integerValue(undefined)).toBeUndefined();
  expect(stringValue({ type: 'string', value: 'a' })).toBe('a');
  expect(stringValue({ type: 'binary', value: new Uint8Array() })).toBeUndefined();
});

test('formatTable makes the types visible', () => {
  const table = fieldTable({ a: 1, b: { '!': 'double', value: 1 }, c: '1', d: true, e: null, f: [1, 'x'] });
  expect(formatTable(table)).toBe('{a: 1, b: 1.0, c: "1", d: true, e: (void), f: [1, "x"]}');
});

describe('the identity of a table', () => {
  const identity = (plain: Record<string, PlainValue>) => tableIdentity(fieldTable(plain));

  test('does not depend on the order of its own keys', () => {
    expect(identity({ a: 1, b: 2 })).toBe(identity({ b: 2, a: 1 }));
  });

  test('depends on the order within the tables that it holds', () => {
    expect(identity({ t: { a: 1, b: 2 } })).not.toBe(identity({ t: { b: 2, a: 1 } }));
    expect(identity({ t: [{ a: 1, b: 2 }] })).not.toBe(identity({ t: [{ b: 2, a: 1 }] }));
  });

  test.each<[PlainValue, PlainValue]>([
    [1, '1'],
    [1, { '!': 'double', value: 1 }],
    [1, { '!': 'int8', value: 1 }],
    ['', null],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [['a,b'], ['a', 'b']],
    [{ a: 1 }, { b: 1 }],
    ['true', true],
  ])('tells %j from %j', (one, other) => {
    expect(identity({ h: one })).not.toBe(identity({ h: other }));
  });
});

test('the identity of a deeply nested table grows with its size alone', () => {
  let nested: PlainValue = 1;
  for (let depth = 0; depth < 200; depth++) nested = { a: [nested] };
  expect(tableIdentity(fieldTable({ nested })).length).toBeLessThan(10_000);
});
