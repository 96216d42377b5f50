import { expect } from 'vitest';
import { fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';
import type { Fields, RawChannel } from '../support/raw-client.ts';
import { contract } from './contract.ts';
import {
  channelClosed,
  connectionClosed,
  NOT_ON_DEFAULT,
  noExchange,
  notEquivalent,
  ok,
} from './expected.ts';

const declareOk = ok('exchange.declare-ok');

contract('exchange.declare', (its) => {
  its('makes an exchange, and the same one again', async (bench) => {
    const channel = await bench.channel();
    const declaration = { exchange: bench.name('x'), type: 'topic', durable: true, autoDelete: true };
    expect(await channel.call('exchange.declare', declaration)).toEqual(declareOk);
    expect(await channel.call('exchange.declare', declaration)).toEqual(declareOk);
  });

  its('passive finds an exchange whatever else it says', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    await channel.ok('exchange.declare', { exchange, type: 'topic', durable: true });
    const more = { type: 'nonsense', passive: true, arguments: fieldTable({ 'alternate-exchange': 1 }) };
    expect(await channel.call('exchange.declare', { exchange, ...more })).toEqual(declareOk);
  });

  its('passive of a missing exchange is 404', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    expect(await channel.call('exchange.declare', { exchange, passive: true })).toEqual(
      channelClosed(404, noExchange(exchange), 'exchange.declare'),
    );
  });

  its.each([
    ['amq.direct'],
    ['amq.fanout'],
    ['amq.topic'],
    ['amq.headers'],
    ['amq.match'],
    ['amq.rabbitmq.trace'],
  ])('passive finds the predeclared %s', async (bench, exchange) => {
    const channel = await bench.channel();
    expect(await channel.call('exchange.declare', { exchange, passive: true })).toEqual(declareOk);
  });

  its.each<[string, Fields<'exchange.declare'>, string, string]>([
    ['type', { type: 'fanout' }, 'type', "received 'fanout' but current is 'direct'"],
    ['durable', { durable: false }, 'durable', "received 'false' but current is 'true'"],
    ['auto-delete', { autoDelete: true }, 'auto_delete', "received 'true' but current is 'false'"],
    ['internal', { internal: true }, 'internal', "received 'true' but current is 'false'"],
    [
      'alternate-exchange',
      { arguments: fieldTable({ 'alternate-exchange': 'a' }) },
      'alternate-exchange',
      "received the value 'a' of type 'longstr' but current is none",
    ],
    [
      'type before all else',
      { type: 'topic', durable: false, autoDelete: true, internal: true },
      'type',
      "received 'topic' but current is 'direct'",
    ],
    [
      'durable before auto-delete and internal',
      { durable: false, autoDelete: true, internal: true },
      'durable',
      "received 'false' but current is 'true'",
    ],
  ])('again with another %s is 406', async (bench, _label, change, arg, text) => {
    const channel = await bench.channel();
    const declaration = { exchange: bench.name('x'), type: 'direct', durable: true };
    await channel.ok('exchange.declare', declaration);
    expect(await channel.call('exchange.declare', { ...declaration, ...change })).toEqual(
      channelClosed(406, notEquivalent('exchange', declaration.exchange, arg, text), 'exchange.declare'),
    );
  });

  its.each<[string, PlainTable, string]>([
    ['none', {}, "received none but current is the value 'a' of type 'longstr'"],
    ['another', { 'alternate-exchange': 'b' }, "received 'b' but current is 'a'"],
    ['a number', { 'alternate-exchange': 1 }, "received '1' but current is 'a'"],
  ])('again with %s instead of its alternate exchange is 406', async (bench, _label, changed, text) => {
    const channel = await bench.channel();
    const declaration = { exchange: bench.name('x'), type: 'direct' };
    const args = fieldTable({ 'alternate-exchange': 'a' });
    await channel.ok('exchange.declare', { ...declaration, arguments: args });
    expect(
      await channel.call('exchange.declare', { ...declaration, arguments: fieldTable(changed) }),
    ).toEqual(
      channelClosed(
        406,
        notEquivalent('exchange', declaration.exchange, 'alternate-exchange', text),
        'exchange.declare',
      ),
    );
  });

  its('again with other arguments that mean nothing is fine', async (bench) => {
    const channel = await bench.channel();
    const declaration = { exchange: bench.name('x'), type: 'direct' };
    await channel.ok('exchange.declare', { ...declaration, arguments: fieldTable({ 'x-one': 1 }) });
    expect(
      await channel.call('exchange.declare', { ...declaration, arguments: fieldTable({ 'x-two': 2 }) }),
    ).toEqual(declareOk);
  });

  its.each<[string, number | boolean | null | PlainTable, string]>([
    ['a number', 1, 'signedint'],
    ['void', null, 'void'],
    ['a boolean', true, 'bool'],
    ['a table', { a: 1 }, 'table'],
  ])('with %s as alternate exchange is 406', async (bench, _label, alternate, type) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    const args = fieldTable({ 'alternate-exchange': alternate });
    const text = `PRECONDITION_FAILED - invalid type '${type}' for arg 'alternate-exchange' in exchange '${exchange}' in vhost '/'`;
    expect(await channel.call('exchange.declare', { exchange, type: 'direct', arguments: args })).toEqual(
      channelClosed(406, text, 'exchange.declare'),
    );
  });

  its.each<[string, string, string]>([
    ['nope', 'nope', "COMMAND_INVALID - unknown exchange type 'nope'"],
    ['DIRECT', 'DIRECT', "COMMAND_INVALID - unknown exchange type 'DIRECT'"],
    ['x-delayed-message', 'x-delayed-message', "COMMAND_INVALID - unknown exchange type 'x-delayed-message'"],
    ['(empty)', '', "COMMAND_INVALID - invalid exchange type ''"],
  ])('of the type %s is 503 for the connection', async (bench, _label, type, text) => {
    const channel = await bench.channel();
    expect(await channel.call('exchange.declare', { exchange: 'amq.reserved', type })).toEqual(
      connectionClosed(503, text, 'exchange.declare'),
    );
  });

  its('of a type that RabbitMQ knows as another word is 503 for the connection', async (bench) => {
    const channel = await bench.channel();
    const text = "COMMAND_INVALID - invalid exchange type 'queue'";
    expect(await channel.call('exchange.declare', { exchange: 'amq.reserved', type: 'queue' })).toEqual(
      connectionClosed(503, text, 'exchange.declare'),
    );
  });

  its('of a name with the reserved prefix is 403', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('exchange.declare', { exchange: 'amq.foo', type: 'direct' })).toEqual(
      channelClosed(
        403,
        "ACCESS_REFUSED - exchange name 'amq.foo' contains reserved prefix 'amq.*'",
        'exchange.declare',
      ),
    );
  });

  its('of a predeclared exchange as it is, is fine', async (bench) => {
    const channel = await bench.channel();
    expect(
      await channel.call('exchange.declare', { exchange: 'amq.topic', type: 'topic', durable: true }),
    ).toEqual(declareOk);
  });

  its('of a predeclared exchange otherwise is 406', async (bench) => {
    const channel = await bench.channel();
    const text = "received 'fanout' but current is 'direct'";
    expect(
      await channel.call('exchange.declare', { exchange: 'amq.direct', type: 'fanout', durable: true }),
    ).toEqual(channelClosed(406, notEquivalent('exchange', 'amq.direct', 'type', text), 'exchange.declare'));
  });

  its.each([
    ['actively', false],
    ['passively', true],
  ] as [string, boolean][])('of the default exchange, %s, is 403', async (bench, _label, passive) => {
    const channel = await bench.channel();
    expect(await channel.call('exchange.declare', { type: 'direct', durable: true, passive })).toEqual(
      channelClosed(403, NOT_ON_DEFAULT, 'exchange.declare'),
    );
  });

  its('drops line breaks from a name', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    await channel.ok('exchange.declare', { exchange: `${exchange}\r\n`, type: 'direct' });
    expect(await channel.call('exchange.declare', { exchange, passive: true })).toEqual(declareOk);
  });

  its('with no-wait has no answer', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    channel.send('exchange.declare', { exchange, type: 'direct', noWait: true });
    expect(await channel.call('exchange.declare', { exchange, passive: true })).toEqual(declareOk);
  });
});

