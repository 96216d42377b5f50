import { type ChannelModel, type ConfirmChannel, type ConsumeMessage, connect } from 'amqplib';
import type { Random } from '../fuzz/random.ts';
import { RawClient } from '../support/raw-client.ts';
import { bodyOf, idIn } from './bodies.ts';
import type { Ledger, Tracked } from './ledger.ts';
import { GONE, PAIR, QUEUES } from './topology.ts';

const PUBLISHERS = 3;
/** How many messages of a publisher may wait for their confirms. */
const WINDOW = 100;
const PREFETCH = 60;
/** How many of those a consumer never settles. */
const MOST_HELD = 20;

/** Publishes and consumes until the broker is gone; resolved once all that it said has been heard. */
export async function runLoad(url: string, ledger: Ledger, random: Random): Promise<void> {
  await Promise.all([
    ...Array.from({ length: PUBLISHERS }, (_, at) => untilGone(url, publisher(`p${at}`, ledger, random))),
    transactions(url, ledger, random),
    untilGone(url, consumer('c0', QUEUES.work, ledger, random)),
    untilGone(url, consumer('c1', QUEUES.work, ledger, random)),
    untilGone(url, consumer('c2', QUEUES.quorum, ledger, random)),
  ]);
}

type Part = (connection: ChannelModel, gone: AbortSignal) => Promise<void>;

export async function open(url: string): Promise<ChannelModel> {
  const connection = await connect(url, { noDelay: true });
  connection.on('error', () => {});
  return connection;
}

async function untilGone(url: string, part: Part): Promise<void> {
  const connection = await open(url).catch(() => undefined);
  if (!connection) return;
  const gone = new AbortController();
  const closed = new Promise<void>((resolve) => connection.once('close', () => resolve()));
  void closed.then(() => gone.abort());
  // What ends it is the end of the connection; anything else is a fault that must show.
  await part(connection, gone.signal).catch(async (error: unknown) => {
    await closed;
    if (!/closed|ended|closing/i.test(String(error))) throw error;
  });
  await closed;
}

function publisher(name: string, ledger: Ledger, random: Random): Part {
  return async (connection, gone) => {
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => {});
    let outstanding = 0;
    let goOn = (): void => {};
    gone.addEventListener('abort', () => goOn());
    while (!gone.aborted) {
      const { exchange, key, lines } = next(name, ledger, random);
      const [line] = lines as [Tracked];
      outstanding++;
      channel.publish(exchange, key, bodyOf(line.id, random), { persistent: line.persistent }, (error) => {
        outstanding--;
        if (!error) ledger.confirm(lines);
        goOn();
      });
      if (outstanding < WINDOW && !random.oneIn(10)) continue;
      await new Promise<void>((resolve) => {
        goOn = resolve;
        if (gone.aborted) resolve();
      });
    }
  };
}

function next(name: string, ledger: Ledger, random: Random) {
  const target = random.pick([
    'work',
    'work',
    'quorum',
    'quorum',
    'still',
    'stream',
    'pair',
    'passing',
    'gone',
  ] as const);
  switch (target) {
    case 'pair':
      return { exchange: PAIR, key: '', lines: ledger.publish(name, [QUEUES.left, QUEUES.right]) };
    case 'passing':
      return { exchange: '', key: QUEUES.work, lines: ledger.publish(name, [QUEUES.work], false) };
    case 'gone':
      return { exchange: '', key: GONE, lines: ledger.publish(name, [GONE]) };
    default:
      return { exchange: '', key: QUEUES[target], lines: ledger.publish(name, [QUEUES[target]]) };
  }
}

/** Each transaction has a message for both of two queues. */
async function transactions(url: string, ledger: Ledger, random: Random): Promise<void> {
  const client = await RawClient.connect(url).catch(() => undefined);
  const channel = await client?.openChannel().catch(() => undefined);
  const ask = async (name: 'tx.select' | 'tx.commit'): Promise<boolean> =>
    (await channel?.call(name))?.name === `${name}-ok`;
  if (!channel || !(await ask('tx.select'))) return;
  for (;;) {
    const lines = ledger.publish('tx', [QUEUES.first, QUEUES.second]);
    for (const { queue, id } of lines)
      channel.publish('', queue, bodyOf(id, random), { properties: { deliveryMode: 2 } });
    if (!(await ask('tx.commit'))) return;
    ledger.confirm(lines);
  }
}

function consumer(name: string, queue: string, ledger: Ledger, random: Random): Part {
  return async (connection, gone) => {
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => {});
    await channel.prefetch(PREFETCH);
    /** What is sure of all that was seen and done since the last fence, once the next one is over. */
    let sure: (() => void)[] = [];
    let held = 0;
    const settle = (message: ConsumeMessage, line: Tracked): void => {
      const choice = random.below(20);
      if (choice === 0 && held < MOST_HELD) held++;
      else if (choice <= 3) channel.nack(message, false, true);
      else if (choice <= 6) {
        ledger.reject(line, name);
        sure.push(() => {
          line.rejected = 'sure';
        });
        channel.nack(message, false, false);
      } else {
        line.acked = 'asked';
        sure.push(() => {
          line.acked = 'sure';
        });
        channel.ack(message);
      }
    };
    await channel.consume(queue, (message) => {
      if (!message) return;
      const id = idIn(message.content);
      const line = ledger.find(queue, id);
      if (!line) ledger.faults.push(`${queue} delivered ${id}, which was gone`);
      if (!line) return;
      sure.push(() => {
        line.delivered = true;
      });
      settle(message, line);
    });
    while (!gone.aborted) {
      const before = sure;
      sure = [];
      await fence(channel, queue);
      for (const beSure of before) beSure();
    }
  };
}

/** Once it is over, all that was done on the channel before is on disk. */
export async function fence(channel: ConfirmChannel, queue: string): Promise<void> {
  await channel.checkQueue(queue);
  channel.sendToQueue(QUEUES.fence, Buffer.from('fence'), { persistent: true });
  await channel.waitForConfirms();
}
