import type { ChannelModel, ConfirmChannel, ConsumeMessage } from 'amqplib';
import type { Random } from '../fuzz/random.ts';
import { idIn } from './bodies.ts';
import { type Found, judge, lineOf } from './judge.ts';
import type { Ledger } from './ledger.ts';
import { fence } from './load.ts';
import { GONE, QUEUES } from './topology.ts';

/** Some of what is in these stays for the next round. */
const KEPT: readonly string[] = [QUEUES.work, QUEUES.quorum, QUEUES.dead];
const EMPTIED: readonly string[] = [QUEUES.still, QUEUES.left, QUEUES.right, QUEUES.first, QUEUES.second];

/** Holds what is there after a kill against the ledger, and takes some of it out. Returns how many messages there were. */
export async function audit(connection: ChannelModel, ledger: Ledger, random: Random): Promise<number> {
  await checkGone(connection, ledger);
  const holds = await Promise.all([...KEPT, ...EMPTIED].map((queue) => hold(connection, queue)));
  const everything = new Map(holds.map(({ queue, messages }) => [queue, messages.map(foundOf)]));
  ledger.faults.push(...judge(everything, ledger));
  for (const [queue, found] of everything) for (const { id } of found) settleLine(ledger, queue, id);
  forgetAbsent(ledger, everything);
  for (const { queue, channel, messages } of holds) {
    const count = EMPTIED.includes(queue) ? messages.length : random.below(messages.length + 1);
    const last = messages[count - 1];
    if (last) channel.ack(last, true);
    await fence(channel, queue);
    for (const message of messages.slice(0, count)) ledger.forget({ queue, id: idIn(message.content) });
    await channel.close();
  }
  return holds.reduce((sum, { messages }) => sum + messages.length, 0);
}

interface Hold {
  readonly queue: string;
  readonly channel: ConfirmChannel;
  readonly messages: readonly ConsumeMessage[];
}

/** All messages of a queue, none of them acknowledged. */
async function hold(connection: ChannelModel, queue: string): Promise<Hold> {
  const channel = await connection.createConfirmChannel();
  const { messageCount } = await channel.checkQueue(queue);
  const messages: ConsumeMessage[] = [];
  await new Promise<void>((resolve, reject) => {
    if (messageCount === 0) resolve();
    const take = (message: ConsumeMessage | null): void => {
      if (message) messages.push(message);
      if (messages.length === messageCount) resolve();
    };
    if (messageCount > 0) channel.consume(queue, take).catch(reject);
  });
  return { queue, channel, messages };
}

const foundOf = ({ content, fields, properties }: ConsumeMessage): Found => ({
  id: idIn(content),
  redelivered: fields.redelivered,
  count: Number(properties.headers?.['x-delivery-count'] ?? 0),
});

/** From here on it is where it was found, and whoever had it may have it again. */
function settleLine(ledger: Ledger, queue: string, id: string): void {
  const line = lineOf(ledger, queue, id);
  if (!line) return;
  ledger.forget(line);
  ledger.keep({ ...line, queue, confirmed: true, delivered: true, acked: 'no', rejected: 'no' });
}

function forgetAbsent(ledger: Ledger, everything: ReadonlyMap<string, readonly Found[]>): void {
  for (const [queue, found] of everything) {
    const here = new Set(found.map(({ id }) => id));
    for (const line of ledger.in(queue)) if (!here.has(line.id)) ledger.forget(line);
  }
}

async function checkGone(connection: ChannelModel, ledger: Ledger): Promise<void> {
  for (const line of ledger.in(GONE)) ledger.forget(line);
  for (const check of ['checkQueue', 'checkExchange'] as const) {
    const channel = await connection.createChannel();
    channel.on('error', () => {});
    const isThere = await channel[check](GONE).then(
      () => true,
      () => false,
    );
    if (isThere) ledger.faults.push(`${check} ${GONE}: it is there, and was not durable`);
  }
}