contract('exchange.delete', (its) => {
  its('of a missing exchange is fine, if-unused or not', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    expect(await channel.call('exchange.delete', { exchange })).toEqual(ok('exchange.delete-ok'));
    expect(await channel.call('exchange.delete', { exchange, ifUnused: true })).toEqual(
      ok('exchange.delete-ok'),
    );
  });

  its('takes the exchange and its bindings away', async (bench) => {
    const channel = await bench.channel();
    const [exchange, queue] = [bench.name('x'), bench.name('q')];
    await channel.ok('exchange.declare', { exchange, type: 'fanout' });
    await channel.ok('queue.declare', { queue, exclusive: true });
    await channel.ok('queue.bind', { queue, exchange });
    await channel.ok('exchange.delete', { exchange });
    await channel.ok('exchange.declare', { exchange, type: 'fanout' });
    channel.publish(exchange, '', 'a', { mandatory: true });
    expect(await channel.next()).toMatchObject({ name: 'basic.return', replyCode: 312 });
  });

  its.each(['queue', 'exchange'].map((kind) => [kind] as [string]))(
    'if unused is 406 for the source of a binding to %s',
    async (bench, kind) => {
      const channel = await bench.channel();
      const [exchange, destination] = [bench.name('x'), bench.name('d')];
      await channel.ok('exchange.declare', { exchange, type: 'fanout' });
      if (kind === 'queue') {
        await channel.ok('queue.declare', { queue: destination, exclusive: true });
        await channel.ok('queue.bind', { queue: destination, exchange });
      } else {
        await channel.ok('exchange.declare', { exchange: destination, type: 'fanout' });
        await channel.ok('exchange.bind', { destination, source: exchange });
      }
      const text = `PRECONDITION_FAILED - exchange '${exchange}' in vhost '/' in use`;
      expect(await channel.call('exchange.delete', { exchange, ifUnused: true })).toEqual(
        channelClosed(406, text, 'exchange.delete'),
      );
    },
  );

  its('if unused takes an exchange that is only a destination', async (bench) => {
    const channel = await bench.channel();
    const [source, destination] = [bench.name('x'), bench.name('y')];
    await channel.ok('exchange.declare', { exchange: source, type: 'fanout' });
    await channel.ok('exchange.declare', { exchange: destination, type: 'fanout' });
    await channel.ok('exchange.bind', { destination, source });
    expect(await channel.call('exchange.delete', { exchange: destination, ifUnused: true })).toEqual(
      ok('exchange.delete-ok'),
    );
  });

  its.each([['amq.direct'], ['amq.never-there']])('of %s is 403', async (bench, exchange) => {
    const channel = await bench.channel();
    const text = `ACCESS_REFUSED - deletion of system exchange '${exchange}' in vhost '/' not allowed`;
    expect(await channel.call('exchange.delete', { exchange })).toEqual(
      channelClosed(403, text, 'exchange.delete'),
    );
  });

  its('of the default exchange is 403', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('exchange.delete')).toEqual(
      channelClosed(403, NOT_ON_DEFAULT, 'exchange.delete'),
    );
  });
});

