import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchTopic } from '../../src/lib/routing/exchange-types/topic.ts';
import { type AskedMessage, explain } from '../../src/lib/routing/explain/explain.ts';
import type { Hop } from '../../src/lib/routing/explain/hops.ts';
import { nearestKey } from '../../src/lib/routing/explain/nearest-key.ts';
import { waysTo } from '../../src/lib/routing/explain/ways.ts';
import { route } from '../../src/lib/routing/route.ts';
import { RoutingTable } from '../../src/lib/routing/routing-table.ts';
import type { Exchange, RoutedMessage, Topology } from '../../src/lib/routing/topology.ts';
import { fieldTable } from '../../src/lib/routing/values.ts';
import { QUEUE_NAMES, sample } from '../support/topologies.ts';
import { binding, exchange, queue, toExchange } from './build.ts';

const SEED = 20_240_611;

const queues = (...names: string[]) => names.map(queue);

/** orders (topic) → billing, refunds, and by way of events (fanout) audit; what is left goes to lost. */
const SHOP: Topology = {
  exchanges: [
    exchange('orders', 'topic', 'unrouted'),
    exchange('events', 'fanout'),
    exchange('unrouted', 'fanout'),
    exchange('reports', 'headers'),
    { ...exchange('inner', 'topic'), internal: true },
  ],
  queues: queues('billing', 'refunds', 'audit', 'lost', 'pdf', 'any', 'never', 'unbound', 'deep'),
  bindings: [
    binding('orders', 'billing', 'order.*'),
    binding('orders', 'refunds', 'refund.#'),
    toExchange('orders', 'events', 'order.#'),
    binding('events', 'audit'),
    binding('unrouted', 'lost'),
    binding('reports', 'pdf', '', { 'x-match': 'all', format: 'pdf', pages: 1 }),
    binding('reports', 'any', '', { 'x-match': 'any', format: 'txt', draft: null }),
    binding('reports', 'never', '', { 'x-match': 'any', 'x-only': 1 }),
    binding('inner', 'deep', '#'),
  ],
};

const of = (name: string, routingKey: string, headers = {}): AskedMessage => ({
  exchange: name,
  routingKey,
  headers,
});

describe('explain', () => {
  test('says every binding on the way, by exchange, and what led on', () => {
    const { outcome, queues: reached, path } = explain(SHOP, of('orders', 'order.created'));
    expect([outcome, [...reached].sort()]).toEqual(['routed', ['audit', 'billing']]);
    expect(
      path.map(({ exchange: name, type, tried }) => [name, type, tried.map(({ leadsTo }) => leadsTo)]),
    ).toEqual([
      ['orders', 'topic', [undefined, undefined, 'events']],
      ['events', 'fanout', [undefined]],
    ]);
    expect(path[0]?.tried[1]?.step).toMatchObject({
      kind: 'binding',
      binding: { destination: 'refunds' },
      match: { matched: false, stuck: { position: 0, pattern: 'refund', word: 'order' } },
    });
  });

  test('follows alternate exchanges', () => {
    const { outcome, queues: reached, path } = explain(SHOP, of('orders', 'nobody'));
    expect([outcome, reached]).toEqual(['routed', ['lost']]);
    expect(path[0]?.tried.at(-1)).toMatchObject({ step: { kind: 'alternate' }, leadsTo: 'unrouted' });
  });

  test.each([
    ['is returned where no queue takes it', of('reports', ''), { outcome: 'unroutable', queues: [] }],
    [
      'is refused by an exchange that is not there',
      of('ordres', ''),
      { outcome: 'no-exchange', similar: ['orders'] },
    ],
    ['is refused by an internal exchange', of('inner', ''), { outcome: 'internal', path: [], queues: [] }],
    [
      'goes to the queue of its key over the default exchange',
      of('', 'lost'),
      { outcome: 'routed', queues: ['lost'] },
    ],
    ['goes nowhere over the default exchange', of('', 'nobody'), { outcome: 'unroutable' }],
    [
      'goes where the predeclared exchanges lead',
      of('amq.topic', 'a'),
      { outcome: 'unroutable', path: [{ type: 'topic' }] },
    ],
  ])('a message %s', (_, asked, is) => {
    expect(explain(SHOP, asked)).toMatchObject(is);
  });

  test('ends where exchanges lead to each other', () => {
    const circle: Topology = {
      exchanges: [exchange('a', 'fanout'), exchange('b', 'fanout'), exchange('c', 'topic', 'c')],
      queues: queues('q'),
      bindings: [toExchange('a', 'b'), toExchange('b', 'a'), toExchange('b', 'c'), binding('c', 'q', 'x.y')],
    };
    const { path, to } = explain(circle, of('a', 'k'), 'q');
    expect(path.map(({ exchange: name }) => name)).toEqual(['a', 'b', 'c']);
    expect(path[2]?.tried.map(({ step, leadsTo }) => [step.kind, leadsTo])).toEqual([
      ['binding', undefined],
      ['alternate', undefined],
    ]);
    expect(to?.nearest?.hops.map(hopText)).toEqual(['a > b', 'b > c', 'c > q']);
    expect(to?.changes).toMatchObject([
      { kind: 'message', routingKey: 'x.y' },
      { kind: 'binding', binding: { source: 'c', destination: 'q', routingKey: 'k' } },
    ]);
  });

  test('takes headers as values or as a table', () => {
    const plain = explain(SHOP, of('reports', '', { format: 'pdf', pages: 1 }));
    const table = explain(SHOP, { ...of('reports', ''), headers: fieldTable({ format: 'pdf', pages: 1 }) });
    expect(plain).toEqual(table);
    expect(plain.queues).toEqual(['pdf']);
  });
});

