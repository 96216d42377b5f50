import { describe, expect, test } from 'vitest';
import { readHeaderBinding, readHeaders, readHeaderValue } from '../../src/lib/lab/header-text.ts';

describe('a header value', () => {
  test.each([
    ['1', { type: 'int32', value: 1 }],
    ['-7', { type: 'int32', value: -7 }],
    ['0', { type: 'int32', value: 0 }],
    ['2147483648', { type: 'int64', value: 2147483648n }],
    ['9007199254740993', { type: 'int64', value: 9007199254740993n }],
    ['-9223372036854775808', { type: 'int64', value: -9223372036854775808n }],
    ['1.0', { type: 'double', value: 1 }],
    ['1e3', { type: 'double', value: 1000 }],
    ['-0.5', { type: 'double', value: -0.5 }],
    ['true', { type: 'boolean', value: true }],
    ['false', { type: 'boolean', value: false }],
    ['', { type: 'void' }],
    ['""', { type: 'string', value: '' }],
    ['"1"', { type: 'string', value: '1' }],
    ['"true"', { type: 'string', value: 'true' }],
    ['"a,b"', { type: 'string', value: 'a,b' }],
    [String.raw`"say \"hi\" \\"`, { type: 'string', value: String.raw`say "hi" \ `.trimEnd() }],
    ['pdf', { type: 'string', value: 'pdf' }],
    ['True', { type: 'string', value: 'True' }],
    ['007', { type: 'string', value: '007' }],
    ['+1', { type: 'string', value: '+1' }],
    ['1.', { type: 'string', value: '1.' }],
    ['a=b', { type: 'string', value: 'a=b' }],
    ['주문', { type: 'string', value: '주문' }],
  ])('written %s has the type that it looks like', (text, value) => {
    expect(readHeaderValue(text)).toEqual(value);
  });

  test.each(['9223372036854775808', '-9223372036854775809'])(
    '%s does not fit 64 bits and is refused',
    (text) => {
      expect(() => readHeaderValue(text)).toThrow(/at most 64 bits/);
    },
  );
});

describe('a list of headers', () => {
  test('keeps its order, and commas inside quotes', () => {
    expect([...readHeaders('b="x,y",a=1').keys()]).toEqual(['b', 'a']);
    expect(readHeaders('b="x,y",a=1').get('b')).toEqual({ type: 'string', value: 'x,y' });
  });

  test('that is nothing is no header', () => {
    expect(readHeaders('').size).toBe(0);
  });

  test('may end in a void value', () => {
    expect(readHeaders('a=1,b=').get('b')).toEqual({ type: 'void' });
  });

  test.each([
    ['a', /expected K=V/],
    ['=1', /expected K=V/],
    ['a=1,', /expected K=V/],
    ['a=1,,b=2', /expected K=V/],
    ['a="x', /closing double quote/],
    ['a="x"y', /closing double quote/],
    ['a=1,a=2', /each header once/],
    [`${'k'.repeat(256)}=1`, /at most 255 bytes/],
  ])('%s is refused with what was expected', (text, reason) => {
    expect(() => readHeaders(text)).toThrow(reason);
  });
});

describe('a headers binding', () => {
  test('has the mode as x-match before its pairs', () => {
    const { queue, arguments: wanted } = readHeaderBinding('q:any-with-x:x-a=1,b=a:b');
    expect(queue).toBe('q');
    expect([...wanted.keys()]).toEqual(['x-match', 'x-a', 'b']);
    expect(wanted.get('b')).toEqual({ type: 'string', value: 'a:b' });
  });

  test.each(['q:all', 'q:all:'])('%s has no pairs', (text) => {
    expect([...readHeaderBinding(text).arguments.keys()]).toEqual(['x-match']);
  });

  test.each([
    ['q', /expected QUEUE:MODE/],
    ['q:some:a=1', /one of all, any, all-with-x, any-with-x/],
    [':all:a=1', /a queue's name/],
    ['amq.q:all:a=1', /a queue's name/],
    ['q:all:x-match=any', /without x-match/],
  ])('%s is refused', (text, reason) => {
    expect(() => readHeaderBinding(text)).toThrow(reason);
  });
});
