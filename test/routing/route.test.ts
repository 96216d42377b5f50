import { describe, expect, test, vi } from 'vitest';
import { type RoutingStep, route } from '../../src/lib/routing/route.ts';
import { RoutingTable } from '../../src/lib/routing/routing-table.ts';
import type { Binding, Exchange, RoutedMessage } from '../../src/lib/routing/topology.ts';
import { binding, exchange, message, queue, toExchange } from './build.ts';

function table(exchanges: Exchange[], queues: string[], bindings: Binding[]): RoutingTable {
  return RoutingTable.from({ exchanges, queues: queues.map(queue), bindings });
}

/** The queues, found both ways, and what was tried. */
function routed(routes: RoutingTable, sent: RoutedMessage): { queues: string[]; tried: RoutingStep[] } {
  const tried: RoutingStep[] = [];
  const explained = [...route(routes, sent, (step) => tried.push(step))].sort();
  expect([...route(routes, sent)].sort()).toEqual(explained);
  return { queues: explained, tried };
}

const queuesOf = (routes: RoutingTable, sent: RoutedMessage): string[] => routed(routes, sent).queues;

describe('a queue', () => {
  test('T8: that two matching keys bind gets one copy', () => {
    const routes = table(
      [exchange('x', 'topic')],
      ['q'],
      [binding('x', 'q', 'a.#'), binding('x', 'q', '#.b')],
    );
    const { queues, tried } = routed(routes, message('x', 'a.b'));
    expect(queues).toEqual(['q']);
    expect(tried).toMatchObject([{ match: { matched: true } }, { skipped: 'already routed' }]);
  });

  test('T9, gotcha 7: each with that key gets a copy from a direct exchange', () => {
    const routes = table(
      [exchange('x', 'direct')],
      ['q1', 'q2', 'q3'],
      [binding('x', 'q1', 'k'), binding('x', 'q2', 'k'), binding('x', 'q3', 'other')],
    );
    expect(queuesOf(routes, message('x', 'k'))).toEqual(['q1', 'q2']);
  });

  test('gotcha 6: bound twice alike is bound once, and one unbind frees it', () => {
    const routes = table([exchange('x', 'direct')], ['q'], [binding('x', 'q', 'k')]);
    expect(routes.bind(binding('x', 'q', 'k'))).toBe(false);
    expect(routes.unbind(binding('x', 'q', 'k'))).toBe(true);
    expect(routes.unbind(binding('x', 'q', 'k'))).toBe(false);
    expect(queuesOf(routes, message('x', 'k'))).toEqual([]);
  });

  test('gotcha 19: that is gone gets nothing, and its bindings are gone with it', () => {
    const routes = table([exchange('x', 'fanout')], ['q'], [binding('x', 'q')]);
    expect(routes.removeQueue('q')).toEqual([binding('x', 'q')]);
    routes.addQueue('q');
    expect(queuesOf(routes, message('x', ''))).toEqual([]);
  });
});

describe('the default exchange', () => {
  const routes = table([], ['q', 'q2'], []);

  test('gotcha 8: routes by the name of the queue', () => {
    expect(queuesOf(routes, message('', 'q'))).toEqual(['q']);
  });

  test('gotcha 8: drops what names no queue', () => {
    const { queues, tried } = routed(routes, message('', 'nobody'));
    expect(queues).toEqual([]);
    expect(tried).toEqual([{ kind: 'default', routingKey: 'nobody', matched: false }]);
  });

  test('gotcha 17: heeds CC and BCC', () => {
    expect(queuesOf(routes, message('', 'nobody', { CC: ['q'], BCC: ['q2', 'q'] }))).toEqual(['q', 'q2']);
  });
});

describe('exchange-to-exchange bindings', () => {
  test('T14: a diamond gives one copy', () => {
    const routes = table(
      [exchange('top', 'fanout'), exchange('left', 'fanout'), exchange('right', 'fanout')],
      ['q'],
      [toExchange('top', 'left'), toExchange('top', 'right'), binding('left', 'q'), binding('right', 'q')],
    );
    expect(queuesOf(routes, message('top', ''))).toEqual(['q']);
  });

  test('T14, gotcha 16: a cycle ends', () => {
    const routes = table(
      [exchange('a', 'fanout'), exchange('b', 'fanout')],
      ['q'],
      [toExchange('a', 'b'), toExchange('b', 'a'), toExchange('b', 'b'), binding('b', 'q')],
    );
    expect(queuesOf(routes, message('a', ''))).toEqual(['q']);
  });

  test('gotcha 16: lead from the source to the destination and not back', () => {
    const routes = table(
      [exchange('a', 'fanout'), exchange('b', 'fanout')],
      ['q'],
      [toExchange('a', 'b'), binding('a', 'q')],
    );
    expect(queuesOf(routes, message('b', ''))).toEqual([]);
  });

  test('each exchange judges the key by its own type', () => {
    const routes = table(
      [exchange('t', 'topic'), exchange('d', 'direct')],
      ['q1', 'q2'],
      [toExchange('t', 'd', 'a.#'), binding('d', 'q1', 'a.b'), binding('d', 'q2', 'a.#')],
    );
    expect(queuesOf(routes, message('t', 'a.b'))).toEqual(['q1']);
  });
});

