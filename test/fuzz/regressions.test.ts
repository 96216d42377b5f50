import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Broker } from '../../src/lib/broker/core.ts';
import { methodFrame, rawFrame } from '../support/raw-client.ts';
import { handshake } from './inputs.ts';
import { Random } from './random.ts';
import { FuzzStream } from './stream.ts';

// What the fuzz run found, each by its name.

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function feed(...chunks: Buffer[]): Promise<FuzzStream> {
  const stream = new FuzzStream(() => {});
  new Broker().handle(stream);
  await turn();
  for (const chunk of chunks) stream.feed(chunk);
  await turn();
  return stream;
}

test('a connection that was closed by the book leaves no timer behind', async () => {
  const stream = await feed(...handshake(new Random(0)), methodFrame(0, 'connection.close'));
  stream.destroy();
  await turn();
  expect(vi.getTimerCount()).toBe(0);
});

test('a stream that begins with anything but AMQP leaves no timer behind', async () => {
  const stream = await feed(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
  expect(stream.ended).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('what was answered before bytes that end the connection is still sent', async () => {
  const heard: Buffer[] = [];
  const stream = new FuzzStream((bytes) => void heard.push(bytes));
  new Broker().handle(stream);
  await turn();
  const unknownMethod = rawFrame(1, 1, Buffer.from([0, 99, 0, 99]));
  const [header, ...rest] = handshake(new Random(0));
  stream.feed(header as Buffer);
  stream.feed(Buffer.concat([...rest, methodFrame(1, 'channel.open'), unknownMethod]));
  await turn();
  expect(stream.ended).toBe(true);
  expect(Buffer.concat(heard).includes(methodFrame(1, 'channel.open-ok'))).toBe(true);
});
