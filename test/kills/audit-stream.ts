import type { ChannelModel, ConsumeMessage } from 'amqplib';
import { idIn } from './bodies.ts';
import type { Ledger } from './ledger.ts';
import { QUEUES } from './topology.ts';

/** What was read of the stream before: it must never be otherwise. */
export type Read = string[];

/** Reads the stream on from somewhat before its last known offset. Returns how many messages it has. */
export async function auditStream(connection: ChannelModel, ledger: Ledger, read: Read): Promise<number> {
  const channel = await connection.createConfirmChannel();
  const { messageCount } = await channel.checkQueue(QUEUES.stream);
  const from = Math.max(0, read.length - OVERLAP);
  const now = await readFrom(connection, from, messageCount - from);
  const { faults } = ledger;
  if (messageCount < read.length)
    faults.push(`the stream has ${messageCount} messages, and had ${read.length}`);
  for (const [at, id] of now.entries()) {
    const before = read[from + at];
    if (before !== undefined && before !== id) faults.push(`offset ${from + at} was ${before}, and is ${id}`);
    else if (before === undefined && !ledger.find(QUEUES.stream, id))
      faults.push(`the stream has ${id} again`);
    read[from + at] = id;
  }
  const all = new Set(read);
  for (const line of ledger.in(QUEUES.stream)) {
    if (line.confirmed && !all.has(line.id)) faults.push(`${line.id} is not in the stream`);
    ledger.forget(line);
  }
  faults.push(...disorder(read));
  return messageCount;
}

/** How much of what was read before is read again. */
const OVERLAP = 500;

async function readFrom(connection: ChannelModel, from: number, count: number): Promise<string[]> {
  const channel = await connection.createChannel();
  await channel.prefetch(1000);
  const ids: string[] = [];
  await new Promise<void>((resolve, reject) => {
    if (count <= 0) resolve();
    const take = (message: ConsumeMessage | null): void => {
      if (!message) return;
      channel.ack(message);
      const offset = message.properties.headers?.['x-stream-offset'];
      if (offset !== from + ids.length) reject(new Error(`offset ${offset} instead of ${from + ids.length}`));
      ids.push(idIn(message.content));
      if (ids.length === count) resolve();
    };
    if (count > 0)
      channel.consume(QUEUES.stream, take, { arguments: { 'x-stream-offset': from } }).catch(reject);
  });
  await channel.close();
  return ids;
}

function disorder(read: Read): string[] {
  const last = new Map<string, number>();
  return read.flatMap((id) => {
    const [publisher = '', number] = id.split('-');
    const before = last.get(publisher) ?? 0;
    last.set(publisher, Number(number));
    return Number(number) > before ? [] : [`${id} is out of order in the stream`];
  });
}
