import { expect } from 'vitest';
import { fieldTable, type PlainTable, type PlainValue } from '../../src/lib/routing/values.ts';
import { withHeaders } from '../support/raw-client.ts';
import { contract } from './contract.ts';
import { channelClosed, NOT_ON_DEFAULT, noExchange, noQueue, ok } from './expected.ts';

contract('queue.bind and queue.unbind', (its) => {
  its('of a missing queue is 404', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    expect(await channel.call('queue.bind', { queue, exchange: 'amq.direct' })).toEqual(
      channelClosed(404, noQueue(queue), 'queue.bind'),
    );
  });

  its('to a missing exchange is 404', async (bench) => {
    const channel = await bench.channel();
    const [queue, exchange] = [bench.name('q'), bench.name('x')];
    await channel.ok('queue.declare', { queue, exclusive: true });
    expect(await channel.call('queue.bind', { queue, exchange })).toEqual(
      channelClosed(404, noExchange(exchange), 'queue.bind'),
    );
  });

  its('of a missing queue to a missing exchange names the exchange', async (bench) => {
    const channel = await bench.channel();
    const [queue, exchange] = [bench.name('q'), bench.name('x')];
    expect(await channel.call('queue.bind', { queue, exchange })).toEqual(
      channelClosed(404, noExchange(exchange), 'queue.bind'),
    );
  });

  its.each([['queue.bind'], ['queue.unbind']] as ['queue.bind' | 'queue.unbind'][])(
    'gotcha 8: %s on the default exchange is 403',
    async (bench, method) => {
      const channel = await bench.channel();
      const queue = bench.name('q');
      await channel.ok('queue.declare', { queue, exclusive: true });
      expect(await channel.call(method, { queue, routingKey: 'k' })).toEqual(
        channelClosed(403, NOT_ON_DEFAULT, method),
      );
    },
  );

  its('unbinding what is not bound, or does not exist, is fine', async (bench) => {
    const channel = await bench.channel();
    const [queue, exchange] = [bench.name('q'), bench.name('x')];
    expect(await channel.call('queue.unbind', { queue, exchange })).toEqual(ok('queue.unbind-ok'));
    await channel.ok('queue.declare', { queue, exclusive: true });
    expect(await channel.call('queue.unbind', { queue, exchange })).toEqual(ok('queue.unbind-ok'));
    expect(await channel.call('queue.unbind', { queue, exchange: 'amq.direct' })).toEqual(
      ok('queue.unbind-ok'),
    );
  });

  its('gotcha 6: twice the same is once, and one unbind frees the queue', async (bench) => {
    const channel = await bench.channel();
    const [queue, routingKey] = [bench.name('q'), bench.name('k')];
    await channel.ok('queue.declare', { queue, exclusive: true });
    await channel.ok('queue.bind', { queue, exchange: 'amq.direct', routingKey });
    await channel.ok('queue.bind', { queue, exchange: 'amq.direct', routingKey });
    channel.publish('amq.direct', routingKey, 'once');
    expect(await channel.bodies(queue)).toEqual(['once']);
    await channel.ok('queue.unbind', { queue, exchange: 'amq.direct', routingKey });
    channel.publish('amq.direct', routingKey, 'never');
    expect(await channel.bodies(queue)).toEqual([]);
  });

  its('bindings whose arguments differ in order alone are one', async (bench) => {
    const channel = await bench.channel();
    const [queue, header] = [bench.name('q'), bench.name('h')];
    await channel.ok('queue.declare', { queue, exclusive: true });
    const binding = { queue, exchange: 'amq.headers' };
    await channel.ok('queue.bind', { ...binding, arguments: fieldTable({ [header]: 1, b: 2 }) });
    await channel.ok('queue.unbind', { ...binding, arguments: fieldTable({ b: 2, [header]: 1 }) });
    channel.publish('amq.headers', '', 'x', { properties: withHeaders({ [header]: 1, b: 2 }) });
    expect(await channel.bodies(queue)).toEqual([]);
  });

  its.each<[string, PlainValue, PlainValue]>([
    ['the width of an integer', 1, { '!': 'int8', value: 1 }],
    ['integer and double', 1, { '!': 'double', value: 1 }],
    ['string and binary', 'a', Buffer.from('a')],
    ['the order within a nested table', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ])('bindings whose arguments differ in %s are two', async (bench, _label, bound, unbound) => {
    const channel = await bench.channel();
    const [queue, header] = [bench.name('q'), bench.name('h')];
    await channel.ok('queue.declare', { queue, exclusive: true });
    const binding = { queue, exchange: 'amq.headers' };
    await channel.ok('queue.bind', { ...binding, arguments: fieldTable({ [header]: bound }) });
    await channel.ok('queue.unbind', { ...binding, arguments: fieldTable({ [header]: unbound }) });
    channel.publish('amq.headers', '', 'still bound', { properties: withHeaders({ [header]: bound }) });
    expect(await channel.bodies(queue)).toEqual(['still bound']);
  });
});

