import type { Method } from '../src/lib/wire/methods.ts';
import { LeanClient, type Publish, publishFrames } from './lean-client.ts';

/** As large as what one write to a socket is good for. */
const BLOCK_BYTES = 64 * 1024;
/** The one of a client that has no more. */
export const CHANNEL = 1;

/** A connection with one channel. */
export async function connectChannel(url: string): Promise<LeanClient> {
  const client = await LeanClient.connect(url);
  await client.openChannel(CHANNEL);
  return client;
}

export async function declareQueue(
  client: LeanClient,
  queue: string,
  { channel = CHANNEL, durable = false }: { channel?: number; durable?: boolean } = {},
): Promise<Method<'queue.declare-ok'>> {
  const answer = await client.call(
    channel,
    {
      name: 'queue.declare',
      queue,
      passive: false,
      durable,
      exclusive: false,
      autoDelete: false,
      noWait: false,
      arguments: new Map(),
    },
    'queue.declare-ok',
  );
  return answer as Method<'queue.declare-ok'>;
}

export async function deleteQueue(client: LeanClient, queue: string, channel = CHANNEL): Promise<void> {
  await client.call(
    channel,
    { name: 'queue.delete', queue, ifUnused: false, ifEmpty: false, noWait: false },
    'queue.delete-ok',
  );
}

export async function declareExchange(client: LeanClient, exchange: string, type: string): Promise<void> {
  await client.call(
    CHANNEL,
    {
      name: 'exchange.declare',
      exchange,
      type,
      passive: false,
      durable: false,
      autoDelete: false,
      internal: false,
      noWait: false,
      arguments: new Map(),
    },
    'exchange.declare-ok',
  );
}

export async function deleteExchange(client: LeanClient, exchange: string): Promise<void> {
  await client.call(
    CHANNEL,
    { name: 'exchange.delete', exchange, ifUnused: false, noWait: false },
    'exchange.delete-ok',
  );
}

/**
 * Publishes `count` messages as fast as the broker takes them, going round the given ones. `goOn` is asked before every
 * write, with how many are published then.
 */
export async function publishAll(
  client: LeanClient,
  messages: readonly Publish[],
  count: number,
  { channel = CHANNEL, goOn }: { channel?: number; goOn?: (published: number) => Promise<void> } = {},
): Promise<void> {
  const encoded = messages.map((message) => publishFrames(channel, message));
  const blocks = blocksOf(encoded);
  let left = count;
  for (let at = 0; left > 0; at = (at + 1) % blocks.length) {
    const block = blocks[at] as Block;
    if (goOn) await goOn(count - left);
    if (block.messages > left) await client.write(Buffer.concat(encodedFrom(encoded, block.first, left)));
    else await client.write(block.bytes);
    left -= block.messages;
  }
}

interface Block {
  readonly bytes: Buffer;
  readonly first: number;
  readonly messages: number;
}

/** Whole messages, as many as a write is good for; the last block ends where the messages begin anew. */
function blocksOf(encoded: readonly Buffer[]): Block[] {
  const blocks: Block[] = [];
  const rounds = Math.max(1, Math.floor(BLOCK_BYTES / encoded.reduce((sum, { length }) => sum + length, 0)));
  const all = Array.from({ length: rounds }, () => encoded).flat();
  for (let first = 0; first < all.length; ) {
    const size = (all[first] as Buffer).length;
    const messages = Math.min(all.length - first, Math.max(1, Math.floor(BLOCK_BYTES / size)));
    blocks.push({ bytes: Buffer.concat(all.slice(first, first + messages)), first, messages });
    first += messages;
  }
  return blocks;
}

function encodedFrom(encoded: readonly Buffer[], first: number, count: number): Buffer[] {
  return Array.from({ length: count }, (_, at) => encoded[(first + at) % encoded.length] as Buffer);
}

/** Counts deliveries, and tells when as many as are wanted have come. */
export class Counter {
  #received = 0;
  #wanted = Number.POSITIVE_INFINITY;
  #reached = (): void => {};

  get received(): number {
    return this.#received;
  }

  readonly add = (): void => {
    if (++this.#received === this.#wanted) this.#reached();
  };

  /** Resolves once so many have come, from the beginning on. One may wait at a time. */
  async reach(count: number): Promise<void> {
    if (this.#received >= count) return;
    this.#wanted = count;
    await new Promise<void>((resolve) => {
      this.#reached = resolve;
    });
  }
}

/** Consumes on a connection of its own, without acknowledging. */
export async function consume(url: string, queues: readonly string[], counter: Counter): Promise<LeanClient> {
  const client = await connectChannel(url);
  client.onDelivery(CHANNEL, counter.add);
  for (const queue of queues) await startConsumer(client, queue, true);
  return client;
}

export async function startConsumer(
  client: LeanClient,
  queue: string,
  noAck: boolean,
  channel = CHANNEL,
): Promise<void> {
  await client.call(
    channel,
    {
      name: 'basic.consume',
      queue,
      consumerTag: '',
      noLocal: false,
      noAck,
      exclusive: false,
      noWait: false,
      arguments: new Map(),
    },
    'basic.consume-ok',
  );
}