describe('an alternate exchange', () => {
  const ae = exchange('ae', 'fanout');

  test('gotcha 15: gets what its exchange matched nowhere', () => {
    const routes = table(
      [exchange('x', 'direct', 'ae'), ae],
      ['q', 'rest'],
      [binding('x', 'q', 'k'), binding('ae', 'rest')],
    );
    expect(queuesOf(routes, message('x', 'k'))).toEqual(['q']);
    const { queues, tried } = routed(routes, message('x', 'other'));
    expect(queues).toEqual(['rest']);
    expect(tried).toContainEqual({ kind: 'alternate', exchange: 'x', alternate: 'ae', exists: true });
  });

  test('T18: of the source stays silent when an e2e target matched but routed nowhere', () => {
    const routes = table(
      [exchange('x', 'fanout', 'ae'), exchange('empty', 'fanout'), ae],
      ['rest'],
      [toExchange('x', 'empty'), binding('ae', 'rest')],
    );
    expect(queuesOf(routes, message('x', ''))).toEqual([]);
  });

  test('of an e2e target fires where that target matched nothing', () => {
    const routes = table(
      [exchange('x', 'fanout'), exchange('y', 'direct', 'ae'), ae],
      ['rest'],
      [toExchange('x', 'y'), binding('ae', 'rest')],
    );
    expect(queuesOf(routes, message('x', 'k'))).toEqual(['rest']);
  });

  test('gotcha 15: that is missing is reported, and the message goes nowhere', () => {
    const { queues, tried } = routed(table([exchange('x', 'direct', 'gone')], [], []), message('x', 'k'));
    expect(queues).toEqual([]);
    expect(tried).toEqual([{ kind: 'alternate', exchange: 'x', alternate: 'gone', exists: false }]);
  });

  test('chains, and a chain that closes ends', () => {
    const routes = table(
      [exchange('a', 'direct', 'b'), exchange('b', 'direct', 'a')],
      ['q'],
      [binding('b', 'q', 'k')],
    );
    expect(queuesOf(routes, message('a', 'k'))).toEqual(['q']);
    expect(queuesOf(routes, message('a', 'other'))).toEqual([]);
  });
});

describe('CC and BCC', () => {
  const routes = table(
    [exchange('x', 'direct')],
    ['q1', 'q2', 'q3'],
    [binding('x', 'q1', 'k1'), binding('x', 'q2', 'k2'), binding('x', 'q3', 'k3')],
  );

  test('gotcha 17: add routing keys', () => {
    expect(queuesOf(routes, message('x', 'k1', { CC: ['k2'], BCC: ['k3', 'k2'] }))).toEqual([
      'q1',
      'q2',
      'q3',
    ]);
  });

  test('gotcha 17: route a message whose own key matches nothing', () => {
    expect(queuesOf(routes, message('x', 'nope', { BCC: ['k3'] }))).toEqual(['q3']);
  });

  test('count only the strings of an array', () => {
    expect(queuesOf(routes, message('x', 'nope', { CC: [1, null, 'k2'], BCC: 'k3' }))).toEqual(['q2']);
  });

  test('are spelled in capitals', () => {
    expect(queuesOf(routes, message('x', 'nope', { cc: ['k2'], Bcc: ['k3'] }))).toEqual([]);
  });

  test('that repeat a key are tried under it once', () => {
    const { tried } = routed(routes, message('x', 'nope', { CC: ['nope', 'k2', 'k2'] }));
    expect(tried).toHaveLength(6);
  });

  test.each(['fanout', 'headers'])('are not tried one by one on a %s exchange', (type) => {
    const one = table([exchange('x', type)], ['q'], [binding('x', 'q', '', { 'x-match': 'any' })]);
    expect(routed(one, message('x', 'a', { CC: ['b', 'c'] })).tried).toHaveLength(1);
  });

  test.each([
    ['fanout', ''],
    ['headers', ''],
    ['topic', '#'],
    ['direct', 'k1'],
  ])('of ten thousand keys reach each of ten thousand bindings of a %s exchange once', (type, key) => {
    const names = Array.from({ length: 10_000 }, (_, at) => `q${at}`);
    const many = table(
      [exchange('x', type)],
      names,
      names.map((name) => binding('x', name, key)),
    );
    const reached = vi.spyOn(many, 'hasQueue');
    const sent = message('x', 'k0', { CC: names.map((_, at) => `k${at}`) });
    expect(route(many, sent)).toHaveLength(10_000);
    expect(reached).toHaveBeenCalledTimes(10_000);
  });
});

test('a missing exchange is reported', () => {
  const { queues, tried } = routed(table([], [], []), message('nope', 'k'));
  expect(queues).toEqual([]);
  expect(tried).toEqual([{ kind: 'no-exchange', exchange: 'nope' }]);
});

test('an exchange that is removed takes the bindings from it and to it along', () => {
  const routes = table(
    [exchange('a', 'fanout'), exchange('b', 'fanout')],
    ['q'],
    [toExchange('a', 'b'), binding('b', 'q')],
  );
  expect(routes.removeExchange('b')).toHaveLength(2);
  expect(routes.bindingsFrom('a')).toEqual([]);
  expect(routes.bindingsTo('queue', 'q')).toEqual([]);
});

test('a binding to what does not exist is reported as such', () => {
  const routes = table([exchange('x', 'fanout')], [], [binding('x', 'q'), toExchange('x', 'y')]);
  const { queues, tried } = routed(routes, message('x', ''));
  expect(queues).toEqual([]);
  expect(tried).toMatchObject([{ skipped: 'no such destination' }, { skipped: 'no such destination' }]);
});
