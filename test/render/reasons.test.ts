import { describe, expect, test } from 'vitest';
import { readHeaderBinding, readHeaders } from '../../src/lib/lab/header-text.ts';
import { reasonText, routingStepText } from '../../src/lib/render/reasons.ts';
import { exchangeType } from '../../src/lib/routing/exchange-types/index.ts';
import { EMPTY_TABLE, type FieldTable } from '../../src/lib/routing/values.ts';

function reason(
  type: string,
  bindingKey: string,
  routingKey: string,
  wanted = EMPTY_TABLE,
  headers: FieldTable = EMPTY_TABLE,
) {
  const binding = {
    source: 'x',
    destination: 'q',
    destinationType: 'queue',
    routingKey: bindingKey,
    arguments: wanted,
  } as const;
  return reasonText(exchangeType(type).match(binding, { exchange: 'x', routingKey, headers }, routingKey));
}

describe('the reason of a topic binding', () => {
  test.each([
    ['a.b', 'a.b', 'every word is equal'],
    ['a.*', 'a.b', "* took 'b'"],
    ['a.#', 'a', '# took no word'],
    ['a.#.*', 'a.b.c.d', "# took 'b.c', * took 'd'"],
    ['', '', 'every word is equal'],
    ['a.*', 'a.b.c', "word 3, 'c', is one too many"],
    ['a.*', 'a', "the key ends after 'a', the pattern wants one word more"],
    ['a.b', 'a', "the key ends after 'a', the pattern wants 'b'"],
    ['a.b', 'x.b', "word 1 is 'x', the pattern wants 'a'"],
    ['*', '', 'the key has no words, the pattern wants one word more'],
    ['', 'a', 'an empty pattern takes only the empty key'],
    ['a.#.b', 'x.b', "word 1 is 'x', the pattern wants 'a'"],
  ])('%j on key %j is: %s', (pattern, key, text) => {
    expect(reason('topic', pattern, key)).toBe(text);
  });
});

describe('the reason of a direct binding', () => {
  test.each([
    ['a', 'a', 'the keys are equal'],
    ['a', 'b', "'b' is not 'a'"],
    ['a.*', 'a.b', "'a.b' is not 'a.*'; on a direct exchange * and # are plain text"],
  ])('%s on key %s is: %s', (bindingKey, key, text) => {
    expect(reason('direct', bindingKey, key)).toBe(text);
  });
});

describe('the reason of a headers binding', () => {
  test.each([
    ['q:all:a=1,b=x', 'a=1,b=x', 'a is 1; b is "x"'],
    ['q:all:a=1,b=x', 'a="1"', 'a is "1" (string), not 1 (integer); b is missing'],
    ['q:all:a=1.5', 'a=2.5', 'a is 2.5, not 1.5'],
    ['q:any:a=1,b=', 'b=false', 'b is there'],
    ['q:any:a=1,b=', '', 'a is missing; b is missing'],
    ['q:all:x-a=1', '', 'x-a skipped (begins with x-): all of nothing is true'],
    ['q:any:x-a=1', 'x-a=1', 'x-a skipped (begins with x-): any of nothing is false'],
    ['q:all:x-a=1,b=2', 'b=2', 'b is 2; x-a skipped (begins with x-)'],
    ['q:any-with-x:x-a=1', 'x-a=1', 'x-a is 1'],
    ['q:all', 'a=1', 'nothing to compare: all of nothing is true'],
  ])('%s on %j is: %s', (binding, message, text) => {
    expect(reason('headers', '', '', readHeaderBinding(binding).arguments, readHeaders(message))).toBe(text);
  });
});

test('a step says where the message had already been, or could not go', () => {
  const binding = {
    source: 'x',
    destination: 'q',
    destinationType: 'queue',
    routingKey: '',
    arguments: EMPTY_TABLE,
  } as const;
  const step = {
    kind: 'binding',
    binding,
    routingKey: '',
    match: { matched: true, kind: 'fanout' },
  } as const;
  expect(routingStepText({ ...step, skipped: 'already routed' })).toContain('no second copy');
  expect(routingStepText({ kind: 'default', routingKey: 'q', matched: false })).toContain(
    "no queue is named 'q'",
  );
  expect(routingStepText({ kind: 'alternate', exchange: 'x', alternate: 'ae', exists: true })).toContain(
    "alternate exchange 'ae'",
  );
  expect(routingStepText({ kind: 'no-exchange', exchange: 'x' })).toContain("no exchange 'x'");
});
