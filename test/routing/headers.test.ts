import { describe, expect, test } from 'vitest';
import { headers } from '../../src/lib/routing/exchange-types/headers.ts';
import type { PlainTable, PlainValue } from '../../src/lib/routing/values.ts';
import { binding, message } from './build.ts';

const match = (wanted: PlainTable, got: PlainTable) =>
  headers.match(binding('x', 'q', '', wanted), message('x', '', got), '');
const takes = (wanted: PlainTable, got: PlainTable): boolean => match(wanted, got).matched;

const tagged = (type: string, value: number | string): PlainValue => ({ '!': type, value });

describe('a headers binding', () => {
  test.each<[string, PlainTable, PlainTable, boolean]>([
    ['T10: x-foo is ignored', { a: 1, 'x-foo': 1 }, { a: 1 }, true],
    ['T10: x-foo is ignored in any', { 'x-match': 'any', a: 1, 'x-foo': 1 }, { 'x-foo': 1 }, false],
    ['T11: any-with-x compares x-foo', { 'x-match': 'any-with-x', 'x-foo': 1 }, { 'x-foo': 1 }, true],
    ['T11: all-with-x compares x-foo', { 'x-match': 'all-with-x', a: 1, 'x-foo': 1 }, { a: 1 }, false],
    ['T12: only x-match: all', { 'x-match': 'all' }, {}, true],
    ['T12: only x-match: all', { 'x-match': 'all' }, { a: 1 }, true],
    ['T12: no argument at all', {}, { a: 1 }, true],
    ['T13: any with no pairs', { 'x-match': 'any' }, { a: 1 }, false],
    ['T13: any-with-x with no pairs', { 'x-match': 'any-with-x' }, { 'x-match': 'any-with-x' }, false],
    ['gotcha 9: all is the default', { a: 1, b: 2 }, { a: 1 }, false],
    ['gotcha 9: extra headers do not hurt', { a: 1 }, { a: 1, b: 2 }, true],
    ['gotcha 10: only x-priority under all', { 'x-priority': 1 }, {}, true],
    [
      'gotcha 10: only x-priority under any',
      { 'x-match': 'any', 'x-priority': 1 },
      { 'x-priority': 1 },
      false,
    ],
    ['gotcha 10: x-match itself is never compared', { 'x-match': 'all-with-x' }, {}, true],
    ['gotcha 11: keys are case-sensitive', { Type: 'a' }, { type: 'a' }, false],
    ['gotcha 11: void asks for presence', { a: null }, { a: 'whatever' }, true],
    ['gotcha 11: void asks for presence', { a: null }, { b: 1 }, false],
    ['any: one agrees', { 'x-match': 'any', a: 1, b: 2 }, { a: 9, b: 2 }, true],
    ['any: none agrees', { 'x-match': 'any', a: 1, b: 2 }, { a: 9, b: 9 }, false],
    ['another x-match reads as all', { 'x-match': 'none', a: 1 }, { a: 1 }, true],
  ])('%s: %j and %j: %s', (_label, wanted, got, expected) => {
    expect(takes(wanted, got)).toBe(expected);
  });

  test('tells each pair apart and lists what it ignored', () => {
    expect(match({ a: 1, b: 'no', 'x-c': 1, d: true }, { a: 1, b: 'yes' })).toEqual({
      kind: 'headers',
      matched: false,
      mode: 'all',
      pairs: [
        { header: 'a', wanted: int(1), got: int(1), matched: true },
        { header: 'b', wanted: text('no'), got: text('yes'), matched: false },
        { header: 'd', wanted: { type: 'boolean', value: true }, matched: false },
      ],
      ignored: ['x-c'],
    });
  });
});

const int = (value: number) => ({ type: 'int32', value });
const text = (value: string) => ({ type: 'string', value });

// RabbitMQ: measured on 3.10; the contract suite repeats these on a live broker.
describe('gotcha 11: the values of a headers binding', () => {
  const bytes = (value: string) => new Uint8Array(Buffer.from(value));
  test.each<[PlainValue, PlainValue, boolean]>([
    [1, tagged('int8', 1), true],
    [1, tagged('int64', 1), true],
    [1, tagged('double', 1), true],
    [1, tagged('float', 1), true],
    [1, tagged('timestamp', 1), true],
    [1, tagged('double', 1.5), false],
    [tagged('double', 0.1), tagged('float', Math.fround(0.1)), false],
    [tagged('int64', '9007199254740993'), tagged('double', 9007199254740992), false],
    [1, '1', false],
    [1, true, false],
    [0, false, false],
    ['true', true, false],
    ['', null, false],
    ['a', 'A', false],
    ['é', 'é', true],
    ['a', bytes('a'), true],
    [true, true, true],
    [true, false, false],
    [null, null, true],
    [[1], [1], true],
    [[1], [tagged('int8', 1)], false],
    [['a', 'b'], ['b', 'a'], false],
    [[1], [1, 2], false],
    [{ a: 1 }, { a: 1 }, true],
    [{ a: 1 }, { a: tagged('int8', 1) }, false],
    [{ a: 1, b: 2 }, { a: 1, b: 2 }, true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, false],
  ])('%j in the binding and %j in the message: %s', (wanted, got, expected) => {
    expect(takes({ h: wanted }, { h: got })).toBe(expected);
  });
});
