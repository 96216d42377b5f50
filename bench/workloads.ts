import type { FieldTable, FieldValue } from '../src/lib/routing/values.ts';
import { type LeanClient, type Publish, publishFrames } from './lean-client.ts';
import {
  CHANNEL,
  Counter,
  connectChannel,
  consume,
  declareExchange,
  declareQueue,
  deleteExchange,
  deleteQueue,
  publishAll,
  startConsumer,
} from './streams.ts';
import type { Workload, WorkloadContext } from './workload.ts';

const BODY_BYTES = 128;
/** What a usual client sends with a message. */
const PROPERTIES = {
  contentType: 'application/json',
  headers: new Map<string, FieldValue>([['version', { type: 'int32', value: 1 }]]),
  deliveryMode: 1,
} as const;
const PERSISTENT = { ...PROPERTIES, deliveryMode: 2 } as const;
/** A third of what is measured is sent before: the code of a broker that has just started is not compiled yet. */
const WARM_UP = 3;
const BATCH = 100;
const PREFETCH = 100;

/** In the order in which they are shown. */
export const WORKLOADS: readonly Workload[] = [
  { name: 'transient', count: 200_000, run: (context) => toOneQueue(context, BODY_BYTES) },
  { name: 'confirms', count: 60_000, run: (context) => confirmed(context) },
  {
    name: 'persistent, confirms',
    count: 60_000,
    onDisk: true,
    run: (context) => confirmed(context, true),
  },
  { name: 'fanout to 10 queues', count: 300_000, run: fanout },
  { name: 'topic, 1,000 bindings', count: 100_000, run: (context) => topic(context, 1000) },
  { name: 'topic, 10,000 bindings', count: 100_000, run: (context) => topic(context, 10_000) },
  { name: 'headers, 1,000 bindings', count: 6_000, run: (context) => headers(context, 1000) },
  { name: '64 KiB bodies', count: 16_000, run: (context) => toOneQueue(context, 65_536) },
  { name: 'backlog', count: 1_000_000, run: backlog },
  { name: '100 x 10 channels', count: 200_000, run: manyChannels },
];

/** Publish, and consume with automatic acknowledgement. */
async function toOneQueue(
  { url, prefix, count, measure }: WorkloadContext,
  bodyBytes: number,
): Promise<void> {
  const queue = `${prefix}.queue`;
  const publisher = await connectChannel(url);
  await declareQueue(publisher, queue);
  const received = new Counter();
  const consumer = await consume(url, [queue], received);
  const messages = [{ routingKey: queue, properties: PROPERTIES, bodyBytes }];
  await passOn({ count, measure }, publisher, messages, received);
  await consumer.close();
  await deleteQueue(publisher, queue);
  await publisher.close();
}

/** What may be under way from the publisher to the consumers: a backlog is measured in a row of its own. */
const WINDOW_BYTES = 4 * 1024 * 1024;

/** Publishes `count` messages, each of which is received `copies` times, once to warm up and once measured. */
async function passOn(
  { count, measure }: Pick<WorkloadContext, 'count' | 'measure'>,
  publisher: LeanClient,
  messages: readonly Publish[],
  received: Counter,
  copies = 1,
): Promise<void> {
  const window = Math.ceil(WINDOW_BYTES / ((messages[0]?.bodyBytes ?? 0) + FRAMES_BYTES));
  const pass = async (published: number): Promise<void> => {
    const before = received.received;
    const goOn = (sent: number): Promise<void> => received.reach(before + sent * copies - window);
    await publishAll(publisher, messages, published, { goOn });
    await received.reach(before + published * copies);
  };
  await pass(Math.ceil(count / WARM_UP));
  await measure('', count * copies, () => pass(count));
}

/** About what the frames of a message take without its body. */
const FRAMES_BYTES = 128;

