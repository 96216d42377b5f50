import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningBroker, startBroker } from '../../src/lib/broker/broker.ts';
import { handshake } from '../fuzz/inputs.ts';
import { Random } from '../fuzz/random.ts';
import { FuzzStream } from '../fuzz/stream.ts';
import { contentFrames, methodFrame } from '../support/raw-client.ts';

const BODY = Buffer.alloc(10_000, 'x');
const MESSAGES = 1000;
/** What the broker lets wait for a client: deliveries, and answers. With what one more of them takes. */
const DELIVERED = 256 * 1024 + 11_000;
const ANSWERED = 1024 * 1024 + 11_000;

let broker: RunningBroker;
let client: FuzzStream;
/** Bytes. */
let received: number;

async function send(...frames: Buffer[]): Promise<void> {
  client.feed(Buffer.concat(frames));
  for (let turns = 0; turns < 20; turns++) await turn();
}

/** Waits until nothing more comes. */
async function quiet(): Promise<void> {
  for (let before = -1; before !== received; await turn(), await turn()) before = received;
}

beforeEach(async () => {
  broker = await startBroker();
  received = 0;
  client = new FuzzStream((bytes) => {
    received += bytes.length;
  });
  broker.handle(client);
  await send(
    ...handshake(new Random(1)),
    methodFrame(1, 'channel.open'),
    methodFrame(1, 'queue.declare', { queue: 'q' }),
  );
  const publish = Buffer.concat([
    methodFrame(1, 'basic.publish', { routingKey: 'q' }),
    ...contentFrames(1, BODY),
  ]);
  await send(...Array.from({ length: MESSAGES }, () => publish));
  expect(broker.queue('q')?.messages).toHaveLength(MESSAGES);
  client.stall(true);
});
afterEach(() => broker.close());

test('a consumer that does not read leaves the messages in the queue, and gets them once it reads', async () => {
  const before = received;
  await send(methodFrame(1, 'basic.consume', { queue: 'q', noAck: true }));
  expect(client.writableLength).toBeGreaterThan(100_000);
  expect(client.writableLength).toBeLessThan(DELIVERED);
  expect(broker.queue('q')?.messages.length).toBeGreaterThan(MESSAGES - 40);
  client.stall(false);
  await quiet();
  expect(received - before).toBeGreaterThan(MESSAGES * BODY.length);
  expect(broker.queue('q')?.messages).toEqual([]);
});

test('a client that does not read its answers is no longer read from, and gets them once it reads', async () => {
  const before = received;
  const get = methodFrame(1, 'basic.get', { queue: 'q', noAck: true });
  await send(...Array.from({ length: MESSAGES }, () => get));
  expect(client.writableLength).toBeGreaterThan(500_000);
  expect(client.writableLength).toBeLessThan(ANSWERED);
  expect(client.isPaused()).toBe(true);
  client.stall(false);
  await quiet();
  expect(received - before).toBeGreaterThan(MESSAGES * BODY.length);
  expect(client.isPaused()).toBe(false);
  expect(broker.queue('q')?.messages).toEqual([]);
});
