import { expect } from 'vitest';
import { type FieldTable, fieldTable, plainTable } from '../../src/lib/routing/values.ts';
import { PROTOCOL_HEADER } from '../../src/lib/wire/frames.ts';
import { methodFrame, plainResponse, type RawClient } from '../support/raw-client.ts';
import { contract } from './contract.ts';
import { connectionClosed } from './expected.ts';
import { elapsed, got, queueWith, send } from './helpers.ts';

const OPEN_OK = { channel: 0, name: 'connection.open-ok' };
const END = { name: 'end' };
const refusedLogin = (mechanism: string) =>
  connectionClosed(
    403,
    `ACCESS_REFUSED - Login was refused using authentication mechanism ${mechanism}. For details see the broker logfile.`,
  );

/** A field table without its length, as AMQPLAIN wants it. */
function amqplain(table: FieldTable): Buffer {
  const frame = methodFrame(0, 'connection.start-ok', { clientProperties: table });
  return frame.subarray(15, 15 + frame.readUInt32BE(11));
}

contract('connection.start', (its) => {
  its('offers AMQP 0-9, PLAIN and AMQPLAIN, and what the server can do', async (bench) => {
    const { start } = await bench.connect();
    expect(start).toMatchObject({ versionMajor: 0, versionMinor: 9, locales: 'en_US' });
    expect(start?.mechanisms.split(' ').sort()).toEqual(['AMQPLAIN', 'PLAIN']);
    const properties = plainTable(start?.serverProperties as FieldTable);
    expect(properties.capabilities).toEqual({
      publisher_confirms: true,
      exchange_exchange_bindings: true,
      'basic.nack': true,
      consumer_cancel_notify: true,
      'connection.blocked': true,
      consumer_priorities: true,
      authentication_failure_close: true,
      per_consumer_qos: true,
      direct_reply_to: true,
    });
    for (const key of ['product', 'version', 'platform', 'information', 'copyright', 'cluster_name']) {
      expect(properties[key]).toBeTypeOf('string');
    }
  });

  its.each([
    ['AMQP 1.0', 'AMQP\0\x01\0\0'],
    ['AMQP 0-10', 'AMQP\x01\x01\0\x0a'],
    ['another revision', 'AMQP\0\0\x09\x02'],
    ['HTTP', 'GET / HTTP/1.1\r\n\r\n'],
  ])('answers %s with the header that it speaks, and hangs up', async (bench, _label, header) => {
    const client = await bench.dial();
    client.sendBytes(Buffer.from(header, 'latin1'));
    expect(await client.next()).toEqual({ name: 'protocol-header', bytes: PROTOCOL_HEADER });
    expect(await client.next()).toEqual(END);
  });

  its('comes when the header is complete, byte by byte or not', async (bench) => {
    const client = await bench.dial();
    for (const byte of PROTOCOL_HEADER) client.sendBytes(Buffer.from([byte]));
    expect(await client.next()).toMatchObject({ name: 'connection.start' });
  });
});

contract('a login', (its) => {
  its('with PLAIN is accepted, whatever the locale', async (bench) => {
    const client = await bench.dial();
    expect(await client.handshake({ locale: 'xx_XX' })).toEqual(OPEN_OK);
  });

  its('with AMQPLAIN is accepted', async (bench) => {
    const client = await bench.dial();
    const response = amqplain(fieldTable({ LOGIN: 'guest', PASSWORD: 'guest' }));
    expect(await client.handshake({ mechanism: 'AMQPLAIN', response })).toEqual(OPEN_OK);
  });

  its.each([
    ['a wrong password', 'guest', 'wrong'],
    ['an unknown user', 'nobody', 'guest'],
    ['an empty user', '', ''],
  ])('with %s is 403', async (bench, _label, user, password) => {
    const client = await bench.dial();
    expect(await client.handshake({ response: plainResponse(user, password) })).toEqual(
      refusedLogin('PLAIN'),
    );
  });

  its('with a wrong password by AMQPLAIN is 403', async (bench) => {
    const client = await bench.dial();
    const response = amqplain(fieldTable({ LOGIN: 'guest', PASSWORD: 'wrong' }));
    expect(await client.handshake({ mechanism: 'AMQPLAIN', response })).toEqual(refusedLogin('AMQPLAIN'));
  });

  its('with a wrong password just ends for a client without authentication_failure_close', async (bench) => {
    const client = await bench.dial();
    expect(await client.handshake({ response: plainResponse('guest', 'wrong'), capabilities: {} })).toEqual(
      END,
    );
  });

  its.each([
    ['an unknown mechanism', 'CRAM-MD5', plainResponse('guest', 'guest')],
    ['no mechanism', '', plainResponse('guest', 'guest')],
    ['a malformed PLAIN response', 'PLAIN', Buffer.from('guest guest')],
    ['an empty PLAIN response', 'PLAIN', Buffer.alloc(0)],
    ['a malformed AMQPLAIN response', 'AMQPLAIN', Buffer.from('guest guest')],
    ['an AMQPLAIN response without password', 'AMQPLAIN', amqplain(fieldTable({ LOGIN: 'guest' }))],
  ])('with %s just ends', async (bench, _label, mechanism, response) => {
    const client = await bench.dial();
    expect(await client.handshake({ mechanism, response })).toEqual(END);
  });
});