contract('x-match', (its) => {
  its.each<[string, PlainValue, string]>([
    ['nope', 'nope', 'value <<"nope">>; expected all, any, all-with-x, or any-with-x'],
    ['ALL', 'ALL', 'value <<"ALL">>; expected all, any, all-with-x, or any-with-x'],
    ['a quote', 'a"b', 'value <<"a\\"b">>; expected all, any, all-with-x, or any-with-x'],
    ['a line break', 'a\nb', 'value <<"a\\nb">>; expected all, any, all-with-x, or any-with-x'],
    ['é', 'é', 'value <<"é">>; expected all, any, all-with-x, or any-with-x'],
    ['한', '한', 'value <<237,149,156>>; expected all, any, all-with-x, or any-with-x'],
    ['(empty)', '', 'value <<>>; expected all, any, all-with-x, or any-with-x'],
    ['an integer', 1, 'type signedint (value 1); expected longstr'],
    ['a boolean', true, 'type bool (value true); expected longstr'],
    ['void', null, 'type void (value undefined); expected longstr'],
    ['a double', 1.5, 'type double (value 1.5); expected longstr'],
    ['binary', Buffer.from('any'), 'type binary (value <<"any">>); expected longstr'],
    ['an array', ['any'], 'type array (value [{longstr,<<"any">>}]); expected longstr'],
    ['a quote in an array', ['a"b'], 'type array (value [{longstr,<<"a\\"b">>}]); expected longstr'],
    [
      'a table whose key has a quote',
      { 'a"': 1 },
      'type table (value [{<<"a\\"">>,signedint,1}]); expected longstr',
    ],
    ['a table', { a: 1 }, 'type table (value [{<<"a">>,signedint,1}]); expected longstr'],
  ])('gotcha 12: %s is 406 on a headers exchange', async (bench, _label, mode, text) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    const args = fieldTable({ 'x-match': mode });
    expect(await channel.call('queue.bind', { queue, exchange: 'amq.headers', arguments: args })).toEqual(
      channelClosed(406, `PRECONDITION_FAILED - Invalid x-match field ${text}`, 'queue.bind'),
    );
  });

  its('is checked for exchanges too', async (bench) => {
    const channel = await bench.channel();
    const binding = {
      source: 'amq.headers',
      destination: 'amq.fanout',
      arguments: fieldTable({ 'x-match': 'x' }),
    };
    const text =
      'PRECONDITION_FAILED - Invalid x-match field value <<"x">>; expected all, any, all-with-x, or any-with-x';
    expect(await channel.call('exchange.bind', binding)).toEqual(channelClosed(406, text, 'exchange.bind'));
  });

  its('means nothing on another type', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    const args = fieldTable({ 'x-match': 'nope' });
    expect(await channel.call('queue.bind', { queue, exchange: 'amq.fanout', arguments: args })).toEqual(
      ok('queue.bind-ok'),
    );
  });
});

const tagged = (type: string, value: number | string): PlainValue => ({ '!': type, value });

