import { expect } from 'vitest';
import { fieldTable } from '../../src/lib/routing/values.ts';
import { methodFrame, rawFrame } from '../support/raw-client.ts';
import { contract } from './contract.ts';
import { channelClosed, connectionClosed } from './expected.ts';
import { queueWith } from './helpers.ts';

const END = { name: 'end' };

/** A content header's payload: class, weight, body size, then whatever is given. */
function header(classId: number, bodySize: number, rest: number[] = [0, 0], weight = 0): Buffer {
  const fixed = Buffer.alloc(12);
  fixed.writeUInt16BE(classId, 0);
  fixed.writeUInt16BE(weight, 2);
  fixed.writeBigUInt64BE(BigInt(bodySize), 4);
  return Buffer.concat([fixed, Buffer.from(rest)]);
}

const headerFrame = (...parts: Parameters<typeof header>) => rawFrame(2, 1, header(...parts));
const bodyFrame = (text: string) => rawFrame(3, 1, Buffer.from(text));
const PUBLISH = methodFrame(1, 'basic.publish', { routingKey: 'nobody' });
const QOS = methodFrame(1, 'basic.qos');

contract('a frame', (its) => {
  its.each([
    [
      'of an unknown type',
      rawFrame(4, 1, Buffer.from('abc')),
      'type 4, all octets = <<"abc">>: unknown_frame',
    ],
    ['of type 0', rawFrame(0, 0, Buffer.from('abc')), 'type 0, all octets = <<"abc">>: unknown_frame'],
    [
      'of a wrong end',
      Buffer.from([1, 0, 1, 0, 0, 0, 4, 0, 20, 0, 10, 0]),
      'type 1, all octets = <<0,20,0,10>>: {invalid_frame_end_marker,0}',
    ],
    [
      'too large',
      Buffer.from([1, 0, 1, 0, 2, 0, 1]),
      'type 1, all octets = <<>>: {frame_too_large,131073,131064}',
    ],
    [
      'with half a method id',
      rawFrame(1, 1, Buffer.from([0, 50])),
      'type 1, all octets = <<0,50>>: unknown_frame',
    ],
    ['with no method', rawFrame(1, 1, Buffer.alloc(0)), 'type 1, all octets = <<>>: unknown_frame'],
    [
      'with half a content header',
      Buffer.concat([PUBLISH, rawFrame(2, 1, Buffer.from([0, 60, 0]))]),
      'type 2, all octets = <<0,60,0>>: unknown_frame',
    ],
    [
      'of a heartbeat with a payload',
      rawFrame(8, 0, Buffer.from('abc')),
      'type 8, all octets = <<"abc">>: unknown_frame',
    ],
  ])('%s is 501', async (bench, _title, bytes, text) => {
    const channel = await bench.channel();
    channel.client.sendBytes(bytes);
    expect(await channel.next()).toEqual(connectionClosed(501, `FRAME_ERROR - ${text}`));
  });

  its('may be 8 bytes larger than agreed, and no more', async (bench) => {
    const channel = await bench.channel({ tune: { frameMax: 4096 } });
    channel.client.sendBytes(Buffer.concat([PUBLISH, headerFrame(60, 4096), bodyFrame('x'.repeat(4096))]));
    expect(await channel.call('basic.qos')).toMatchObject({ name: 'basic.qos-ok' });
    channel.client.sendBytes(Buffer.concat([PUBLISH, headerFrame(60, 4097), bodyFrame('x'.repeat(4097))]));
    expect(await channel.next()).toEqual(
      connectionClosed(501, 'FRAME_ERROR - type 3, all octets = <<>>: {frame_too_large,4097,4088}'),
    );
  });

  its.each([
    [
      'a header on channel 0',
      rawFrame(2, 0, header(60, 5)),
      'type 2, all octets = <<0,60,0,0,0,0,0,0,0,0,0,5,0,0>>',
    ],
    ['a body on channel 0', rawFrame(3, 0, Buffer.from('abc')), 'type 3, all octets = <<"abc">>'],
    ['a heartbeat on a channel', rawFrame(8, 1, Buffer.alloc(0)), 'type 8, all octets = <<>>'],
    [
      'a header with no method before it',
      headerFrame(60, 5),
      'expected method frame, got non method frame instead',
    ],
    [
      'a body with no method before it',
      bodyFrame('abc'),
      'expected method frame, got non method frame instead',
    ],
    [
      'an empty body after an empty message',
      Buffer.concat([PUBLISH, headerFrame(60, 0), bodyFrame('')]),
      'expected method frame, got non method frame instead',
    ],
  ])('with %s is 505', async (bench, _title, bytes, text) => {
    const channel = await bench.channel();
    channel.client.sendBytes(bytes);
    expect(await channel.next()).toEqual(connectionClosed(505, `UNEXPECTED_FRAME - ${text}`));
  });

  its.each([
    ['a method', QOS, 'expected content header for class 60, got non content header frame instead'],
    ['a body', bodyFrame('x'), 'expected content header for class 60, got non content header frame instead'],
    [
      'a header of another class',
      headerFrame(50, 0),
      'expected content header for class 60, got one for class 50 instead',
    ],
    [
      'a header of another weight',
      headerFrame(60, 0, [0, 0], 1),
      'expected content header for class 60, got non content header frame instead',
    ],
    [
      'a header and a method',
      Buffer.concat([headerFrame(60, 5), QOS]),
      'expected content body, got non content body frame instead',
    ],
    [
      'two headers',
      Buffer.concat([headerFrame(60, 5), headerFrame(60, 5)]),
      'expected content body, got non content body frame instead',
    ],
    [
      'half a body and a method',
      Buffer.concat([headerFrame(60, 5), bodyFrame('ab'), QOS]),
      'expected content body, got non content body frame instead',
    ],
    [
      'too long a body and a method',
      Buffer.concat([headerFrame(60, 2), bodyFrame('abc'), QOS]),
      'expected content body, got non content body frame instead',
    ],
    [
      'a header and a close',
      Buffer.concat([headerFrame(60, 5), methodFrame(1, 'channel.close')]),
      'expected content body, got non content body frame instead',
    ],
  ])('with %s after basic.publish is 505', async (bench, _title, bytes, text) => {
    const channel = await bench.channel();
    channel.client.sendBytes(Buffer.concat([PUBLISH, bytes]));
    expect(await channel.next()).toEqual(
      connectionClosed(505, `UNEXPECTED_FRAME - ${text}`, 'basic.publish'),
    );
  });

  its('with content that only a server sends is 503', async (bench) => {
    const channel = await bench.channel();
    channel.client.sendBytes(Buffer.concat([methodFrame(1, 'basic.deliver'), headerFrame(60, 0)]));
    expect(await channel.next()).toEqual(
      connectionClosed(503, 'COMMAND_INVALID - unimplemented method', 'basic.deliver'),
    );
  });
});