/** Batches of 100, each confirmed before the next; a consumer with prefetch 100 acknowledges one by one. */
async function confirmed({ url, prefix, count, measure }: WorkloadContext, durable = false): Promise<void> {
  const queue = `${prefix}.queue`;
  const publisher = await connectChannel(url);
  await declareQueue(publisher, queue, { durable });
  const consumer = await connectChannel(url);
  const received = new Counter();
  consumer.onDelivery(CHANNEL, (deliveryTag) => {
    consumer.ack(CHANNEL, deliveryTag);
    received.add();
  });
  const prefetch = { name: 'basic.qos', prefetchSize: 0, prefetchCount: PREFETCH, global: false } as const;
  await consumer.call(CHANNEL, prefetch, 'basic.qos-ok');
  await startConsumer(consumer, queue, false);

  const confirms = await confirming(publisher);
  const message = publishFrames(CHANNEL, {
    routingKey: queue,
    properties: durable ? PERSISTENT : PROPERTIES,
    bodyBytes: BODY_BYTES,
  });
  const batch = Buffer.concat(Array.from({ length: BATCH }, () => message));
  const pass = async (batches: number): Promise<void> => {
    const all = received.received + batches * BATCH;
    for (let left = batches; left > 0; left--) {
      const done = confirms(BATCH);
      await publisher.write(batch);
      await done;
    }
    await received.reach(all);
  };
  const batches = Math.ceil(count / BATCH);
  await pass(Math.ceil(batches / WARM_UP));
  await measure('', batches * BATCH, () => pass(batches));
  await consumer.close();
  await deleteQueue(publisher, queue);
  await publisher.close();
}

/** Puts the channel into confirm mode; the result waits until the next so many messages are confirmed. */
async function confirming(publisher: LeanClient): Promise<(count: number) => Promise<void>> {
  await publisher.call(CHANNEL, { name: 'confirm.select', noWait: false }, 'confirm.select-ok');
  let published = 0;
  let outstanding = new Set<number>();
  let done = (): void => {};
  publisher.onConfirm(CHANNEL, (deliveryTag, multiple) => {
    if (!multiple) outstanding.delete(deliveryTag);
    else for (const tag of outstanding) if (tag <= deliveryTag) outstanding.delete(tag);
    if (outstanding.size === 0) done();
  });
  return (count) => {
    outstanding = new Set(Array.from({ length: count }, () => ++published));
    return new Promise((resolve) => {
      done = resolve;
    });
  };
}

/** What is counted is deliveries. */
async function fanout(context: WorkloadContext): Promise<void> {
  const copies = 10;
  const queues = Array.from({ length: copies }, (_, at) => `${context.prefix}.queue${at}`);
  const bindings = queues.map((queue) => ({ queue, routingKey: '', arguments: new Map() }));
  await throughExchange(context, 'fanout', { queues, bindings, messages: [{ routingKey: 'any' }], copies });
}

interface Routed {
  readonly queues: readonly string[];
  readonly bindings: readonly BindingTo[];
  readonly messages: readonly Pick<Publish, 'routingKey' | 'properties'>[];
  /** How many queues each message reaches. */
  readonly copies?: number;
}

interface BindingTo {
  readonly queue: string;
  readonly routingKey: string;
  readonly arguments: FieldTable;
}

async function throughExchange(
  { url, prefix, count, measure }: WorkloadContext,
  type: string,
  { queues, bindings, messages, copies = 1 }: Routed,
): Promise<void> {
  const exchange = `${prefix}.exchange`;
  const publisher = await connectChannel(url);
  await declareExchange(publisher, exchange, type);
  for (const queue of queues) await declareQueue(publisher, queue);
  for (const binding of bindings) {
    publisher.send(CHANNEL, { name: 'queue.bind', ...binding, exchange, noWait: true });
  }
  const received = new Counter();
  const consumer = await consume(url, queues, received);
  const published = messages.map((message) => ({
    properties: PROPERTIES,
    ...message,
    exchange,
    bodyBytes: BODY_BYTES,
  }));
  await passOn({ count: Math.ceil(count / copies), measure }, publisher, published, received, copies);
  await consumer.close();
  await deleteExchange(publisher, exchange);
  for (const queue of queues) await deleteQueue(publisher, queue);
  await publisher.close();
}

/** Each message matches one pattern, `*.<n>.#`, among many. */
async function topic(context: WorkloadContext, bindingCount: number): Promise<void> {
  const queues = Array.from({ length: 10 }, (_, at) => `${context.prefix}.queue${at}`);
  const numbers = Array.from({ length: bindingCount }, (_, number) => number);
  await throughExchange(context, 'topic', {
    queues,
    bindings: numbers.map((number) => ({
      queue: queues[number % queues.length] as string,
      routingKey: `*.shop${number}.#`,
      arguments: new Map(),
    })),
    messages: numbers.map((number) => ({ routingKey: `order.shop${number}.paid.eur` })),
  });
}

