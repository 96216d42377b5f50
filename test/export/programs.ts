import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import amqp from 'amqplib';
import { isStream, type Queue } from '../../src/lib/routing/topology.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A folder in which programs find amqplib. */
export class Programs implements AsyncDisposable {
  readonly #folder: string;
  #written = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(): Promise<Programs> {
    const folder = await mkdtemp(join(tmpdir(), 'mq-lab-programs-'));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    return new Programs(folder);
  }

  /** Runs the program and gives what it printed; `onAsked` is called when it asks for a restart of the broker. */
  async run(text: string, url: string, onAsked = async (): Promise<void> => {}): Promise<string> {
    const file = join(this.#folder, `${++this.#written}.mjs`);
    await writeFile(file, text);
    const child = spawn(process.execPath, [file, url], { stdio: ['pipe', 'pipe', 'pipe'] });
    let printed = '';
    let wrong = '';
    child.stderr.on('data', (data) => {
      wrong += data;
    });
    child.stdout.on('data', (data) => {
      printed += data;
      if (String(data).includes('press Enter')) void onAsked().then(() => child.stdin.write('\n'));
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0 || wrong !== '') throw new Error(`the program ended with ${code}: ${wrong}\n${printed}`);
    return printed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}

/** What is on a broker: for each queue the ids of its messages, in order, or that it is gone; and which exchanges are. */
export async function contentsOf(
  url: string,
  names: { readonly queues: readonly Queue[]; readonly exchanges: readonly string[] },
  prefix = '',
): Promise<{ queues: Record<string, readonly string[] | 'gone'>; exchanges: readonly string[] }> {
  const connection = await amqp.connect(url);
  try {
    const asking = async <T>(ask: (channel: amqp.Channel) => Promise<T>): Promise<T | 'gone'> => {
      const channel = await connection.createChannel();
      channel.on('error', () => {});
      return ask(channel).catch(() => 'gone' as const);
    };
    const queues: Record<string, readonly string[] | 'gone'> = {};
    for (const { name, arguments: args } of names.queues)
      queues[name] = await asking(async (channel) =>
        isStream({ arguments: args })
          ? [`${(await channel.checkQueue(prefix + name)).queue.slice(prefix.length)} is a stream`]
          : messagesIn(channel, prefix + name, prefix),
      );
    const exchanges: string[] = [];
    for (const name of names.exchanges)
      if ((await asking((channel) => channel.checkExchange(prefix + name))) !== 'gone') exchanges.push(name);
    return { queues, exchanges };
  } finally {
    await connection.close();
  }
}

/** They go back when the connection ends. */
async function messagesIn(channel: amqp.Channel, queue: string, prefix: string): Promise<string[]> {
  const { messageCount } = await channel.checkQueue(queue);
  const ids: string[] = [];
  for (let at = 0; at < messageCount; at++) {
    const message = await channel.get(queue);
    if (message) ids.push(String(message.properties.messageId).slice(prefix.length));
  }
  return ids;
}

/** What a program printed of deliveries, of messages that came back, and of errors, in the words of an observation. */
export function printedObservation(printed: string) {
  const deliveries = new Map<string, string[]>();
  const errors = new Map<string, string[]>();
  const returned: string[] = [];
  const add = (to: Map<string, string[]>, key: string, value: string): void => {
    to.set(key, [...(to.get(key) ?? []), value]);
  };
  for (const line of printed.split('\n')) {
    const [, consumer, message, again] = /^([^:]*) received (.*?)(, redelivered)?$/.exec(line) ?? [];
    if (consumer !== undefined) add(deliveries, consumer, `${message}${again ? ' redelivered' : ''}`);
    const [, back] = /^(.*) came back: 312/.exec(line) ?? [];
    if (back !== undefined) returned.push(back);
    const [, who, code] = /^(.*?): (?:Channel|Connection) closed.*?: (\d+)/.exec(line) ?? [];
    if (who !== undefined) add(errors, who, String(code));
  }
  return {
    deliveries: Object.fromEntries(deliveries),
    errors: Object.fromEntries(errors),
    returned: returned.toSorted(),
  };
}