contract('a method frame', (its) => {
  its.each([
    ['an unknown method', [0, 50, 0, 99]],
    ['an unknown class', [0, 99, 0, 1]],
    ['a table value of an unknown type', [0, 50, 0, 10, 0, 0, 1, 65, 0, 0, 0, 0, 4, 1, 65, 0x7a, 1]],
  ])('with %s just ends the connection', async (bench, _title, payload) => {
    const channel = await bench.channel();
    channel.client.sendFrame(1, 1, Buffer.from(payload));
    expect(await channel.next()).toEqual(END);
  });

  its.each<[string, 'queue.declare' | 'channel.open', number[], string]>([
    ['too few bytes', 'queue.declare', [0], '<<0>>'],
    ['too many bytes', 'channel.open', [0, 1, 2, 3], '<<0,1,2,3>>'],
    [
      'a table longer than the frame',
      'queue.declare',
      [0, 0, 1, 65, 0, 0, 0, 0, 99, 1, 65],
      '<<0,0,1,65,0,0,0,0,99,1,65>>',
    ],
  ])('with %s is 501', async (bench, _title, method, bytes, text) => {
    const channel = await bench.channel();
    const id = method === 'queue.declare' ? [0, 50, 0, 10] : [0, 20, 0, 10];
    channel.client.sendFrame(1, 1, Buffer.from([...id, ...bytes]));
    expect(await channel.next()).toEqual(
      connectionClosed(501, `FRAME_ERROR - cannot decode ${text}`, method),
    );
  });
});

contract('message properties', (its) => {
  const NAN = [0x7f, 0xf8, 0, 0, 0, 0, 0, 0];
  its.each([
    ['with bytes to spare', [0, 0, 0, 0, 0]],
    ['cut short', [0x80, 0, 9]],
    ['with more flags to come', [0, 1, 0, 0]],
    ['with a header of an unknown type', [0x20, 0, 0, 0, 0, 4, 1, 65, 0x7a, 1]],
    ['with a header that is not a number (NaN)', [0x20, 0, 0, 0, 0, 11, 1, 65, 0x64, ...NAN]],
  ])('%s are 541', async (bench, _title, properties) => {
    const channel = await bench.channel();
    channel.client.sendBytes(Buffer.concat([PUBLISH, headerFrame(60, 0, [...properties])]));
    expect(await channel.next()).toEqual(connectionClosed(541, 'INTERNAL_ERROR'));
  });
});