/** Each message matches one binding, by two headers, among many. */
async function headers(context: WorkloadContext, bindingCount: number): Promise<void> {
  const queues = Array.from({ length: 10 }, (_, at) => `${context.prefix}.queue${at}`);
  const numbers = Array.from({ length: bindingCount }, (_, number) => number);
  const pairs = (number: number): FieldTable =>
    new Map<string, FieldValue>([
      ['kind', { type: 'string', value: 'order' }],
      ['shop', { type: 'int32', value: number }],
    ]);
  await throughExchange(context, 'headers', {
    queues,
    bindings: numbers.map((number) => ({
      queue: queues[number % queues.length] as string,
      routingKey: '',
      arguments: pairs(number),
    })),
    messages: numbers.map((number) => ({
      routingKey: '',
      properties: { ...PROPERTIES, headers: pairs(number) },
    })),
  });
}

/** Everything is published, the last message confirmed, before anything is consumed. */
async function backlog({ url, prefix, count, measure }: WorkloadContext): Promise<void> {
  const queue = `${prefix}.queue`;
  const publisher = await connectChannel(url);
  await declareQueue(publisher, queue);
  const last = await connectChannel(url);
  const messages = [{ routingKey: queue, properties: PROPERTIES, bodyBytes: BODY_BYTES }];
  await measure('built', count, async () => {
    await publishAll(publisher, messages, count);
    await deepAs(last, queue, count);
  });
  const received = new Counter();
  let consumer: LeanClient | undefined;
  await measure('drained', count, async () => {
    consumer = await consume(url, [queue], received);
    await received.reach(count);
  });
  await consumer?.close();
  await deleteQueue(publisher, queue);
  await publisher.close();
  await last.close();
}

const POLL_MS = 5;

/** Waits until so many messages are in the queue. */
async function deepAs(client: LeanClient, queue: string, count: number): Promise<void> {
  while ((await depth(client, queue)) < count) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

async function depth(client: LeanClient, queue: string): Promise<number> {
  const { messageCount } = await declareQueue(client, queue);
  return messageCount;
}

const CONNECTIONS = 100;
const CHANNELS = 10;

/** Every channel publishes to a queue of its own and consumes from it. */
async function manyChannels({ url, prefix, count, measure }: WorkloadContext): Promise<void> {
  const open = (): Promise<LeanClient[]> =>
    Promise.all(Array.from({ length: CONNECTIONS }, () => connectWithChannels(url)));
  const openAndClose = async (rounds: number): Promise<void> => {
    for (let left = rounds; left > 0; left--) {
      await Promise.all((await open()).map((client) => client.close()));
    }
  };
  const rounds = Math.max(1, Math.ceil(count / 40_000));
  await openAndClose(Math.ceil(rounds / WARM_UP));
  await measure('opened, closed', rounds * CONNECTIONS * CHANNELS, () => openAndClose(rounds));
  const clients = await open();
  const received = new Counter();
  const perChannel = Math.ceil(count / (CONNECTIONS * CHANNELS));
  const queueOf = (connection: number, channel: number): string => `${prefix}.${connection}.${channel}`;
  await eachChannel(clients, async (client, connection, channel) => {
    await declareQueue(client, queueOf(connection, channel), { channel });
    client.onDelivery(channel, received.add);
    await startConsumer(client, queueOf(connection, channel), true, channel);
  });
  const pass = async (messages: number): Promise<void> => {
    const all = received.received + messages * CONNECTIONS * CHANNELS;
    await eachChannel(clients, async (client, connection, channel) => {
      const routingKey = queueOf(connection, channel);
      const message = { routingKey, properties: PROPERTIES, bodyBytes: BODY_BYTES };
      await publishAll(client, [message], messages, { channel });
    });
    await received.reach(all);
  };
  await pass(Math.ceil(perChannel / WARM_UP));
  await measure('messages', perChannel * CONNECTIONS * CHANNELS, () => pass(perChannel));
  await eachChannel(clients, (client, connection, channel) =>
    deleteQueue(client, queueOf(connection, channel), channel),
  );
  for (const client of clients) await client.close();
}

async function connectWithChannels(url: string): Promise<LeanClient> {
  const client = await connectChannel(url);
  for (let channel = CHANNEL + 1; channel <= CHANNELS; channel++) await client.openChannel(channel);
  return client;
}

async function eachChannel(
  clients: readonly LeanClient[],
  task: (client: LeanClient, connection: number, channel: number) => Promise<void>,
): Promise<void> {
  await Promise.all(
    clients.flatMap((client, connection) =>
      Array.from({ length: CHANNELS }, (_, at) => task(client, connection, at + 1)),
    ),
  );
}