contract('exchange.bind and exchange.unbind', (its) => {
  its('of a missing source is 404', async (bench) => {
    const channel = await bench.channel();
    const [destination, source] = [bench.name('d'), bench.name('s')];
    await channel.ok('exchange.declare', { exchange: destination, type: 'fanout' });
    expect(await channel.call('exchange.bind', { destination, source })).toEqual(
      channelClosed(404, noExchange(source), 'exchange.bind'),
    );
  });

  its('of a missing destination is 404', async (bench) => {
    const channel = await bench.channel();
    const [destination, source] = [bench.name('d'), bench.name('s')];
    await channel.ok('exchange.declare', { exchange: source, type: 'fanout' });
    expect(await channel.call('exchange.bind', { destination, source })).toEqual(
      channelClosed(404, noExchange(destination), 'exchange.bind'),
    );
  });

  its('of two missing exchanges names the source', async (bench) => {
    const channel = await bench.channel();
    const [destination, source] = [bench.name('d'), bench.name('s')];
    expect(await channel.call('exchange.bind', { destination, source })).toEqual(
      channelClosed(404, noExchange(source), 'exchange.bind'),
    );
  });

  its.each<[string, 'exchange.bind' | 'exchange.unbind', Fields<'exchange.bind'>]>([
    ['binding from', 'exchange.bind', { destination: 'amq.direct', source: '' }],
    ['binding to', 'exchange.bind', { destination: '', source: 'amq.direct' }],
    ['unbinding from', 'exchange.unbind', { destination: 'amq.direct', source: '' }],
    ['unbinding to', 'exchange.unbind', { destination: '', source: 'amq.direct' }],
  ])('%s the default exchange is 403', async (bench, _label, method, fields) => {
    const channel = await bench.channel();
    expect(await channel.call(method, fields)).toEqual(channelClosed(403, NOT_ON_DEFAULT, method));
  });

  its('unbinding what is not bound, or does not exist, is fine', async (bench) => {
    const channel = await bench.channel();
    const [destination, source] = [bench.name('d'), bench.name('s')];
    const unbindOk = ok('exchange.unbind-ok');
    expect(await channel.call('exchange.unbind', { destination, source })).toEqual(unbindOk);
    await channel.ok('exchange.declare', { exchange: source, type: 'fanout' });
    expect(await channel.call('exchange.unbind', { destination, source })).toEqual(unbindOk);
    await channel.ok('exchange.declare', { exchange: destination, type: 'fanout' });
    expect(await channel.call('exchange.unbind', { destination, source })).toEqual(unbindOk);
  });

  its('binds an exchange to itself', async (bench) => {
    const channel = await bench.channel();
    const [exchange, queue] = [bench.name('x'), bench.name('q')];
    await channel.ok('exchange.declare', { exchange, type: 'fanout' });
    await channel.ok('queue.declare', { queue, exclusive: true });
    await channel.ok('exchange.bind', { destination: exchange, source: exchange });
    await channel.ok('queue.bind', { queue, exchange });
    channel.publish(exchange, '', 'once');
    expect(await channel.bodies(queue)).toEqual(['once']);
  });
});

