import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { connect as amqpConnect } from 'amqplib';
import { expect, test } from 'vitest';
import { Broker } from '../../src/lib/broker/core.ts';
import { listen } from '../../src/lib/broker/listener.ts';
import { brokenHandshake, handshake, randomInput } from './inputs.ts';
import { Random } from './random.ts';
import { announce, CASES, SEED, TIME_LIMIT_MS } from './settings.ts';

const AT_ONCE = 20;
const PATIENCE_MS = 10_000;

/** A socket that talks nonsense, and goes in one of the ways in which sockets go. */
async function hostileSocket(port: number, random: Random): Promise<number> {
  const chunks = [...(random.oneIn(3) ? brokenHandshake(random) : handshake(random))];
  for (let left = random.below(20); left > 0; left--) chunks.push(randomInput(random));
  const farewell = random.pick(FAREWELLS);
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  socket.on('end', () => socket.destroy());
  if (random.oneIn(4)) socket.pause();
  else socket.resume();
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
    socket.once('close', () => resolve());
  });
  for (const chunk of chunks) if (socket.writable) socket.write(chunk);
  await turn();
  farewell(socket);
  await closed;
  return chunks.length;
}

const FAREWELLS: readonly ((socket: Socket) => void)[] = [
  (socket) => socket.destroy(),
  (socket) => socket.resetAndDestroy(),
  (socket) => socket.destroySoon(),
  (socket) => {
    socket.resume();
    socket.end();
  },
];

/** Until it is so; throws where that takes too long. */
async function eventually(what: string, isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; !isSo(); await turn()) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${PATIENCE_MS} ms`);
  }
}

test(
  'sockets that break in any way leave nothing behind, and a client beside loses nothing',
  async () => {
    const cases = Math.ceil(CASES / 10);
    announce('fuzz over TCP', cases);
    const broker = new Broker();
    const listener = await listen({ host: '127.0.0.1', port: 0 }, (socket) => broker.handle(socket));
    const warnings: Error[] = [];
    const warned = (warning: Error): void => void warnings.push(warning);
    process.on('warning', warned);
    const connection = await amqpConnect(`amqp://127.0.0.1:${listener.port}`);
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue('steady', { exclusive: true });
    const got: string[] = [];
    await channel.consume('steady', (message) => got.push(String(message?.content)), { noAck: true });
    const random = new Random(SEED);
    const expected: string[] = [];
    for (let inputs = 0; inputs < cases; ) {
      const sockets = Array.from({ length: AT_ONCE }, () => hostileSocket(listener.port, random));
      expected.push(String(expected.length));
      channel.sendToQueue('steady', Buffer.from(expected.at(-1) as string));
      for (const thrown of await Promise.all(sockets)) inputs += thrown;
    }
    await channel.waitForConfirms();
    await eventually('all messages', () => got.length === expected.length);
    expect(got).toEqual(expected);
    await eventually('the end of all other connections', () => broker.connections().length === 1);
    expect(warnings).toEqual([]);
    process.off('warning', warned);
    await connection.close();
    broker.close();
    await listener.close();
  },
  TIME_LIMIT_MS,
);