contract('connection.tune', (its) => {
  its('offers 2047 channels, frames of 128 KiB and a heartbeat every minute', async (bench) => {
    const { tune } = await bench.connect();
    expect(tune).toMatchObject({ channelMax: 2047, frameMax: 131_072, heartbeat: 60 });
  });

  its.each<[string, { channelMax?: number; frameMax?: number; heartbeat?: number }]>([
    ['fewer channels', { channelMax: 1 }],
    ['the smallest frames', { frameMax: 4096 }],
    ['no heartbeat', { heartbeat: 0 }],
    ['rarer heartbeats', { heartbeat: 65_535 }],
  ])('may be answered with %s', async (bench, _label, tune) => {
    const client = await bench.dial();
    expect(await client.handshake({ tune })).toEqual(OPEN_OK);
  });

  its.each<[string, { channelMax?: number; frameMax?: number }]>([
    ['unlimited channels', { channelMax: 0 }],
    ['more channels', { channelMax: 2048 }],
    ['unlimited frames', { frameMax: 0 }],
    ['larger frames', { frameMax: 131_073 }],
    ['frames below the smallest', { frameMax: 4095 }],
  ])('answered with %s ends the connection', async (bench, _label, tune) => {
    const client = await bench.dial();
    expect(await client.handshake({ tune })).toEqual(END);
  });
});

contract('connection.open', (its) => {
  its.each([
    ['an unknown virtual host', 'nope', 'NOT_ALLOWED - vhost nope not found'],
    ['no virtual host', '', 'NOT_ALLOWED - vhost  not found'],
  ])('of %s is 530', async (bench, _label, vhost, text) => {
    const client = await bench.dial();
    expect(await client.handshake({ vhost })).toEqual(connectionClosed(530, text, 'connection.open'));
  });
});

contract('the handshake', (its) => {
  its.each([
    ['connection.tune-ok before start-ok', methodFrame(0, 'connection.tune-ok', { frameMax: 131_072 })],
    ['connection.open before start-ok', methodFrame(0, 'connection.open', { virtualHost: '/' })],
    ['connection.close before start-ok', methodFrame(0, 'connection.close')],
    ['no frame at all', Buffer.from('GARBAGE GARBAGE')],
  ])('ends at %s', async (bench, _label, bytes) => {
    const client = await bench.dial();
    client.sendBytes(PROTOCOL_HEADER);
    await client.next();
    client.sendBytes(bytes);
    expect(await client.next()).toEqual(END);
  });

  its('ends at connection.open before tune-ok', async (bench) => {
    const client = await bench.dial();
    client.sendBytes(PROTOCOL_HEADER);
    await client.next();
    client.startOk();
    await client.next();
    client.send(0, 'connection.open', { virtualHost: '/' });
    expect(await client.next()).toEqual(END);
  });
});

const NOT_NOW = 'CHANNEL_ERROR - unexpected method in connection state running';