describe('the nearest miss', () => {
  const missed = (asked: AskedMessage, to: string) => {
    const { to: target } = explain(SHOP, asked, to);
    const nearest = target?.nearest;
    return { hops: nearest?.hops.map(hopText), stoppedBy: nearest && hopText(nearest.stoppedBy), ...target };
  };

  test('is the binding that asks for the least change', () => {
    const twice: Topology = {
      exchanges: [exchange('x', 'topic')],
      queues: queues('q'),
      bindings: [binding('x', 'q', 'a.b.c.d'), binding('x', 'q', 'order.created'), binding('x', 'q', 'z')],
    };
    const { to } = explain(twice, of('x', 'order.creatd'), 'q');
    expect(to?.nearest?.stoppedBy).toMatchObject({ binding: { routingKey: 'order.created' } });
    expect(to?.changes[0]).toEqual({ kind: 'message', routingKey: 'order.created', queues: ['q'] });
  });

  test('says which hop stops the message, on a way over several exchanges', () => {
    expect(missed(of('orders', 'ordr.new'), 'audit')).toMatchObject({
      verdict: 'missed',
      hops: ['orders > events', 'events > audit'],
      stoppedBy: 'orders > events',
      changes: [
        { kind: 'message', routingKey: 'order.new', queues: ['billing', 'audit'] },
        { kind: 'binding', binding: { source: 'orders', destination: 'audit', routingKey: 'ordr.new' } },
      ],
    });
  });

  test('over an alternate exchange says who takes the message before', () => {
    const { nearest, changes } = missed(of('orders', 'order.new'), 'lost');
    expect(nearest?.stoppedBy).toMatchObject({
      kind: 'alternate',
      alternate: 'unrouted',
      takenBy: [{ destination: 'billing' }, { destination: 'events' }],
    });
    expect(changes?.[0]).toMatchObject({ kind: 'message', queues: ['lost'] });
  });

  test.each([
    ['a word more', of('orders', 'order'), 'billing', { routingKey: 'order.x' }],
    [
      'words that # takes are kept',
      of('orders', 'reund.eu.paid'),
      'refunds',
      { routingKey: 'refund.eu.paid' },
    ],
    [
      'a header',
      of('reports', '', { format: 'pdf' }),
      'pdf',
      { headers: fieldTable({ format: 'pdf', pages: 1 }) },
    ],
    [
      "a header's type",
      of('reports', '', { format: 'pdf', pages: '1' }),
      'pdf',
      { headers: fieldTable({ format: 'pdf', pages: 1 }) },
    ],
    [
      'any of several headers',
      of('reports', '', { format: 'TXT' }),
      'any',
      { headers: fieldTable({ format: 'txt' }) },
    ],
    ['a header of any value', of('reports', '', {}), 'any', { headers: fieldTable({ format: 'txt' }) }],
    ['the name of the queue', of('', 'biling'), 'billing', { routingKey: 'billing' }],
  ])('is mended by %s', (_, asked, to, change) => {
    const [first] = missed(asked, to).changes ?? [];
    expect(first).toMatchObject({ kind: 'message', ...change });
  });

  test.each([
    ['that suits one exchange and then the other', '#.c', '*.*', '', undefined],
    ['beside a key in CC that suits the other exchange already', 'k', 'other', 'z', 'other'],
    ['whose words stand where they stood', 'order.*.created', '#', 'order.created', undefined],
  ])('over two exchanges is mended by a key %s', (_, first, second, routingKey, cc) => {
    const two: Topology = {
      exchanges: [exchange('one', 'topic'), exchange('two', 'topic')],
      queues: queues('q'),
      bindings: [toExchange('one', 'two', first), binding('two', 'q', second)],
    };
    const headers = cc === undefined ? {} : { CC: [cc] };
    const [change] = explain(two, of('one', routingKey, headers), 'q').to?.changes ?? [];
    expect(change).toMatchObject({ kind: 'message', queues: ['q'] });
    if (routingKey === 'order.created') expect(change).toMatchObject({ routingKey: 'order.x.created' });
  });

  test('is mended by a binding that asks for what is compared: no header that begins with x-, no CC', () => {
    const headers = { format: 'txt', 'x-trace': 1, CC: ['k'] };
    expect(missed(of('reports', '', headers), 'pdf').changes?.at(-1)).toMatchObject({
      binding: { arguments: fieldTable({ 'x-match': 'all', format: 'txt' }) },
    });
  });

  test('that no header can mend is mended by a binding alone', () => {
    const { changes } = missed(of('reports', '', { a: 1 }), 'never');
    expect(changes).toMatchObject([
      { kind: 'binding', binding: { arguments: fieldTable({ 'x-match': 'all', a: 1 }) } },
    ]);
  });

  test('of a queue that nothing leads to is a binding that is not there', () => {
    expect(missed(of('orders', 'k'), 'unbound')).toMatchObject({
      hops: undefined,
      sources: [],
      changes: [{ kind: 'binding', binding: { source: 'orders', routingKey: 'k' } }],
    });
  });

  test('of a queue behind other exchanges names those', () => {
    const { sources, changes } = missed(of('reports', 'order.new'), 'billing');
    expect(sources).toEqual(['orders']);
    expect(changes).toMatchObject([{ kind: 'exchange', exchange: 'orders' }, { kind: 'binding' }]);
  });

  test('of an exchange that is not there is one of a similar name', () => {
    expect(missed(of('ordres', 'order.new'), 'billing').changes).toMatchObject([
      { kind: 'exchange', exchange: 'orders' },
    ]);
  });

  test('of a queue that is not there is one of a similar name', () => {
    expect(missed(of('orders', 'x'), 'biling')).toMatchObject({
      verdict: 'no-queue',
      similar: ['billing'],
      changes: [],
    });
  });

  test('is none where the queue gets the message', () => {
    expect(missed(of('orders', 'order.new'), 'billing')).toMatchObject({ verdict: 'reached', changes: [] });
  });
});