contract('an auto-delete exchange', (its) => {
  const gone = async (channel: RawChannel, exchange: string) =>
    expect(await channel.call('exchange.declare', { exchange, passive: true })).toEqual(
      channelClosed(404, noExchange(exchange), 'exchange.declare'),
    );

  its('stays while nothing was ever bound to it', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    await channel.ok('exchange.declare', { exchange, type: 'fanout', autoDelete: true });
    expect(await channel.call('exchange.declare', { exchange, passive: true })).toEqual(declareOk);
  });

  its('goes with its last binding to a queue', async (bench) => {
    const channel = await bench.channel();
    const [exchange, queue] = [bench.name('x'), bench.name('q')];
    await channel.ok('exchange.declare', { exchange, type: 'direct', autoDelete: true });
    await channel.ok('queue.declare', { queue, exclusive: true });
    await channel.ok('queue.bind', { queue, exchange, routingKey: 'a' });
    await channel.ok('queue.bind', { queue, exchange, routingKey: 'b' });
    await channel.ok('queue.unbind', { queue, exchange, routingKey: 'a' });
    expect(await channel.call('exchange.declare', { exchange, passive: true })).toEqual(declareOk);
    await channel.ok('queue.unbind', { queue, exchange, routingKey: 'b' });
    await gone(channel, exchange);
  });

  its('goes with its last queue', async (bench) => {
    const channel = await bench.channel();
    const [exchange, queue] = [bench.name('x'), bench.name('q')];
    await channel.ok('exchange.declare', { exchange, type: 'direct', autoDelete: true });
    await channel.ok('queue.declare', { queue, exclusive: true });
    await channel.ok('queue.bind', { queue, exchange, routingKey: 'a' });
    await channel.ok('queue.delete', { queue });
    await gone(channel, exchange);
  });

  its(
    'goes with its last binding as a source of exchanges, and takes auto-delete sources along',
    async (bench) => {
      const channel = await bench.channel();
      const [top, middle, queue] = [bench.name('top'), bench.name('middle'), bench.name('q')];
      for (const exchange of [top, middle]) {
        await channel.ok('exchange.declare', { exchange, type: 'fanout', autoDelete: true });
      }
      await channel.ok('queue.declare', { queue, exclusive: true });
      await channel.ok('queue.bind', { queue, exchange: middle });
      await channel.ok('exchange.bind', { destination: middle, source: top });
      await channel.ok('queue.unbind', { queue, exchange: middle });
      await gone(channel, middle);
      await channel.reopen();
      await gone(channel, top);
    },
  );

  its('stays when it loses its last binding as a destination', async (bench) => {
    const channel = await bench.channel();
    const [source, destination] = [bench.name('s'), bench.name('d')];
    await channel.ok('exchange.declare', { exchange: source, type: 'fanout' });
    await channel.ok('exchange.declare', { exchange: destination, type: 'fanout', autoDelete: true });
    await channel.ok('exchange.bind', { destination, source });
    await channel.ok('exchange.unbind', { destination, source });
    expect(await channel.call('exchange.declare', { exchange: destination, passive: true })).toEqual(
      declareOk,
    );
  });
});
