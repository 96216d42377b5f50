import { connect as amqpConnect, type ChannelModel } from 'amqplib';
import { afterAll, describe, test } from 'vitest';
import { onDisk, type TestBroker, testBrokers } from '../support/brokers.ts';
import { type ConnectOptions, type RawChannel, RawClient } from '../support/raw-client.ts';
import { DIFFERENCES } from './differences.ts';
import { leftOut, type Versions } from './versions.ts';

/**
 * One suite for every broker. A case is a function of a {@link Bench}; it runs on each broker of the run and must hold
 * on all of them. Where the embedded broker differs on purpose, differences.ts says so and why, and the case must then fail
 * there.
 */
export interface Case {
  (title: string, run: (bench: Bench) => Promise<void>, timeoutMs?: number): void;
  /** A case for servers of some versions alone. */
  for(versions: Versions, title: string, run: (bench: Bench) => Promise<void>): void;
  /** The same case for each row; `%s` in the title is the row's first element. */
  each<Row extends readonly [string, ...unknown[]]>(
    rows: readonly Row[],
  ): (title: string, run: (bench: Bench, ...row: Row) => Promise<void>) => void;
}

/** What a case works with. All that it opens is closed after it, and all that it named is deleted. */
export interface Bench {
  readonly broker: TestBroker;
  /** A name that nothing else on the broker has. */
  name(hint: string): string;
  connect(options?: ConnectOptions): Promise<RawClient>;
  /** A client that has dialled and said nothing. */
  dial(): Promise<RawClient>;
  /** A channel on a connection of its own. */
  channel(options?: ConnectOptions): Promise<RawChannel>;
  amqplib(): Promise<ChannelModel>;
}

export const brokers = [...(await testBrokers()), await onDisk()];
afterAll(async () => {
  for (const broker of brokers) await broker.close();
});

const RUN = `${process.pid.toString(36)}${Date.now().toString(36)}`;
let names = 0;

/** Declares the cases about one subject, for each broker. Cases run side by side: each has its own names. */
export function contract(subject: string, declare: (its: Case) => void): void {
  for (const broker of brokers) {
    describe.concurrent(`${broker.kind}: ${subject}`, () => {
      declare(casesOn(broker, subject));
    });
  }
}

function casesOn(broker: TestBroker, subject: string): Case {
  const one: Case = (title, run, timeoutMs) => {
    const difference = DIFFERENCES.find((each) => each.case === `${subject} ${title}`);
    const body = () => withBench(broker, run);
    if (difference && broker.kind !== 'rabbitmq') {
      test.fails(`${title} (differs: ${difference.because})`, body, timeoutMs);
    } else test(title, body, timeoutMs);
  };
  one.for = (versions, title, run) => {
    const reason = leftOut(versions, broker.version);
    if (reason === undefined) one(title, run);
    else
      process.stderr.write(`left out on ${broker.kind} ${broker.version} (${reason}): ${subject} ${title}\n`);
  };
  one.each = (rows) => (title, run) => {
    for (const row of rows) one(title.replace('%s', row[0]), (bench) => run(bench, ...row));
  };
  return one;
}

async function withBench(broker: TestBroker, run: (bench: Bench) => Promise<void>): Promise<void> {
  const { bench, end } = benchOn(broker);
  try {
    await run(bench);
  } finally {
    await end();
  }
}

/** A bench, and what closes and deletes all that came of it. */
export function benchOn(broker: TestBroker): { bench: Bench; end: () => Promise<void> } {
  const given: string[] = [];
  const clients: RawClient[] = [];
  const models: ChannelModel[] = [];
  const keep = (client: RawClient): RawClient => {
    clients.push(client);
    return client;
  };
  const bench: Bench = {
    broker,
    name(hint) {
      const name = `contract-${RUN}-${(++names).toString(36)}-${hint}`;
      given.push(name);
      return name;
    },
    connect: async (options) => keep(await RawClient.connect(broker.url, options)),
    dial: async () => keep(await RawClient.dial(broker.url)),
    channel: async (options) => (await bench.connect(options)).openChannel(1),
    async amqplib() {
      const model = await amqpConnect(broker.url);
      model.on('error', () => {});
      models.push(model);
      return model;
    },
  };
  const end = async (): Promise<void> => {
    for (const client of clients) client.destroy();
    for (const model of models) await model.close().catch(() => {});
    if (given.length > 0) await sweep(broker, given);
  };
  return { bench, end };
}

/** Deletes whatever still has one of the names. An exclusive queue goes by itself with its connection. */
async function sweep(broker: TestBroker, given: readonly string[]): Promise<void> {
  const client = await RawClient.connect(broker.url);
  const channel = await client.openChannel(1);
  for (const name of given) {
    const answer = await channel.call('queue.delete', { queue: name });
    if (answer.name === 'channel.close') await channel.reopen();
    await channel.call('exchange.delete', { exchange: name });
  }
  await client.close();
}
