import { type Running, start } from '../support/binary.ts';
import { RABBITMQ } from '../support/scenario-runs.ts';

/** A web API or a worker of its own process, ended by `end`. */
export interface Service extends Running {
  /** As with Ctrl-C; resolved once it is gone. */
  end(): Promise<void>;
}

export interface System extends AsyncDisposable {
  readonly broker: string;
  /** The queue of jobs, of this test's own. */
  readonly queue: string;
  api(...args: readonly string[]): Promise<Service & { readonly url: string }>;
  worker(...args: readonly string[]): Promise<Service>;
}

export const TARGETS: readonly ('embedded' | 'rabbitmq')[] = [
  'embedded',
  ...(RABBITMQ ? (['rabbitmq'] as const) : []),
];

/** A broker, and what is started around it, each a process of its own. All of it ends with the test. */
export async function system(target: (typeof TARGETS)[number]): Promise<System> {
  const running: Running[] = [];
  const service = (args: readonly string[]): Service => {
    const started = start(args);
    running.push(started);
    return { ...started, end: () => ended(started, 'SIGINT') };
  };
  const queue = `mq-lab-test-${Math.random().toString(36).slice(2)}`;
  const broker =
    target === 'embedded' ? await embedded(service(['broker', '--port', '0'])) : (RABBITMQ ?? '');
  const options = ['--broker', broker, '--queue', queue];
  return {
    broker,
    queue,
    async api(...args) {
      const api = service(['api', '--port', '0', ...options, ...args]);
      const [url] = await api.said('stdout', /http:\S+/);
      return { ...api, url };
    },
    async worker(...args) {
      const worker = service(['worker', ...options, ...args]);
      await worker.said('stderr', /Waiting for jobs/);
      return worker;
    },
    async [Symbol.asyncDispose]() {
      const [first, ...others] = running;
      await Promise.all(others.map((each) => ended(each, 'SIGKILL')));
      if (target === 'rabbitmq') await deleteQueues(broker, queue);
      if (first) await ended(first, 'SIGKILL');
    },
  };
}

async function embedded(broker: Running): Promise<string> {
  const [url] = await broker.said('stdout', /amqp:\S+/);
  return url;
}

async function ended({ process, ended }: Running, signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
  process.kill(signal);
  await ended;
}

async function deleteQueues(broker: string, queue: string): Promise<void> {
  const { connect } = await import('amqplib');
  const connection = await connect(broker);
  const channel = await connection.createChannel();
  for (const name of [queue, `${queue}.retry`, `${queue}.parking`]) await channel.deleteQueue(name);
  await connection.close();
}

/** How many messages are ready in the queue. */
export async function ready(broker: string, queue: string): Promise<number> {
  const { connect } = await import('amqplib');
  const connection = await connect(broker);
  const { messageCount } = await (await connection.createChannel()).checkQueue(queue);
  await connection.close();
  return messageCount;
}

export const send = (url: string, msg: string): Promise<Response> =>
  fetch(`${url}/send`, { method: 'POST', body: JSON.stringify({ msg }) });
