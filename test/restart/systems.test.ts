import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { brokers } from '../contract/contract.ts';
import { send, systemAt } from '../systems/system.ts';

const MESSAGES = 1_000;
const AT_A_TIME = 20;

describe.each(brokers.filter(({ restart }) => restart))('$kind', ({ url, restart }) => {
  test('none of a thousand messages that a web API has confirmed is lost while the broker is restarted', async () => {
    await using system = systemAt(url);
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
    const more = (): Promise<unknown> => once(workers.at(-1)?.process.stdout ?? api.process, 'data');
    while (lines().length < MESSAGES / 3) await more();
    await restart?.();
    await workers[0]?.kill();
    workers.push(await system.worker('--concurrency', '5'));
    await sending;
    const done = (): Set<string> => new Set(lines().map(bodyOf));
    while (!isWithin(confirmed, done())) await more();

    expect(await api.end()).toBe(0);
    // What it did not confirm may have arrived or not; nothing else did.
    expect(isWithin(done(), new Set([...confirmed, ...refused]))).toBe(true);
    const seen = new Set<string>();
    for (const line of lines()) {
      if (line.startsWith('✔') && seen.has(bodyOf(line)))
        expect(line).toMatch(/\((delivered before|duplicate)\)/);
      seen.add(bodyOf(line));
    }
  }, 120_000);
});

const bodyOf = (line: string): string => /message-\d+/.exec(line)?.[0] ?? line;
const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...some].every((each) => all.has(each));