contract('an open connection', (its) => {
  its.each<[Parameters<typeof connectionClosed>[2] & string]>([
    ['connection.open'],
    ['connection.tune-ok'],
    ['connection.start-ok'],
    ['connection.secure-ok'],
    ['connection.close-ok'],
    ['connection.blocked'],
    ['queue.declare'],
    ['channel.open'],
    ['channel.close'],
    ['basic.ack'],
  ])('refuses %s on channel 0 with 504', async (bench, method) => {
    const client = await bench.connect();
    expect(await client.call(0, method)).toEqual(connectionClosed(504, NOT_NOW, method));
  });

  its('takes a new secret', async (bench) => {
    const client = await bench.connect();
    const secret = { newSecret: Buffer.from('another'), reason: 'it is old' };
    expect(await client.call(0, 'connection.update-secret', secret)).toEqual({
      channel: 0,
      name: 'connection.update-secret-ok',
    });
    await client.openChannel();
  });

  its('answers connection.close and then ends', async (bench) => {
    const client = await bench.connect();
    expect(await client.call(0, 'connection.close', { replyCode: 200 })).toEqual({
      channel: 0,
      name: 'connection.close-ok',
    });
  });

  its('that failed ignores all but the answer to its close', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('channel.open')).toMatchObject({ name: 'connection.close', replyCode: 504 });
    channel.send('basic.qos');
    channel.client.send(0, 'connection.close-ok');
    expect(await channel.next()).toEqual(END);
  });

  its('that failed answers a close of the client', async (bench) => {
    const channel = await bench.channel();
    await channel.call('channel.open');
    expect(await channel.client.call(0, 'connection.close', { replyCode: 200 })).toEqual({
      channel: 0,
      name: 'connection.close-ok',
    });
  });

  its('takes a heartbeat at any time', async (bench) => {
    const channel = await bench.channel();
    channel.client.sendFrame(8, 0, Buffer.alloc(0));
    expect(await channel.call('basic.qos')).toMatchObject({ name: 'basic.qos-ok' });
  });

  its('that fails does no harm to another', async (bench) => {
    const bystander = await bench.channel();
    const queue = bench.name('q');
    await bystander.ok('queue.declare', { queue, exclusive: true });
    const client = await bench.connect();
    client.sendBytes(Buffer.from('GARBAGE GARBAGE'));
    expect(await client.next()).toMatchObject({ name: 'connection.close', replyCode: 501 });
    bystander.publish('', queue, 'a');
    expect(await bystander.bodies(queue)).toEqual(['a']);
  });

  its.each<[string, (client: RawClient) => void]>([
    ['close', (client) => client.send(0, 'connection.close', { replyCode: 200 })],
    ['broken line', (client) => client.destroy()],
    ['mistake', (client) => client.send(2, 'channel.open')],
  ])('that ends gives back what its channels hold: %s', async (bench, _title, end) => {
    const keeper = await bench.channel();
    const queue = await queueWith(keeper, bench.name('q'), {}, {});
    const one = await bench.channel();
    const other = await one.client.openChannel(2);
    await other.ok('basic.consume', { queue, consumerTag: 'holds' });
    await one.ok('basic.consume', { queue, consumerTag: 'waits' });
    send(keeper, queue, 'm');
    expect(await other.next()).toMatchObject({ name: 'basic.deliver', consumerTag: 'holds' });
    end(one.client);
    expect(await got(keeper, queue)).toMatchObject({ redelivered: true, body: Buffer.from('m') });
  });
});

contract('heartbeats', (its) => {
  its('come from the server, which ends a connection that sends none', async (bench) => {
    const client = await bench.connect({ tune: { heartbeat: 1 } });
    const start = Date.now();
    expect(await client.next()).toEqual(END);
    expect(client.heartbeats).toBeGreaterThan(0);
    expect(Date.now() - start).toBeGreaterThan(1000);
  });

  its('are not wanted from a client that sends other frames', async (bench) => {
    const channel = await bench.channel({ tune: { heartbeat: 1 } });
    for (const start = Date.now(); Date.now() - start < 4000; ) {
      await channel.ok('channel.flow', { active: true });
    }
  });

  its('of the client alone keep a connection', async (bench) => {
    const channel = await bench.channel({ tune: { heartbeat: 1 } });
    const beat = setInterval(() => channel.client.sendFrame(8, 0, Buffer.alloc(0)), 400);
    await elapsed(bench, 4000);
    clearInterval(beat);
    expect(await channel.call('basic.qos')).toMatchObject({ name: 'basic.qos-ok' });
    expect(channel.client.heartbeats).toBeGreaterThan(1);
  });

  its('never come where 0 was agreed', async (bench) => {
    const client = await bench.connect({ tune: { heartbeat: 0 } });
    await elapsed(bench, 2500);
    expect(client.heartbeats).toBe(0);
  });

  its('takes a new secret', async (bench) => {
    const client = await bench.connect();
    const answer = await client.call(0, 'connection.update-secret', {
      newSecret: Buffer.from('new'),
      reason: 'none',
    });
    expect(answer).toEqual({ channel: 0, name: 'connection.update-secret-ok' });
  });
});