contract('content', (its) => {
  its('may come in any number of frames, empty ones too', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    const publish = methodFrame(1, 'basic.publish', { routingKey: queue });
    const frames = [publish, headerFrame(60, 3), bodyFrame('a'), bodyFrame(''), bodyFrame('bc')];
    channel.client.sendBytes(Buffer.concat(frames));
    expect(await channel.bodies(queue)).toEqual(['abc']);
  });

  its('of two channels may be interleaved', async (bench) => {
    const channel = await bench.channel();
    await channel.client.openChannel(2);
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    const frames = [1, 2].map((number) => [
      methodFrame(number, 'basic.publish', { routingKey: queue }),
      rawFrame(2, number, header(60, 1)),
      rawFrame(3, number, Buffer.from(`${number}`)),
    ]);
    for (const step of [0, 1, 2]) for (const of of frames) channel.client.sendBytes(of[step] as Buffer);
    await channel.client.call(2, 'basic.qos');
    expect((await channel.bodies(queue)).sort()).toEqual(['1', '2']);
  });

  its('may arrive byte by byte', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    const publish = methodFrame(1, 'basic.publish', { routingKey: queue });
    for (const byte of Buffer.concat([publish, headerFrame(60, 2), bodyFrame('ab')])) {
      channel.client.sendBytes(Buffer.from([byte]));
    }
    expect(await channel.bodies(queue)).toEqual(['ab']);
  });

  its('of 3 MB and of nothing arrives as it was sent', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    const large = Buffer.alloc(3_000_000, 'abcdefg');
    channel.publish('', queue, large);
    channel.publish('', queue, '');
    const got = await channel.call('basic.get', { queue, noAck: true });
    expect(got.name === 'basic.get-ok' && got.body?.equals(large)).toBe(true);
    expect(await channel.bodies(queue)).toEqual(['']);
  });

  its('reaches a client in frames no larger than it asked for', async (bench) => {
    const channel = await bench.channel({ tune: { frameMax: 4096 } });
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    const publisher = await bench.channel();
    await publisher.ok('confirm.select');
    publisher.publish('', queue, 'x'.repeat(100_000));
    await publisher.next();
    expect(await channel.bodies(queue)).toEqual(['x'.repeat(100_000)]);
    expect(channel.client.largestFrame).toBeLessThanOrEqual(4096);
  });

  its('with headers of 100 KB arrives, and properties without a body', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    const headers = fieldTable({ h: 'x'.repeat(100_000) });
    channel.publish('', queue, 'b', { properties: { headers } });
    channel.publish('', queue, '', { properties: { messageId: 'id' } });
    await channel.settled(queue);
    expect(await channel.call('basic.get', { queue, noAck: true })).toMatchObject({
      properties: { headers },
    });
    const empty = await channel.call('basic.get', { queue, noAck: true });
    expect(empty).toMatchObject({ properties: { messageId: 'id' }, body: Buffer.alloc(0) });
  });

  its('has its properties in one frame, even where that is larger than was agreed', async (bench) => {
    const queue = bench.name('q');
    const publisher = await bench.channel();
    await queueWith(publisher, queue, {}, {});
    const headers = fieldTable({ h: 'x'.repeat(9000) });
    publisher.publish('', queue, 'b', { properties: { headers } });
    await publisher.settled(queue);
    const small = await bench.channel({ tune: { frameMax: 4096 } });
    expect(await small.call('basic.get', { queue })).toMatchObject({ properties: { headers } });
    expect(small.client.largestFrame).toBeGreaterThan(9000);
  });

  its('whose properties are larger than a frame is 501', async (bench) => {
    const small = await bench.channel({ tune: { frameMax: 4096 } });
    small.publish('', 'nobody', 'b', { properties: { headers: fieldTable({ h: 'x'.repeat(4080) }) } });
    const text = 'FRAME_ERROR - type 2, all octets = <<>>: {frame_too_large,4105,4088}';
    expect(await small.next()).toEqual(connectionClosed(501, text));
  });

  its(
    'of more than 128 MiB is refused once it is there',
    async (bench) => {
      const channel = await bench.channel();
      const size = 128 * 1024 * 1024 + 1;
      const header = Buffer.alloc(14);
      header.writeUInt16BE(60, 0);
      header.writeBigUInt64BE(BigInt(size), 4);
      channel.send('basic.publish', { routingKey: 'nobody' });
      channel.client.sendFrame(2, 1, header);
      const piece = rawFrame(3, 1, Buffer.alloc(131_064));
      let left = size;
      for (; left > 131_064; left -= 131_064) {
        channel.client.sendBytes(piece);
        if (left % 16 === 0) await new Promise(setImmediate);
      }
      channel.client.sendFrame(3, 1, Buffer.alloc(left));
      const text = `PRECONDITION_FAILED - message size ${size} is larger than configured max size ${size - 1}`;
      expect(await channel.next()).toEqual(channelClosed(406, text, 'basic.publish'));
    },
    30_000,
  );
});
