import { describe, expect, test } from 'vitest';
import { direct } from '../../src/lib/routing/exchange-types/direct.ts';
import { fanout } from '../../src/lib/routing/exchange-types/fanout.ts';
import { exchangeType } from '../../src/lib/routing/exchange-types/index.ts';
import { binding, message } from './build.ts';

describe('a direct binding', () => {
  test.each([
    ['info', 'info', true],
    ['info', 'INFO', false],
    ['info', 'info.', false],
    ['', '', true],
    ['', 'info', false],
    ['#', 'info', false],
    ['a.*', 'a.*', true],
  ])('with the key %j and the routing key %j: %s', (bindingKey, routingKey, matched) => {
    const match = direct.match(binding('x', 'q', bindingKey), message('x', routingKey), routingKey);
    expect(match).toEqual({ matched, kind: 'direct', bindingKey, routingKey });
  });
});

test('gotcha 7: a fanout binding takes every key and every header', () => {
  for (const key of ['', 'a', 'a.b']) {
    expect(fanout.match(binding('x', 'q', 'other'), message('x', key, { a: 1 }), key).matched).toBe(true);
  }
});

test("a plugin's exchange type is not modelled: its bindings take nothing and say so", () => {
  const type = exchangeType('x-consistent-hash');
  expect(type.match(binding('x', 'q', '1'), message('x', '1'), '1')).toEqual({
    matched: false,
    kind: 'not-modelled',
    exchangeType: 'x-consistent-hash',
  });
  expect(exchangeType('constructor').match(binding('x', 'q'), message('x', ''), '').matched).toBe(false);
});
