import { expect } from 'vitest';
import type { MethodName } from '../../src/lib/wire/methods.ts';
import type { Fields, RawChannel } from '../support/raw-client.ts';
import { contract } from './contract.ts';
import { channelClosed, NOT_ON_DEFAULT, noExchange, noQueue, ok } from './expected.ts';
import { deliveries, send } from './helpers.ts';

type Refusal = readonly [title: string, method: MethodName, fields: object, code: number, text: string];

const REFUSED: readonly Refusal[] = [
  ['exchange.declare', 'exchange.declare', { type: 'fanout' }, 403, NOT_ON_DEFAULT],
  [
    'passive exchange.declare',
    'exchange.declare',
    { exchange: 'nope', passive: true },
    404,
    noExchange('nope'),
  ],
  ['exchange.bind', 'exchange.bind', { source: 'nope', destination: 'amq.fanout' }, 404, noExchange('nope')],
  [
    'exchange.delete',
    'exchange.delete',
    { exchange: 'amq.fanout' },
    403,
    "ACCESS_REFUSED - deletion of system exchange 'amq.fanout' in vhost '/' not allowed",
  ],
  [
    'queue.declare',
    'queue.declare',
    { queue: 'amq.nope' },
    403,
    "ACCESS_REFUSED - queue name 'amq.nope' contains reserved prefix 'amq.*'",
  ],
  ['passive queue.declare', 'queue.declare', { queue: 'nope', passive: true }, 404, noQueue('nope')],
  ['queue.bind', 'queue.bind', { queue: 'nope', exchange: 'amq.fanout' }, 404, noQueue('nope')],
  ['queue.purge', 'queue.purge', { queue: 'nope' }, 404, noQueue('nope')],
  ['basic.consume', 'basic.consume', { queue: 'nope', consumerTag: 't' }, 404, noQueue('nope')],
  ['basic.consume without a tag', 'basic.consume', { queue: 'nope' }, 404, noQueue('nope')],
];

const silently = (channel: RawChannel, method: MethodName, fields: object): void =>
  channel.send(method, { ...fields, noWait: true } as Fields<typeof method>);

contract('a method that waits for no answer', (its) => {
  its('gets none where it succeeds', async (bench) => {
    const channel = await bench.channel();
    const [queue, exchange] = [bench.name('q'), bench.name('x')];
    silently(channel, 'exchange.declare', { exchange, type: 'fanout' });
    silently(channel, 'queue.declare', { queue });
    silently(channel, 'queue.bind', { queue, exchange });
    silently(channel, 'exchange.bind', { source: exchange, destination: 'amq.fanout' });
    silently(channel, 'exchange.unbind', { source: exchange, destination: 'amq.fanout' });
    silently(channel, 'basic.consume', { queue, consumerTag: 't' });
    silently(channel, 'basic.cancel', { consumerTag: 't' });
    silently(channel, 'basic.cancel', { consumerTag: 'unknown' });
    silently(channel, 'queue.purge', { queue });
    silently(channel, 'queue.delete', { queue });
    silently(channel, 'queue.delete', { queue });
    silently(channel, 'exchange.delete', { exchange });
    silently(channel, 'confirm.select', {});
    expect(await channel.call('basic.qos')).toEqual(ok('basic.qos-ok'));
  });

  its('does its work all the same', async (bench) => {
    const channel = await bench.channel();
    const [queue, exchange] = [bench.name('q'), bench.name('x')];
    silently(channel, 'exchange.declare', { exchange, type: 'fanout' });
    silently(channel, 'queue.declare', { queue, exclusive: true });
    silently(channel, 'queue.bind', { queue, exchange });
    silently(channel, 'basic.consume', { queue, consumerTag: 't', noAck: true });
    channel.publish(exchange, '', 'm');
    expect(deliveries(await channel.settled(queue))).toEqual(['t:m']);
    silently(channel, 'basic.cancel', { consumerTag: 't' });
    send(channel, queue, 'n');
    expect(await channel.settled(queue)).toEqual([]);
  });

  its.each(REFUSED)(
    'closes the channel where it fails: %s',
    async (bench, _title, method, fields, code, text) => {
      const channel = await bench.channel();
      silently(channel, method, fields);
      expect(await channel.next()).toEqual(channelClosed(code, text, method));
    },
  );

  its('gives a consumer a tag that only its deliveries tell', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    silently(channel, 'basic.consume', { queue });
    send(channel, queue, 'm');
    const delivery = await channel.next();
    expect(delivery).toMatchObject({ name: 'basic.deliver', body: Buffer.from('m') });
    expect((delivery as { consumerTag: string }).consumerTag).toMatch(/^amq\.ctag-/);
  });
});
