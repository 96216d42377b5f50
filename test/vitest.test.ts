import 'mq-lab/vitest';
import { describe, expect, test } from 'vitest';
import { binding, exchange, queue, topology } from '../src/lib/lab/notation.ts';

const shop = topology(
  [
    exchange('orders', 'topic'),
    exchange('events', 'fanout'),
    exchange('reports', 'headers'),
    exchange('hash', 'x-random'),
    exchange('inner', 'topic', { internal: true }),
  ],
  ['billing', 'audit', 'refunds', 'pdf', 'shard'].map((name) => queue(name)),
  [
    'orders -[order.*]-> billing',
    'orders =[order.#]=> events',
    'events -> audit',
    'orders -[refund.#]-> refunds',
    binding('reports -> pdf', { 'x-match': 'all', format: 'pdf' }),
    'hash -> shard',
  ],
);
const order = { exchange: 'orders', routingKey: 'order.new' };
const nothing = { exchange: 'orders', routingKey: 'nothing' };
const wrongExchange = { exchange: 'ordres', routingKey: 'order.new' };

function failureOf(assert: () => void): { message: string; actual?: unknown; expected?: unknown } {
  try {
    assert();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it held');
}

describe('toRoute', () => {
  test('holds where these queues get the message, and no others do', () => {
    expect(shop).toRoute(order).to('billing', 'audit');
    expect(shop).toRoute(order).to('audit', 'billing');
    expect(shop).toRoute(order, ['billing', 'audit']);
    expect({ topology: shop, virtualHost: 'shop' }).toRoute(order).to('billing', 'audit');
    expect(shop)
      .toRoute({ exchange: 'reports', routingKey: '', headers: { format: 'pdf' } })
      .to('pdf');
    expect(shop).toRoute({ exchange: '', routingKey: 'pdf' }).to('pdf');
  });

  test.each([[['billing']], [['billing', 'audit', 'refunds']], [['refunds']], [['bilingl']]])(
    'fails for %j',
    (names) => {
      expect(() =>
        expect(shop)
          .toRoute(order)
          .to(...names),
      ).toThrow(/^expected orders {2}order\.new to go to/);
      expect(() => expect(shop).toRoute(order, names)).toThrow(/^expected orders {2}order\.new to go to/);
    },
  );

  test('says what was expected, what is observed, and why', () => {
    const { message, actual, expected } = failureOf(() =>
      expect(shop).toRoute(order).to('billing', 'refunds'),
    );
    expect(message).toBe(
      `expected orders  order.new to go to billing, refunds and no other queue

orders  (topic)
  ●  billing                   order.*   * took 'new'
  ●  exchange events (fanout)  order.#   # took 'new'
       ●  audit  a fanout exchange takes every message
  ·  refunds                   refund.#  word 1 is 'order', the pattern wants 'refund'

✔ goes to billing, audit

✗ refunds does not get it

closest
  ·  orders ─ refund.# ─▶ refunds  word 1 is 'order', the pattern wants 'refund'

each of these would bring it there
  › routing key refund.new
    ▶ refunds
  › binding orders ─ order.new ─▶ refunds
    ▶ billing, refunds, audit`,
    );
    expect([actual, expected]).toEqual([
      ['audit', 'billing'],
      ['billing', 'refunds'],
    ]);
  });

  test('explains the queues that were expected where the message reaches none', () => {
    expect(failureOf(() => expect(shop).toRoute(nothing).to('billing')).message).toContain(
      '✗ billing does not get it',
    );
  });

  test('without queues holds where any queue gets the message', () => {
    expect(shop).toRoute(order);
  });

  test.fails('without queues fails where no queue gets the message', () => {
    expect(shop).toRoute(nothing);
  });

  test.fails('without queues fails for an exchange that is not there', () => {
    expect(shop).toRoute(wrongExchange);
  });

  test('without names is no claim', () => {
    expect(() => expect(shop).toRoute(order).to()).toThrow(TypeError);
    expect(() => expect(shop).toRoute(order, [])).toThrow(/for none: expect\(topology\)\.not\.toRoute/);
  });
});

describe('toRoute, negated,', () => {
  test('holds where none of these queues gets the message', () => {
    expect(shop).toRoute(order).not.to('refunds', 'pdf');
    expect(shop).not.toRoute(order, ['refunds']);
    expect(shop).toRoute(nothing).not.to('billing');
  });

  test('fails where one of them does, though others do not', () => {
    expect(() => expect(shop).toRoute(order).not.to('refunds', 'audit')).toThrow(
      /not to go to refunds, audit/,
    );
    expect(() => expect(shop).not.toRoute(order, ['audit'])).toThrow(/not to go to audit/);
  });

  test('without queues holds where no queue gets the message', () => {
    expect(shop).not.toRoute(nothing);
    expect(() => expect(shop).not.toRoute(order)).toThrow(/to go to no queue/);
  });

  test('does not hold for names that are wrong', () => {
    expect(() => expect(shop).not.toRoute(wrongExchange)).toThrow(/404 NOT_FOUND.*did you mean 'orders'/);
    expect(() => expect(shop).toRoute(order).not.to('biling')).toThrow(
      /no queue 'biling'; did you mean 'billing'/,
    );
    expect(() => expect(shop).toRoute(wrongExchange).not.to('billing')).toThrow(/404 NOT_FOUND/);
    expect(() => expect(shop).not.toRoute({ exchange: 'inner', routingKey: '' })).toThrow(
      /403 ACCESS_REFUSED/,
    );
  });

  test('is written behind toRoute where queues are named', () => {
    expect(() => expect(shop).not.toRoute(nothing).to('billing')).toThrow(/toRoute\(message\)\.not\.to/);
  });
});

describe('toReach', () => {
  test('holds where the queue gets the message, whichever others do', () => {
    expect(shop).toReach('audit', order);
    expect(shop).not.toReach('refunds', order);
  });

  test('fails where it does not', () => {
    expect(() => expect(shop).toReach('refunds', order)).toThrow(/refunds does not get it/);
    expect(() => expect(shop).not.toReach('audit', order)).toThrow(/not to go to audit/);
    expect(() => expect(shop).not.toReach('adit', order)).toThrow(/no queue 'adit'; did you mean 'audit'/);
  });
});

test("what a plugin's exchange does is never claimed", () => {
  const hashed = { exchange: 'hash', routingKey: '' };
  for (const claim of [
    () => expect(shop).not.toRoute(hashed),
    () => expect(shop).toRoute(hashed).to('shard'),
    () => expect(shop).toReach('shard', hashed),
    () => expect(shop).not.toReach('shard', hashed),
  ])
    expect(claim).toThrow(/'hash' is of type x-random, which is not modelled/);
});

test.each([[undefined], [null], ['orders'], [{ exchanges: [] }]])('%j is no topology', (received) => {
  expect(() => expect(received).toRoute(order)).toThrow(
    /expected a topology with exchanges, queues and bindings/,
  );
});

test('the matchers go with promises', async () => {
  await expect(Promise.resolve(shop)).resolves.toRoute(order, ['billing', 'audit']);
  await expect(Promise.resolve(shop)).resolves.toReach('audit', order);
});
