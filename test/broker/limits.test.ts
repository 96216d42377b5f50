import { afterEach, describe, expect, test } from 'vitest';
import { type RunningBroker, type StartBrokerOptions, startBroker } from '../../src/lib/broker/broker.ts';
import { PROTOCOL_HEADER } from '../../src/lib/wire/frames.ts';
import { channelClosed, connectionClosed } from '../contract/expected.ts';
import { RawClient } from '../support/raw-client.ts';

let broker: RunningBroker;
const clients: RawClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await broker.close();
});

/** A client that has dialled and said nothing, of a broker with these options. */
async function dial(options?: StartBrokerOptions): Promise<RawClient> {
  if (options) broker = await startBroker(options);
  const client = await RawClient.dial(broker.url);
  clients.push(client);
  return client;
}

describe('a limit', () => {
  test('on connections holds for each virtual host, and until one is gone', async () => {
    const first = await dial({ maxConnections: 1, virtualHosts: ['other'] });
    await first.handshake();
    expect(await (await dial()).handshake()).toEqual(
      connectionClosed(
        530,
        "NOT_ALLOWED - access to vhost '/' refused for user 'guest': connection limit (1) is reached",
        'connection.open',
      ),
    );
    expect(await (await dial()).handshake({ vhost: 'other' })).toMatchObject({ name: 'connection.open-ok' });
    await first.close();
    expect(await (await dial()).handshake()).toMatchObject({ name: 'connection.open-ok' });
  });

  test('on queues holds until one is deleted', async () => {
    const client = await dial({ maxQueues: 1 });
    await client.handshake();
    const channel = await client.openChannel();
    await channel.ok('queue.declare', { queue: 'first' });
    await channel.ok('queue.declare', { queue: 'first' });
    expect(await channel.call('queue.declare', { queue: 'second' })).toEqual(
      channelClosed(
        406,
        "PRECONDITION_FAILED - cannot declare queue 'second': queue limit in vhost '/' (1) is reached",
        'queue.declare',
      ),
    );
    await channel.reopen();
    await channel.ok('queue.delete', { queue: 'first' });
    await channel.ok('queue.declare', { queue: 'second' });
  });

  test('on channels and frames is what connection.tune offers', async () => {
    const client = await dial({ channelMax: 1, frameMax: 8192 });
    await client.handshake();
    expect(client.tune).toMatchObject({ channelMax: 1, frameMax: 8192 });
    await client.openChannel(1);
    expect(await client.call(2, 'channel.open')).toMatchObject({ name: 'connection.close', replyCode: 530 });
  });

  test('on bodies refuses a message that is larger', async () => {
    const client = await dial({ maxMessageSize: 1000 });
    await client.handshake();
    const channel = await client.openChannel();
    channel.publish('', 'q', 'x'.repeat(1000), { mandatory: true });
    expect(await channel.next()).toMatchObject({ name: 'basic.return' });
    channel.publish('', 'q', 'x'.repeat(1001));
    expect(await channel.next()).toEqual(
      channelClosed(
        406,
        'PRECONDITION_FAILED - message size 1001 is larger than configured max size 1000',
        'basic.publish',
      ),
    );
  });

  test.each([
    ['nothing', []],
    ['a header and no more', [PROTOCOL_HEADER]],
    ['half a header', [PROTOCOL_HEADER.subarray(0, 4)]],
  ])('on time ends a client that says %s', async (_what, said) => {
    const client = await dial({ handshakeTimeout: 30 });
    for (const bytes of said) client.sendBytes(bytes);
    let last = '';
    while (last !== 'end') last = (await client.next()).name;
  });

  test('on time does not start anew with every byte', async () => {
    const client = await dial({ handshakeTimeout: 50 });
    // A frame of 4,000 bytes that comes one by one: it would take the client far longer than it has.
    client.sendBytes(Buffer.concat([PROTOCOL_HEADER, Buffer.from([1, 0, 0, 0, 0, 0x0f, 0xa0])]));
    const drip = setInterval(() => client.sendBytes(Buffer.from('x')), 5);
    try {
      let last = '';
      while (last !== 'end') last = (await client.next()).name;
    } finally {
      clearInterval(drip);
    }
  });

  test.each([
    [{ memoryLimit: -1 }, 'startBroker expected memoryLimit as a whole number from 0 on, got -1'],
    [{ channelMax: 0 }, 'startBroker expected channelMax as a whole number from 1 to 65535, got 0'],
    [
      { frameMax: 100.5 },
      'startBroker expected frameMax as a whole number from 4096 to 2147483647, got 100.5',
    ],
    [{ handshakeTimeout: Number.POSITIVE_INFINITY }, 'from 1 to 2147483647, got Infinity'],
  ])('that is none is refused: %j', async (options, text) => {
    broker = await startBroker({ maxConnections: Number.POSITIVE_INFINITY });
    await expect(startBroker(options)).rejects.toThrow(text);
  });
});
