import type { Random } from '../fuzz/random.ts';
import { contentFrames, methodFrame, RawClient } from '../support/raw-client.ts';

const BODY_BYTES = [0, 10, 1000, 5000, 200_000];

/** Connects, does something, and goes in one of the ways in which clients go. */
export async function hurriedClient(url: string, random: Random): Promise<void> {
  const client = await RawClient.connect(url, { capabilities: { 'connection.blocked': true } });
  const channels = 1 + random.below(4);
  for (let channel = 1; channel <= channels; channel++) {
    await client.openChannel(channel);
    await random.pick(ERRANDS)(client, channel, random);
  }
  await random.pick(FAREWELLS)(client);
}

type Errand = (client: RawClient, channel: number, random: Random) => Promise<unknown>;

/** Waits for this answer, whatever comes before. */
async function until(client: RawClient, name: string): Promise<void> {
  for (let said = ''; said !== name; ) {
    said = (await client.next()).name;
    if (said === 'end' || said.endsWith('.close')) throw new Error(`${said} instead of ${name}`);
  }
}

const publish = (client: RawClient, channel: number, queue: string, random: Random): void =>
  client.publish(channel, { routingKey: queue }, Buffer.alloc(random.pick(BODY_BYTES), 'x'), {
    messageId: `${random.below(1e9)}`,
  });

/** A queue that goes with its connection. */
async function ownQueue(client: RawClient, channel: number): Promise<string> {
  const answer = await client.call(channel, 'queue.declare', { exclusive: true });
  if (answer.name !== 'queue.declare-ok') throw new Error(`queue.declare got ${JSON.stringify(answer)}`);
  return answer.queue;
}

const ERRANDS: readonly Errand[] = [
  async () => {},
  // Messages that nobody takes: they go with the queue.
  async (client, channel, random) => {
    const queue = await ownQueue(client, channel);
    for (let left = random.below(20); left > 0; left--) publish(client, channel, queue, random);
    client.send(channel, 'confirm.select');
    await until(client, 'confirm.select-ok');
  },
  // Consumed, some acknowledged.
  async (client, channel, random) => {
    const queue = await ownQueue(client, channel);
    client.send(channel, 'basic.consume', { queue });
    await until(client, 'basic.consume-ok');
    for (let left = 1 + random.below(10); left > 0; left--) {
      publish(client, channel, queue, random);
      await until(client, 'basic.deliver');
      if (random.oneIn(2)) client.send(channel, 'basic.ack', { deliveryTag: 0, multiple: true });
    }
  },
  // A transaction that is not committed.
  async (client, channel, random) => {
    client.send(channel, 'tx.select');
    await until(client, 'tx.select-ok');
    publish(client, channel, 'nowhere', random);
  },
  // Bindings of an exchange that goes with its last one.
  async (client, channel, random) => {
    const [exchange, queue] = [`x${random.below(1e9)}`, await ownQueue(client, channel)];
    client.send(channel, 'exchange.declare', { exchange, type: 'topic', autoDelete: true });
    await until(client, 'exchange.declare-ok');
    client.send(channel, 'queue.bind', { queue, exchange, routingKey: '#' });
    await until(client, 'queue.bind-ok');
    client.publish(channel, { exchange, routingKey: 'a.b' }, 'x');
  },
  // A channel error.
  async (client, channel) => {
    client.send(channel, 'queue.declare', { queue: 'missing', passive: true });
    for (let said = ''; said !== 'channel.close'; ) said = (await client.next()).name;
    client.send(channel, 'channel.close-ok');
  },
];

const FAREWELLS: readonly ((client: RawClient) => Promise<unknown>)[] = [
  (client) => client.close(),
  async (client) => client.destroy(),
  // In the middle of a message.
  async (client) => {
    const frames = Buffer.concat([methodFrame(1, 'basic.publish'), ...contentFrames(1, Buffer.alloc(9000))]);
    client.sendBytes(frames.subarray(0, 5000));
    client.destroy();
  },
];