describe("a plugin's exchange type", () => {
  const hashed: Topology = {
    exchanges: [
      exchange('in', 'topic'),
      exchange('hash', 'x-consistent-hash', 'rest'),
      exchange('rest', 'fanout'),
    ],
    queues: queues('h1', 'h2', 'left', 'sure', 'far'),
    bindings: [
      toExchange('in', 'hash', '#'),
      binding('in', 'sure', 'a'),
      binding('in', 'far', 'z'),
      binding('hash', 'h1', '1'),
      binding('hash', 'h2', '1'),
      binding('rest', 'left'),
    ],
  };

  test('is never guessed: nobody knows whether what is behind it gets the message', () => {
    expect(explain(hashed, of('in', 'b'))).toMatchObject({
      outcome: 'not-modelled',
      queues: [],
      maybe: ['h1', 'h2', 'left'],
    });
    expect(explain(hashed, of('in', 'a'))).toMatchObject({ outcome: 'routed', queues: ['sure'] });
  });

  test.each([
    ['h1', 'maybe'],
    ['left', 'maybe'],
    ['far', 'missed'],
    ['sure', 'reached'],
  ])('leaves of %s: %s', (name, verdict) => {
    expect(explain(hashed, of('in', 'a'), name).to?.verdict).toBe(verdict);
  });
});

