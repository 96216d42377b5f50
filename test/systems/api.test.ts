import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { run, start } from '../support/binary.ts';
import { ready, send, system, TARGETS } from './system.ts';

const MESSAGES = 1_000;
const AT_A_TIME = 40;
const KILLS = 3;

describe.each(TARGETS)('the web API and its workers on %s', (target) => {
  test('lose none of a thousand messages while workers are killed, and repeat only what was in hand', async () => {
    await using system_ = await system(target);
    const api = await system_.api();
    const workers = [await system_.worker('--concurrency', '10')];
    const bodies = Array.from({ length: MESSAGES }, (_, at) => `message-${at + 1}`);
    const waiting = bodies.values();
    const sender = async (): Promise<void> => {
      for (const body of waiting) expect((await send(api.url, body)).status).toBe(202);
    };
    const sending = Promise.all(Array.from({ length: AT_A_TIME }, sender));
    const lines = (): string[] => workers.flatMap(({ printed }) => printed.stdout.split('\n').slice(0, -1));
    for (let kill = 1; kill <= KILLS; kill++) {
      const enough = (MESSAGES * kill) / (KILLS + 2);
      const worker = workers.at(-1);
      while (lines().length < enough) await once(worker?.process.stdout ?? api.process, 'data');
      worker?.process.kill('SIGKILL');
      await worker?.ended;
      workers.push(await system_.worker('--concurrency', '10'));
    }
    await sending;
    const done = (): Set<string> => new Set(lines().map(bodyOf));
    while (done().size < MESSAGES) await once(workers.at(-1)?.process.stdout ?? api.process, 'data');
    expect(done()).toEqual(new Set(bodies));
    const seen = new Set<string>();
    for (const line of lines()) {
      if (seen.has(bodyOf(line))) expect(line).toContain('(delivered before)');
      seen.add(bodyOf(line));
    }
  }, 60_000);

  test('answer 202 with an id once the message is confirmed, and the worker gets it', async () => {
    await using system_ = await system(target);
    const api = await system_.api();
    const response = await fetch(`${api.url}/send?msg=Hello!`);
    expect(response.status).toBe(202);
    expect(await response.json()).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'accepted',
    });
    const worker = await system_.worker();
    await worker.said('stdout', /✔ Hello!/);
    await worker.end();
    expect((await worker.ended).exitCode).toBe(0);
  });

  test('put aside what fails three times, with the reason', async () => {
    await using system_ = await system(target);
    const api = await system_.api();
    await send(api.url, 'no-such-file.csv');
    const worker = await system_.worker('--job', 'report');
    await worker.said('stdout', /✗ no-such-file\.csv \(attempt 3\): there is no file .*; parked/);
    await worker.end();
    expect(await ready(system_.broker, `${system_.queue}.parking`)).toBe(1);
    expect(await ready(system_.broker, system_.queue)).toBe(0);
  });
});

describe('the web API', () => {
  test.each([
    ['no message', '/send', {}, 400],
    ['an empty message', '/send?msg=', {}, 400],
    ['two messages', '/send?msg=a&msg=b', {}, 400],
    ['broken UTF-8', '/send?msg=%ff', {}, 400],
    ['a broken percent-encoding', '/send?msg=%zz', {}, 400],
    ['a message of 64 KiB and one byte', `/send?msg=${'x'.repeat(65_537)}`, {}, 413],
    ['a message of 64 KiB', `/send?msg=${'x'.repeat(65_536)}`, {}, 202],
    ['no JSON', '/send', { method: 'POST', body: 'Hello!' }, 400],
    ['JSON without a message', '/send', { method: 'POST', body: '{"message":1}' }, 400],
    ['null', '/send', { method: 'POST', body: 'null' }, 400],
    ['a body that is no UTF-8', '/send', { method: 'POST', body: Buffer.from([0x22, 0xff, 0x22]) }, 400],
    ['a body of 10 MB', '/send', { method: 'POST', body: 'x'.repeat(10_000_000) }, 413],
    ['an unknown path', '/nowhere', {}, 404],
    ['an unknown method', '/send', { method: 'DELETE' }, 405],
    ['a question after its health', '/health', {}, 200],
    ['a question for the page', '/', {}, 200],
  ] as const)('answers %s with a status that says what is wrong', async (_, path, init, status) => {
    await using system_ = await system('embedded');
    const { url } = await system_.api();
    const response = await fetch(url + path, init).catch((error: Error) => error);
    // A client that is still sending when it is refused may hear of a broken connection instead.
    if (response instanceof Error) expect(status).toBe(413);
    else expect(response.status).toBe(status);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  test('answers bytes that are no HTTP, and goes on', async () => {
    await using system_ = await system('embedded');
    const { url } = await system_.api();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.end('\x00\xff nonsense\r\n\r\n');
    await once(socket.resume(), 'close');
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  test('says 503 and when to come again while the broker is away, and goes on once it is back', async () => {
    await using broker = disposable(start(['broker', '--port', '0']));
    const [url] = await broker.said('stdout', /amqp:\S+/);
    await using api = disposable(start(['api', '--port', '0', '--broker', url]));
    const [address] = await api.said('stdout', /http:\S+/);
    broker.process.kill('SIGKILL');
    await api.said('stderr', /went away/);
    const refused = await send(address, 'lost?');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await fetch(`${address}/health`)).status).toBe(503);
    await using again = disposable(start(['broker', '--port', new URL(url).port]));
    await again.said('stdout', /amqp:/);
    await api.said('stderr', /Connected again/);
    expect((await send(address, 'here')).status).toBe(202);
  });

  test('starts a broker of its own, and says how to start a worker at it', async () => {
    await using api = disposable(start(['api', '--port', '0']));
    const [address] = await api.said('stdout', /http:\S+/);
    const [, args = ''] = await api.said('stderr', /mq-lab (worker.*)/);
    await send(address, 'two terminals');
    await using worker = disposable(start(args.split(' ')));
    await worker.said('stdout', /two terminals/);
  });

  test('does not start where another listens already, with exit code 3', async () => {
    await using api = disposable(start(['api', '--port', '0']));
    const [address] = await api.said('stdout', /http:\S+/);
    const second = await run(['api', '--port', new URL(address).port]);
    expect(second.exitCode).toBe(3);
    expect(second.stderr).toMatch(/is taken.*\n.*--port 0/);
  });
});

const bodyOf = (line: string): string => /message-\d+/.exec(line)?.[0] ?? line;

const disposable = (running: ReturnType<typeof start>) => ({
  ...running,
  async [Symbol.asyncDispose]() {
    running.process.kill('SIGKILL');
    await running.ended;
  },
});