contract('gotcha 11: header values', (its) => {
  const rows: [PlainValue, PlainValue, boolean][] = [
    [1, tagged('int8', 1), true],
    [1, tagged('uint8', 1), true],
    [1, tagged('int16', 1), true],
    [1, tagged('uint16', 1), true],
    [1, tagged('uint32', 1), true],
    [1, tagged('int64', 1), true],
    [1, tagged('double', 1), true],
    [1, tagged('float', 1), true],
    [1, tagged('timestamp', 1), true],
    [tagged('double', 1), 1, true],
    [tagged('timestamp', 1), tagged('double', 1), true],
    [1, tagged('double', 1.5), false],
    [0, tagged('double', -0), true],
    [tagged('double', 0.1), tagged('float', 0.1), false],
    [tagged('int64', '9007199254740993'), tagged('double', 9007199254740992), false],
    [tagged('int64', '9007199254740992'), tagged('double', 9007199254740992), true],
    [1, '1', false],
    [1, true, false],
    [0, false, false],
    ['true', true, false],
    ['', null, false],
    ['a', 'A', false],
    ['☃', '☃', true],
    ['a', Buffer.from('a'), true],
    [Buffer.from('a'), 'a', true],
    [true, true, true],
    [true, false, false],
    [null, null, true],
    [null, 'whatever', true],
    ['undefined', null, false],
    [
      { '!': 'decimal', value: { places: 1, digits: 10 } },
      { '!': 'decimal', value: { places: 1, digits: 10 } },
      true,
    ],
    [
      { '!': 'decimal', value: { places: 1, digits: 10 } },
      { '!': 'decimal', value: { places: 2, digits: 100 } },
      false,
    ],
    [{ '!': 'decimal', value: { places: 0, digits: 1 } }, 1, false],
    [[1], [1], true],
    [[1], [tagged('int8', 1)], false],
    [[1], [tagged('double', 1)], false],
    [['a'], [Buffer.from('a')], false],
    [[null], ['a'], false],
    [['a', 'b'], ['b', 'a'], false],
    [[1], [1, 2], false],
    [[], [], true],
    [[], {}, true],
    [{ a: 1 }, { a: 1 }, true],
    [{ a: 1 }, { a: tagged('int8', 1) }, false],
    [{ a: 1, b: 2 }, { a: 1, b: 2 }, true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, false],
    [{ b: 2, a: 1 }, { b: 2, a: 1 }, true],
    [{ b: 2, a: 1 }, { a: 1, b: 2 }, false],
    [[{ a: 1, b: 2 }], [{ b: 2, a: 1 }], false],
    [{ t: { a: 1, b: 2 } }, { t: { b: 2, a: 1 } }, false],
    [{ a: 1 }, { a: tagged('double', 1) }, false],
    [[tagged('double', 1)], [tagged('float', 1)], false],
    [[tagged('double', 0)], [tagged('double', -0)], true],
    [{ a: null }, { a: 1 }, false],
    [[[1]], [[1]], true],
  ];
  its('match as the table says', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    await channel.ok('exchange.declare', { exchange, type: 'headers' });
    const wrong: string[] = [];
    for (const [at, [wanted, got, expected]] of rows.entries()) {
      const queue = bench.name(`q${at}`);
      channel.send('queue.declare', { queue, exclusive: true, noWait: true });
      const args = fieldTable({ at, h: wanted });
      channel.send('queue.bind', { queue, exchange, arguments: args, noWait: true });
      channel.publish(exchange, '', 'x', { properties: withHeaders({ at, h: got }) });
      const matched = (await channel.bodies(queue)).length === 1;
      if (matched !== expected) wrong.push(`row ${at} ${show(wanted)} and ${show(got)}: ${matched}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** What a string begins with that is then not UTF-8. */
const CUT_SHORT = Uint8Array.of(0xe2, 0x82);

contract('headers bindings', (its) => {
  const rows: [string, PlainTable, PlainTable, boolean][] = [
    ['T10: a binding key x-foo is ignored', { a: 1, 'x-foo': 1 }, { a: 1 }, true],
    ['T10: x-foo is ignored in any', { 'x-match': 'any', a: 1, 'x-foo': 1 }, { 'x-foo': 1 }, false],
    ['T11: any-with-x compares x-foo', { 'x-match': 'any-with-x', 'x-foo': 1 }, { 'x-foo': 1 }, true],
    ['T11: all-with-x compares x-foo', { 'x-match': 'all-with-x', a: 1, 'x-foo': 1 }, { a: 1 }, false],
    ['T12: only x-match: all takes everything', { 'x-match': 'all' }, { a: 1 }, true],
    ['T12: no argument takes everything', {}, {}, true],
    ['T13: any with no pairs takes nothing', { 'x-match': 'any' }, { a: 1 }, false],
    ['gotcha 9: all is the default', { a: 1, b: 2 }, { a: 1 }, false],
    ['gotcha 10: only x-priority under all', { 'x-priority': 1 }, {}, true],
    [
      'gotcha 10: only x-priority under any',
      { 'x-match': 'any', 'x-priority': 1 },
      { 'x-priority': 1 },
      false,
    ],
    ['gotcha 11: keys are case-sensitive', { Type: 'a' }, { type: 'a' }, false],
    ['strings that are not UTF-8 compare by their bytes', { a: '\udcff' }, { a: '\udcfe' }, false],
    ['a string and a binary of the same bytes match', { a: '\udce2\udc82' }, { a: CUT_SHORT }, true],
    ['x-match is never compared', { 'x-match': 'any-with-x' }, { 'x-match': 'any-with-x' }, false],
    ['x-match: all-with-x alone takes everything', { 'x-match': 'all-with-x' }, {}, true],
  ];
  its.each(rows)('%s', async (bench, _title, wanted, got, expected) => {
    const channel = await bench.channel();
    const [exchange, queue] = [bench.name('x'), bench.name('q')];
    await channel.ok('exchange.declare', { exchange, type: 'headers' });
    await channel.ok('queue.declare', { queue, exclusive: true });
    await channel.ok('queue.bind', { queue, exchange, arguments: fieldTable(wanted) });
    channel.publish(exchange, '', 'x', { properties: withHeaders(got) });
    expect((await channel.bodies(queue)).length === 1).toBe(expected);
  });

  its('without headers property match as with none', async (bench) => {
    const channel = await bench.channel();
    const [exchange, queue] = [bench.name('x'), bench.name('q')];
    await channel.ok('exchange.declare', { exchange, type: 'headers' });
    await channel.ok('queue.declare', { queue, exclusive: true });
    await channel.ok('queue.bind', { queue, exchange });
    channel.publish(exchange, '', 'x');
    expect(await channel.bodies(queue)).toEqual(['x']);
  });
});

function show(value: PlainValue): string {
  return JSON.stringify(value);
}
