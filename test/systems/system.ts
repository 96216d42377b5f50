import { type ConfirmChannel, connect, type Options } from 'amqplib';
import { type Running, start } from '../support/binary.ts';
import { RABBITMQ } from '../support/scenario-runs.ts';

/** An `mq-lab` of its own process. */
export interface Service extends Running {
  /** As with Ctrl-C; resolved with its exit code once it is gone. */
  end(): Promise<number | null>;
  /** As with `kill -9`; resolved once it is gone. */
  kill(): Promise<void>;
}

export interface System extends AsyncDisposable {
  readonly broker: string;
  /** The queue of jobs, of this system's own. */
  readonly queue: string;
  api(...args: readonly string[]): Promise<Service & { readonly url: string }>;
  worker(...args: readonly string[]): Promise<Service>;
  /** Any command, at this broker. */
  command(...args: readonly string[]): Service;
}

export const TARGETS: readonly ('embedded' | 'rabbitmq')[] = [
  'embedded',
  ...(RABBITMQ ? (['rabbitmq'] as const) : []),
];

/** A broker, and what is started around it, each a process of its own. All of it ends with the test. */
export async function system(target: (typeof TARGETS)[number]): Promise<System> {
  if (target === 'rabbitmq') return systemAt(RABBITMQ ?? '');
  const broker = service(['broker', '--port', '0']);
  const [url] = await broker.said('stdout', /amqp:\S+/);
  return systemAt(url, broker.kill);
}

/** The same at a broker that is there; `end` ends it in the end. */
export function systemAt(broker: string, end = async (): Promise<void> => {}): System {
  const running: Service[] = [];
  const queue = uniqueName();
  const command = (...args: readonly string[]): Service => {
    const started = service([...args, '--broker', broker]);
    running.push(started);
    return started;
  };
  return {
    broker,
    queue,
    command,
    async api(...args) {
      const api = command('api', '--port', '0', '--queue', queue, ...args);
      const [url] = await api.said('stdout', /http:\S+/);
      return { ...api, url };
    },
    async worker(...args) {
      const worker = command('worker', '--queue', queue, ...args);
      await worker.said('stderr', /Waiting for jobs/);
      return worker;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map((each) => each.kill()));
      await deleteQueues(broker, queuesOf(queue));
      await end();
    },
  };
}

export const queuesOf = (queue: string): readonly string[] => [queue, `${queue}.retry`, `${queue}.parking`];

/** A name that nobody else uses on a shared broker. */
export const uniqueName = (): string => `mq-lab-test-${Math.random().toString(36).slice(2)}`;

/** Starts an `mq-lab`. */
export function service(args: readonly string[], env: Readonly<Record<string, string>> = {}): Service {
  const started = start(args, env);
  const ended = async (signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> => {
    started.process.kill(signal);
    return (await started.ended).exitCode;
  };
  return {
    ...started,
    end: () => ended('SIGINT'),
    kill: async () => void (await ended('SIGKILL')),
  };
}

/** The same, ended with the test. */
export function disposable(started: Service): Service & AsyncDisposable {
  return { ...started, [Symbol.asyncDispose]: started.kill };
}

async function onChannel<T>(broker: string, use: (channel: ConfirmChannel) => Promise<T>): Promise<T> {
  const connection = await connect(broker);
  const channel = await connection.createConfirmChannel();
  channel.on('error', () => {});
  try {
    return await use(channel);
  } finally {
    await connection.close();
  }
}

export const deleteQueues = (broker: string, names: readonly string[]): Promise<void> =>
  onChannel(broker, async (channel) => {
    for (const name of names) await channel.deleteQueue(name);
  });

/** How many messages are ready in the queue. */
export const ready = (broker: string, queue: string): Promise<number> =>
  onChannel(broker, async (channel) => (await channel.checkQueue(queue)).messageCount);

/** The messages of the queue, which are taken off it. */
export const taken = (
  broker: string,
  queue: string,
): Promise<{ content: Buffer; headers: Record<string, unknown> }[]> =>
  onChannel(broker, async (channel) => {
    const messages = [];
    for (;;) {
      const message = await channel.get(queue, { noAck: true });
      if (!message) return messages;
      messages.push({ content: message.content, headers: message.properties.headers ?? {} });
    }
  });

/** Puts a message into the queue, as a program of somebody else would. `declared` declares the queue before. */
export const publish = (
  broker: string,
  queue: string,
  content: Buffer | string,
  options: Options.Publish = {},
  declared?: Options.AssertQueue,
): Promise<void> =>
  onChannel(broker, async (channel) => {
    if (declared) await channel.assertQueue(queue, declared);
    channel.sendToQueue(queue, Buffer.from(content), options);
    await channel.waitForConfirms();
  });

export const send = (url: string, msg: string): Promise<Response> =>
  fetch(`${url}/send`, { method: 'POST', body: JSON.stringify({ msg }) });
