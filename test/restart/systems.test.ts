import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokers } from '../contract/contract.ts';
import { type Service, send, service, systemAt } from '../systems/system.ts';

const MESSAGES = 1_000;
const AT_A_TIME = 20;

interface Restartable {
  readonly url: string;
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** An embedded broker of its own process, which keeps in a folder what is durable: killed, and started again. */
async function withFolder(): Promise<Restartable> {
  const folder = await mkdtemp(join(tmpdir(), 'mq-lab-test-'));
  const started = async (port: string): Promise<[broker: Service, url: string]> => {
    const broker = service(['broker', '--port', port, '--data-dir', folder]);
    return [broker, (await broker.said('stdout', /amqp:\S+/))[0]];
  };
  let [broker, url] = await started('0');
  return {
    url,
    restart: async () => {
      await broker.kill();
      [broker] = await started(new URL(url).port);
    },
    close: () => broker.kill(),
  };
}

const RESTARTABLE: readonly (readonly [title: string, open: () => Promise<Restartable>])[] = [
  ...brokers.flatMap(({ kind, url, restart }) =>
    restart ? [[kind, async () => ({ url, restart, close: async () => {} })] as const] : [],
  ),
  ['embedded, with a folder', withFolder],
];

describe.each(RESTARTABLE)('%s', (_, open) => {
  test('none of a thousand messages that a web API has confirmed is lost while the broker is restarted', async () => {
    const { url, restart, close } = await open();
    await using system = systemAt(url, close);
    const api = await system.api();
    const workers = [await system.worker('--concurrency', '5'), await system.worker('--concurrency', '5')];
    const confirmed = new Set<string>();
    const refused = new Set<string>();
    let sent = 0;
    const sender = async (): Promise<void> => {
      while (confirmed.size < MESSAGES) {
        const body = `message-${++sent}`;
        const { status } = await send(api.url, body);
        expect([202, 503]).toContain(status);
        (status === 202 ? confirmed : refused).add(body);
        if (status === 503) await api.said('stderr', /Connected again/);
      }
    };
    const sending = Promise.all(Array.from({ length: AT_A_TIME }, sender));
    const lines = (): string[] => workers.flatMap(({ printed }) => printed.stdout.split('\n').slice(0, -1));
    const more = (): Promise<unknown> =>
      Promise.race(workers.map(({ process }) => once(process.stdout ?? process, 'data')));
    while (lines().length < MESSAGES / 3) await more();
    await restart();
    await workers[0]?.kill();
    workers.push(await system.worker('--concurrency', '5'));
    await sending;
    const done = (): Set<string> => new Set(lines().map(bodyOf));
    while (!isWithin(confirmed, done())) await more();

    expect(await api.end()).toBe(0);
    // What it did not confirm may have arrived or not; nothing else did.
    expect(isWithin(done(), new Set([...confirmed, ...refused]))).toBe(true);
    // Each is done once as a first delivery; whatever else there is says that it came again.
    const first = lines().filter(
      (line) => line.startsWith('✔') && !/\((delivered before|duplicate)\)/.test(line),
    );
    expect(new Set(first.map(bodyOf)).size).toBe(first.length);
  }, 120_000);
});

const bodyOf = (line: string): string => /message-\d+/.exec(line)?.[0] ?? line;
const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...some].every((each) => all.has(each));
