import { expect } from 'vitest';
import { PROTOCOL_HEADER } from '../../src/lib/wire/frames.ts';
import { contract } from '../contract/contract.ts';
import { methodFrame, type RawClient, rawFrame } from '../support/raw-client.ts';

// Where the same hostile bytes had another answer on RabbitMQ.

/** In, but for connection.open. */
async function almostIn(client: RawClient): Promise<void> {
  client.sendBytes(PROTOCOL_HEADER);
  await client.next();
  client.startOk();
  await client.next();
  client.send(0, 'connection.tune-ok', { channelMax: 10, frameMax: 131_072 });
}

contract('a client that is almost in', (its) => {
  its.each([
    [
      'a method of another state',
      methodFrame(0, 'connection.close'),
      504,
      'CHANNEL_ERROR - unexpected method in connection state opening',
    ],
    [
      'a method on a channel',
      methodFrame(1, 'tx.select'),
      505,
      'UNEXPECTED_FRAME - type 1, all octets = <<0,90,0,10>>',
    ],
    [
      'an unknown frame',
      rawFrame(9, 0, Buffer.alloc(0)),
      501,
      'FRAME_ERROR - type 9, all octets = <<>>: unknown_frame',
    ],
  ])('is told about %s', async (bench, _title, bytes, replyCode, replyText) => {
    const client = await bench.dial();
    await almostIn(client);
    client.sendBytes(bytes);
    expect(await client.next()).toMatchObject({ name: 'connection.close', replyCode, replyText });
  });

  its('is not told that its arguments cannot be read', async (bench) => {
    const client = await bench.dial();
    await almostIn(client);
    client.sendFrame(1, 0, Buffer.from([0, 10, 0, 40, 9]));
    expect(await client.next()).toEqual({ name: 'end' });
  });
});

contract('a content header that is too short', (its) => {
  its.each([
    ['a method', 0],
    ['an open channel', 1],
  ])('is no frame at all, even where %s is missing before it', async (bench, _title, channel) => {
    const { client } = await bench.channel();
    client.sendFrame(2, channel, Buffer.from([0, 60, 0]));
    expect(await client.next()).toMatchObject({
      name: 'connection.close',
      replyCode: 501,
      replyText: 'FRAME_ERROR - type 2, all octets = <<0,60,0>>: unknown_frame',
    });
  });
});

contract('a message in which much is wrong', (its) => {
  its('misses its reply consumer first', async (bench) => {
    const channel = await bench.channel();
    channel.publish('', 'q', '', {
      properties: { replyTo: 'amq.rabbitmq.reply-to', userId: 'other', expiration: 'x', deliveryMode: 3 },
    });
    expect(await channel.next()).toMatchObject({
      name: 'channel.close',
      replyText: 'PRECONDITION_FAILED - fast reply consumer does not exist',
    });
  });
});

contract('a connection that the client closed', (its) => {
  its("is the client's to end, and may be closed again", async (bench) => {
    const client = await bench.connect();
    expect(await client.call(0, 'connection.close')).toMatchObject({ name: 'connection.close-ok' });
    expect(await client.call(0, 'connection.close')).toMatchObject({ name: 'connection.close-ok' });
    client.send(0, 'connection.close-ok');
    expect(await client.next()).toEqual({ name: 'end' });
  });
});

contract('a channel that the server closed', (its) => {
  its('still has its frames put together, and the wrong ones refused', async (bench) => {
    const channel = await bench.channel();
    await channel.call('basic.ack', { deliveryTag: 9 });
    channel.publish('', 'q', 'passed over');
    channel.client.sendFrame(3, 1, Buffer.from('x'));
    expect(await channel.next()).toMatchObject({
      name: 'connection.close',
      replyText: 'UNEXPECTED_FRAME - expected method frame, got non method frame instead',
    });
  });
});
