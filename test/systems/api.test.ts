import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/binary.ts';
import { deleteQueues, disposable, queuesOf, type System, send, service, system, TARGETS } from './system.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const LONGEST = 65_536;

describe.each(TARGETS)('the web API on %s', (target) => {
  let system_: System;
  let api: Awaited<ReturnType<System['api']>>;
  beforeAll(async () => {
    system_ = await system(target);
    api = await system_.api();
  });
  afterAll(() => system_[Symbol.asyncDispose]());

  test.each([
    ['no message', '/send', {}, 400],
    ['an empty message', '/send?msg=', {}, 400],
    ['two messages', '/send?msg=a&msg=b', {}, 400],
    ['broken UTF-8', '/send?msg=%ff', {}, 400],
    ['a broken percent-encoding', '/send?msg=%zz', {}, 400],
    ['a message of 64 KiB and one byte', `/send?msg=${'x'.repeat(LONGEST + 1)}`, {}, 413],
    ['a message of 64 KiB', `/send?msg=${'x'.repeat(LONGEST)}`, {}, 202],
    ['64 KiB in three bytes each', '/send', { method: 'POST', body: json('€'.repeat(LONGEST / 3)) }, 202],
    [
      'more than 64 KiB in fewer characters',
      '/send',
      { method: 'POST', body: json('€'.repeat(30_000)) },
      413,
    ],
    ['no JSON', '/send', { method: 'POST', body: 'Hello!' }, 400],
    ['JSON without a message', '/send', { method: 'POST', body: '{"message":1}' }, 400],
    ['a message that is a number', '/send', { method: 'POST', body: '{"msg":1}', headers: JSON_TYPE }, 400],
    ['null', '/send', { method: 'POST', body: 'null' }, 400],
    ['nothing at all', '/send', { method: 'POST' }, 400],
    ['half a character', '/send', { method: 'POST', body: '{"msg":"\\ud800"}' }, 400],
    ['a body that is no UTF-8', '/send', { method: 'POST', body: Buffer.from([0x22, 0xff, 0x22]) }, 400],
    ['a body of 10 MB', '/send', { method: 'POST', body: 'x'.repeat(10_000_000) }, 413],
    ['a form', '/send', { method: 'POST', body: 'msg=Hello%21+you', headers: FORM_TYPE }, 202],
    ['a form without a message', '/send', { method: 'POST', body: 'text=a', headers: FORM_TYPE }, 400],
    ['JSON that curl calls a form', '/send', { method: 'POST', body: json('a'), headers: FORM_TYPE }, 202],
    [
      'a compressed body',
      '/send',
      { method: 'POST', body: json('a'), headers: { 'content-encoding': 'gzip' } },
      415,
    ],
    ['a form in parts', '/send', { method: 'POST', body: new FormData() }, 415],
    ['a page of another site', '/send?msg=a', { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
    ['an unknown path', '/nowhere', {}, 404],
    ['a path above', '/../../etc/passwd', {}, 404],
    ['an unknown method', '/send', { method: 'DELETE' }, 405],
    ['a method that is not for the page', '/', { method: 'POST' }, 405],
    ['a question after its health', '/health', {}, 200],
    ['a question for the page', '/', {}, 200],
  ] as const)('answers %s with a status that says what is wrong', async (_, path, init, status) => {
    const response = await fetch(api.url + path, init);
    expect(response.status).toBe(status);
    const text = await response.text();
    if (status >= 400) expect(JSON.parse(text)).toEqual({ error: expect.stringMatching(/\w/) });
  });

  test('answers 202 with the id that the worker sees', async () => {
    const response = await fetch(`${api.url}/send?msg=Hello!`);
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'accepted',
    });
    const worker = await system_.worker();
    await worker.said('stdout', /✔ Hello!\n/);
    expect(await worker.end()).toBe(0);
  });

  test('answers bytes that are no HTTP, and goes on', async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    socket.end('\x00\xff nonsense\r\n\r\n');
    await once(socket.resume(), 'close');
    expect((await fetch(`${api.url}/health`)).status).toBe(200);
  });

  test('refuses a body of gigabytes before it comes', async () => {
    const { port } = new URL(api.url);
    const headers = { 'content-length': 99_999_999_999 };
    const huge = request({ port, path: '/send', method: 'POST', headers });
    huge.on('error', () => {});
    huge.flushHeaders();
    const [response] = (await once(huge, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    huge.destroy();
  });

  test('survives who hangs up in the middle of a body', async () => {
    const { port } = new URL(api.url);
    const half = request({ port, path: '/send', method: 'POST', headers: { 'content-length': 1_000 } });
    half.on('error', () => {});
    await new Promise((written) => half.write('{"msg": "half', written));
    half.destroy();
    await api.said('stderr', /POST \/send broken off\n/);
    expect((await send(api.url, 'whole')).status).toBe(202);
    expect(api.printed.stderr).not.toContain('defect');
  });

  test('says that the queue is gone, and declares it again', async () => {
    await using other = await system(target);
    const { url, said } = await other.api();
    await deleteQueues(other.broker, [other.queue]);
    const refused = await send(url, 'lost?');
    expect(refused.status).toBe(503);
    expect(await refused.text()).toContain('the queue is gone');
    await said('stderr', /deleted the queue 'mq-lab-test.*Connected again/s);
    expect((await send(url, 'here')).status).toBe(202);
  });

  test('refuses queues that somebody has declared otherwise, with exit code 3', async () => {
    await using other = await system(target);
    const consumer = other.command('consume', other.queue, '--declare');
    await consumer.said('stderr', /Consuming/);
    const refused = await other.command('api', '--port', '0', '--queue', other.queue).ended;
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toMatch(/PRECONDITION_FAILED - inequivalent arg .*\n.*another name/);
  });

  test('names the queues that stay, and a worker deletes them once they are empty', async () => {
    await using other = await system(target);
    const { url, said, end } = await other.api();
    const [line] = await said('stderr', /Queues.*stay on the broker/);
    for (const name of queuesOf(other.queue)) expect(line).toContain(name);
    await send(url, 'one');
    const remove = ['worker', '--queue', other.queue, '--delete-queues'];
    const kept = await other.command(...remove).ended;
    expect([kept.exitCode, kept.stdout]).toEqual([1, expect.stringContaining('stays: it holds messages')]);
    const worker = await other.worker();
    await worker.said('stdout', /✔ one/);
    const busy = await other.command(...remove).ended;
    expect(busy.stdout).toMatch(/stays: somebody consumes it\n(.*stays: what fails in .* goes there\n){2}$/);
    await worker.end();
    await end();
    const gone = await other.command(...remove).ended;
    expect([gone.exitCode, gone.stdout]).toEqual([0, expect.not.stringContaining('stays')]);
  });
});

describe('the web API', () => {
  test('starts a broker of its own, and says how to start a worker at it', async () => {
    await using api = disposable(service(['api', '--port', '0']));
    const [address] = await api.said('stdout', /http:\S+/);
    const [, args = ''] = await api.said('stderr', /mq-lab (worker.*)/);
    await api.said('stderr', /Ctrl-C {4}ends it, and its broker/);
    await send(address, 'two terminals');
    await using worker = disposable(service(args.split(' ')));
    await worker.said('stdout', /two terminals/);
    expect(await api.end()).toBe(0);
  });

  test('keeps what it has accepted in a folder, from one start to the next', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mq-lab-test-'));
    const start = () => disposable(service(['api', '--port', '0', '--data-dir', folder]));
    const first = start();
    const [before] = await first.said('stdout', /http:\S+/);
    await first.said('stderr', /kept in/);
    expect((await send(before, 'from yesterday')).status).toBe(202);
    await first.kill();
    await using again = start();
    const [, args = ''] = await again.said('stderr', /mq-lab (worker.*)/);
    await using worker = disposable(service(args.split(' ')));
    await worker.said('stdout', /✔ from yesterday\n/);
    expect(await again.end()).toBe(0);
  });

  test('does not start with a folder that is none, with exit code 3', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mq-lab-test-'));
    await writeFile(join(folder, 'file'), '');
    const refused = await run(['api', '--port', '0', '--data-dir', join(folder, 'file')]);
    expect(refused).toMatchObject({ exitCode: 3, stderr: expect.not.stringContaining('defect') });
  });

  test('does not start where another listens already, with exit code 3', async () => {
    await using api = disposable(service(['api', '--port', '0']));
    const [address] = await api.said('stdout', /http:\S+/);
    const second = await run(['api', '--port', new URL(address).port]);
    expect(second.exitCode).toBe(3);
    expect(second.stderr).toMatch(/is taken.*\n.*--port 0/);
  });

  test('shows no password of the broker that it names', async () => {
    await using broker = disposable(service(['broker', '--port', '0', '--user', 'shop:s3cret']));
    const [url] = await broker.said('stdout', /amqp:\S+/);
    const own = url.replace(/\/\/(guest:guest@)?/, '//shop:s3cret@');
    await using api = disposable(service(['api', '--port', '0', '--broker', own]));
    await api.said('stderr', /Worker {4}mq-lab worker --broker URL\n/);
    expect(api.printed.stderr + api.printed.stdout).not.toContain('s3cret');
  });
});

function json(msg: string): string {
  return JSON.stringify({ msg });
}
