import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startProxy } from '../support/proxy.ts';
import { disposable, send, service, system, systemAt, TARGETS } from './system.ts';

/** They wait more than they work. */
const SIDE_BY_SIDE = { concurrent: true, timeout: 60_000 };

describe.each(TARGETS)('with a broker in trouble, on %s,', SIDE_BY_SIDE, (target) => {
  test('the web API answers 503 while the broker takes no messages, and sends none', async () => {
    await using behind = await system(target);
    const proxy = await startProxy(behind.broker);
    await using front = systemAt(proxy.url, proxy.close);
    const api = await front.api();
    proxy.inject(methodFrame([10, 60], Buffer.from('\x0dlow on memory')));
    const health = await answered(`${api.url}/health`, 503);
    expect(await health.json()).toEqual({
      status: 'down',
      error: 'the broker takes no messages: low on memory',
    });
    const refused = await send(api.url, 'not sent');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    proxy.inject(methodFrame([10, 61], Buffer.alloc(0)));
    await answered(`${api.url}/health`, 200);
    await api.said('stderr', /takes no messages at present: low on memory\.\n.*takes messages again\.\n/s);
    expect((await send(api.url, 'sent')).status).toBe(202);
    const worker = await front.worker();
    await worker.said('stdout', /✔ sent/);
    expect(worker.printed.stdout).not.toContain('not sent');
  });

  test('the web API does not promise what is not confirmed in time', async () => {
    await using behind = await system(target);
    const proxy = await startProxy(behind.broker);
    await using front = systemAt(proxy.url, proxy.close);
    const api = await front.api();
    proxy.stall();
    const unknown = await send(api.url, 'who knows');
    expect(unknown.status).toBe(503);
    expect(unknown.headers.get('retry-after')).toBe('1');
    expect(await unknown.text()).toContain('the message may arrive or not');
    expect(await (await fetch(`${api.url}/health`)).json()).toEqual({
      status: 'down',
      error: 'the broker did not confirm in time',
    });
    proxy.goOn();
    await answered(`${api.url}/health`, 200);
    expect((await send(api.url, 'for sure')).status).toBe(202);
    const worker = await front.worker();
    // In this case it did arrive.
    await worker.said('stdout', /✔ who knows\n✔ for sure\n/);
  });

  test('the web API and its worker come back over a new connection', async () => {
    await using behind = await system(target);
    const proxy = await startProxy(behind.broker);
    let again: Awaited<ReturnType<typeof startProxy>> | undefined;
    await using front = systemAt(proxy.url, async () => again?.close());
    const [api, worker] = [await front.api(), await front.worker()];
    proxy.cut();
    await api.said('stderr', /No longer connected .*: connecting again …\n/);
    await api.said('stderr', /Still not connected: nothing listens/);
    const refused = await send(api.url, 'lost?');
    expect([refused.status, (await fetch(`${api.url}/health`)).status]).toEqual([503, 503]);
    again = await startProxy(behind.broker, undefined, Number(new URL(proxy.url).port));
    await Promise.all([api.said('stderr', /Connected again/), worker.said('stderr', /Connected again/)]);
    expect((await send(api.url, 'here')).status).toBe(202);
    await worker.said('stdout', /✔ here/);
    expect(worker.printed.stdout).toBe('✔ here\n');
  });
});

test('the web API and its worker end at once while the broker is away', async () => {
  await using broker = disposable(service(['broker', '--port', '0']));
  const [url] = await broker.said('stdout', /amqp:\S+/);
  await using api = disposable(service(['api', '--port', '0', '--broker', url]));
  await api.said('stdout', /http:\S+/);
  await using worker = disposable(service(['worker', '--broker', url]));
  await worker.said('stderr', /Waiting/);
  await broker.kill();
  await Promise.all([api.said('stderr', /No longer/), worker.said('stderr', /No longer/)]);
  expect(await Promise.all([api.end(), worker.end()])).toEqual([0, 0]);
});

/** Asks until the answer has this status. */
async function answered(url: string, status: number): Promise<Response> {
  for (;;) {
    const response = await fetch(url);
    if (response.status === status) return response;
    await delay(10);
  }
}

function methodFrame(method: readonly [number, number], fields: Buffer): Buffer {
  const payload = Buffer.concat([Buffer.from([0, method[0], 0, method[1]]), fields]);
  return Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, payload.length]), payload, Buffer.from([0xce])]);
}
