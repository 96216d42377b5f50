import { setImmediate as turn } from 'node:timers/promises';
import type { Broker } from '../../src/lib/broker/core.ts';
import { methodFrame } from '../support/raw-client.ts';
import { brokenHandshake, handshake, randomInput } from './inputs.ts';
import { Observer } from './observer.ts';
import type { Random } from './random.ts';
import { FuzzStream } from './stream.ts';

/** One client that means no good. Resolves to the inputs that it threw, once it is gone. */
export async function hostileSession(
  broker: Broker,
  random: Random,
  counts: Map<string, number>,
): Promise<number> {
  const observer = new Observer(counts);
  const stream = new FuzzStream((bytes) => observer.hear(bytes));
  const thrown: Buffer[] = [];
  try {
    broker.handle(stream);
    await turn();
    if (random.oneIn(5)) throwAll(stream, random, brokenHandshake(random), thrown);
    else await enter(stream, random, observer);
    for (let left = 1 + random.below(30); left > 0 && !stream.ended; left--) {
      if (random.oneIn(40)) stream.stall(random.oneIn(2));
      throwAll(stream, random, [randomInput(random)], thrown);
      answer(stream, observer, random);
      if (random.oneIn(10)) await turn();
    }
    await leave(stream, observer, random);
    return thrown.length;
  } catch (error) {
    const inputs = thrown.map((bytes) => bytes.toString('hex').slice(0, 200)).join('\n');
    throw new Error(`after these inputs:\n${inputs}`, { cause: error });
  }
}

async function enter(stream: FuzzStream, random: Random, observer: Observer): Promise<void> {
  observer.frameMax = random.pick([4096, 131_072]);
  const steps = handshake(random, observer.frameMax);
  const opens = [1, 2].map((channel) => methodFrame(channel, 'channel.open'));
  for (const step of [...steps, ...opens]) stream.feed(step);
  await turn();
}

/** Whole, or in pieces. */
function throwAll(stream: FuzzStream, random: Random, chunks: readonly Buffer[], thrown: Buffer[]): void {
  for (const chunk of chunks) {
    thrown.push(chunk);
    if (random.oneIn(5) && chunk.length > 1) {
      const at = 1 + random.below(chunk.length - 1);
      stream.feed(chunk.subarray(0, at));
      stream.feed(chunk.subarray(at));
    } else stream.feed(chunk);
  }
}

/** What a client should say to a close, most of the time. */
function answer(stream: FuzzStream, observer: Observer, random: Random): void {
  if (observer.closed && !random.oneIn(5)) stream.feed(methodFrame(0, 'connection.close-ok'));
  for (const channel of observer.closedChannels) {
    if (random.oneIn(4)) continue;
    observer.closedChannels.delete(channel);
    stream.feed(methodFrame(channel, 'channel.close-ok'));
    stream.feed(methodFrame(channel, 'channel.open'));
  }
}

async function leave(stream: FuzzStream, observer: Observer, random: Random): Promise<void> {
  stream.stall(false);
  switch (random.below(3)) {
    case 0:
      stream.hangUp();
      break;
    case 1:
      stream.destroy();
      break;
    default:
      stream.feed(methodFrame(0, observer.closed ? 'connection.close-ok' : 'connection.close'));
      await turn();
      stream.destroy();
  }
  await turn();
  await turn();
}