describe('the nearest key', () => {
  const words = (...of: string[]) =>
    fc.array(fc.constantFrom(...of), { maxLength: 5 }).map((each) => each.join('.'));
  const key = words('a', 'b', 'order');
  const pattern = words('a', 'b', 'ordre', '*', '#');

  test('is one that the pattern takes, and costs nothing exactly where the key is one itself', () => {
    fc.assert(
      fc.property(key, pattern, (from, to) => {
        const nearest = nearestKey(from, [to]);
        expect(matchTopic(to, nearest?.key ?? '').matched).toBe(true);
        expect(nearest?.cost === 0).toBe(matchTopic(to, from).matched);
        if (nearest?.cost === 0) expect(nearest.key).toBe(from);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test('is one that all patterns take, wherever there is any', () => {
    fc.assert(
      fc.property(key, pattern, pattern, key, (from, one, other, some) => {
        const takes = (each: string): boolean =>
          matchTopic(one, each).matched && matchTopic(other, each).matched;
        const nearest = nearestKey(from, [one, other]);
        if (nearest) expect(takes(nearest.key)).toBe(true);
        else expect(takes(some)).toBe(false);
        expect(nearest?.cost === 0).toBe(takes(from));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test.each([
    ['order.created', ['order.*.created'], 'order.x.created', 1],
    ['order.new.eu', ['order.*'], 'order.new', 1],
    ['', ['*.b', 'a.*'], 'a.b', 2],
    ['c', ['#.c', '*.*'], 'x.c', 1],
    ['a.b', [], 'a.b', 0],
    ['a', ['b', 'c'], undefined, undefined],
  ])("of '%s' for %j is %s", (from, patterns, is, cost) => {
    const nearest = nearestKey(from, patterns);
    expect([nearest?.key, nearest?.cost]).toEqual([is, cost]);
  });
});

describe('on any topology', () => {
  const asked = sample.chain(({ topology, messages }) =>
    fc.tuple(fc.constant(topology), fc.constantFrom(...messages), fc.constantFrom(...QUEUE_NAMES)),
  );
  const check = (property: (topology: Topology, sent: RoutedMessage, to: string) => void) =>
    fc.assert(
      fc.property(asked, ([topology, sent, to]) => property(topology, sent, to)),
      { seed: SEED, numRuns: 500 },
    );

  test('explain finds the queues that route finds', () => {
    check((topology, sent) => {
      const { queues: reached } = explain(topology, sent);
      expect([...reached].sort()).toEqual([...route(RoutingTable.from(topology), sent)].sort());
    });
  });

  test('a way costs nothing exactly where the message gets there', () => {
    check((topology, sent, to) => {
      if (sent.exchange === '') return;
      const table = RoutingTable.from(topology);
      const [nearest] = waysTo(to, sent, table);
      expect(nearest?.cost === 0).toBe(route(table, sent).includes(to));
    });
  });

  test('there is a nearest miss exactly where bindings and alternates lead to the queue', () => {
    check((topology, sent, to) => {
      const { to: target } = explain(topology, sent, to);
      if (target?.verdict !== 'missed' || sent.exchange === '') return;
      expect(target.nearest !== undefined).toBe(leadsTo(topology, sent.exchange, to));
    });
  });

  test('each change, made, brings the message to the queue, and to all that it says', () => {
    const kinds = new Map<string, number>();
    check((topology, sent, to) => {
      for (const change of explain(topology, sent, to).to?.changes ?? []) {
        kinds.set(change.kind, (kinds.get(change.kind) ?? 0) + 1);
        const { routingKey = sent.routingKey, headers = sent.headers } =
          change.kind === 'message' ? change : {};
        const table = RoutingTable.from(topology);
        if (change.kind === 'binding') expect(table.bind(change.binding)).toBe(true);
        const name = change.kind === 'exchange' ? change.exchange : sent.exchange;
        const reached = route(table, { exchange: name, routingKey, headers });
        expect(reached).toContain(to);
        expect([...change.queues].sort()).toEqual([...reached].sort());
      }
    });
    expect([...kinds.keys()].sort()).toEqual(['binding', 'exchange', 'message']);
  });

  test('a binding can always be added, but to the default exchange', () => {
    check((topology, sent, to) => {
      const { to: target } = explain(topology, sent, to);
      if (target?.verdict !== 'missed' || sent.exchange === '') return;
      expect(target.changes.map(({ kind }) => kind)).toContain('binding');
    });
  });

  test('another key is found wherever one binding to the queue is all the way', () => {
    check((topology, sent, to) => {
      const { nearest, changes, verdict } = explain(topology, sent, to).to ?? {};
      const [hop, ...more] = nearest?.hops ?? [];
      if (verdict !== 'missed' || hop?.kind !== 'binding' || more.length > 0) return;
      const { match } = hop;
      if (match.kind === 'direct' || match.kind === 'topic')
        expect(changes?.[0]).toMatchObject({ kind: 'message' });
    });
  });
});

test('a thousand bindings and chains of exchanges are explained before a test times out', () => {
  const chain = Array.from({ length: 3_000 }, (_, at) => `x${at}`);
  const big: Topology = {
    exchanges: chain.map((name): Exchange => exchange(name, 'topic', 'x0')),
    queues: queues(...Array.from({ length: 1_000 }, (_, at) => `q${at}`), 'end'),
    bindings: [
      ...Array.from({ length: 5_000 }, (_, at) => binding('x0', `q${at % 1_000}`, `region.${at}.*.#`)),
      ...chain.slice(1).map((name, at) => toExchange(`x${at}`, name, '#')),
      binding('x2999', 'end', 'never.*'),
    ],
  };
  const { path, to } = explain(big, of('x0', 'region.77.a'), 'end');
  expect(path).toHaveLength(3_000);
  expect(to?.changes[0]).toMatchObject({ kind: 'message', routingKey: 'never.77' });
});

const hopText = (hop: Hop): string =>
  hop.kind === 'binding'
    ? `${hop.binding.source} > ${hop.binding.destination}`
    : `${hop.exchange} ~ ${hop.alternate}`;

/** Whether anything leads from the exchange to the queue, whatever it asks for. */
function leadsTo({ exchanges, bindings }: Topology, start: string, to: string): boolean {
  const seen = new Set([start]);
  for (const name of seen) {
    for (const { source, destination, destinationType } of bindings) {
      if (source !== name) continue;
      if (destinationType === 'queue' && destination === to) return true;
      if (destinationType === 'exchange') seen.add(destination);
    }
    const alternate = exchanges.find((each) => each.name === name)?.arguments.get('alternate-exchange');
    if (alternate?.type === 'string') seen.add(alternate.value);
  }
  return false;
}
