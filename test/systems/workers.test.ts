import { once } from 'node:events';
import { mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deleteQueues, publish, ready, send, system, TARGETS, taken } from './system.ts';

const MESSAGES = 1_000;
const AT_A_TIME = 40;
const KILLS = 3;
/** They wait more than they work. */
const SIDE_BY_SIDE = { concurrent: true, timeout: 60_000 };

describe.each(TARGETS)('the workers of a web API on %s', (target) => {
  test('lose none of a thousand messages while they are killed, and repeat only what was in hand', async () => {
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
    const more = (): Promise<unknown> => once(workers.at(-1)?.process.stdout ?? api.process, 'data');
    for (let kill = 1; kill <= KILLS; kill++) {
      while (lines().length < (MESSAGES * kill) / (KILLS + 2)) await more();
      await workers.at(-1)?.kill();
      workers.push(await system_.worker('--concurrency', '10'));
    }
    await sending;
    const done = (): Set<string> => new Set(lines().map(bodyOf));
    while (done().size < MESSAGES) await more();
    expect(done()).toEqual(new Set(bodies));
    const seen = new Set<string>();
    for (const line of lines()) {
      if (seen.has(bodyOf(line))) expect(line).toContain('(delivered before)');
      seen.add(bodyOf(line));
    }
  }, 60_000);
});

describe.each(TARGETS)('a worker of a web API on %s', SIDE_BY_SIDE, (target) => {
  test('gets a message that a killed one had in hand', async () => {
    await using system_ = await system(target);
    const api = await system_.api();
    const slow = await system_.worker('--slow', '4');
    await send(api.url, 'in hand');
    await slow.said('stderr', /… in hand: \d+ %/);
    await slow.kill();
    const next = await system_.worker();
    await next.said('stdout', /✔ in hand \(delivered before\)/);
  });

  test('finishes what it has in hand when somebody asks it to end', async () => {
    await using system_ = await system(target);
    const api = await system_.api();
    const worker = await system_.worker('--slow', '1');
    await send(api.url, 'one');
    await send(api.url, 'two');
    await worker.said('stderr', /… one: \d+ %/);
    expect(await worker.end()).toBe(0);
    expect(worker.printed.stderr).toMatch(/Finishing 1 message\. Ctrl-C again/);
    expect(worker.printed.stdout).toBe('✔ one\n');
    expect(await ready(system_.broker, system_.queue)).toBe(1);
  });

  test.each([
    ['a file that is not there', 'report', 'no-such-file.csv', 'out', /there is no file 'no-such-file\.csv'/],
    ['an outbox below a file', 'notify', 'Hello!', 'file/out', /cannot write .*: ENOTDIR: not a directory/],
    [
      'an outbox where nothing can be made',
      'notify',
      'Hello!',
      '/proc/mq-lab/out',
      /cannot write .*: ENOENT: no such file or directory, mkdir '\/proc\/mq-lab'/,
    ],
    ['what is no UTF-8', 'print', Buffer.from([0xff, 0xfe]), 'out', /the message is no UTF-8/],
  ] as const)(
    'tries %s three times, and puts it aside with the reason',
    async (_, job, body, outbox, reason) => {
      await using system_ = await system(target);
      const folder = await emptyFolder();
      await writeFile(join(folder, 'file'), '');
      const worker = await system_.worker('--job', job, '--outbox', resolve(folder, outbox));
      await publish(system_.broker, system_.queue, body);
      await worker.said('stdout', new RegExp(`↻ [^\\n]*: ${reason.source}.*; again in a second\\n`));
      await worker.said(
        'stdout',
        new RegExp(`✗ [^\\n]* \\(attempt 3\\): ${reason.source}.*; parked in .*\\.parking\\n`),
      );
      expect(await worker.end()).toBe(0);
      expect(await taken(system_.broker, `${system_.queue}.parking`)).toEqual([
        { content: Buffer.from(body), headers: { error: expect.stringMatching(reason) } },
      ]);
      expect(await ready(system_.broker, system_.queue)).toBe(0);
    },
  );

  test('says that a disk is full, and does it once there is room', async () => {
    await using system_ = await system(target);
    const outbox = await emptyFolder();
    // What is written to this name goes to a disk that is full, until the job has taken away what it could not finish.
    await symlink('/dev/full', join(outbox, '.mail.eml.part'));
    const worker = await system_.worker('--job', 'notify', '--outbox', outbox);
    await publish(system_.broker, system_.queue, 'Hello!', { messageId: 'mail' });
    await worker.said('stdout', /↻ Hello!: cannot write .*mail\.eml: ENOSPC: no space left on device/);
    await worker.said('stdout', /✔ e-mail to .*mail\.eml \(attempt 2\)/);
    expect(await readdir(outbox)).toEqual(['mail.eml']);
  });

  test('declares again where it puts things aside, and loses nothing', async () => {
    await using system_ = await system(target);
    const worker = await system_.worker('--job', 'report');
    await deleteQueues(system_.broker, [`${system_.queue}.parking`]);
    await publish(system_.broker, system_.queue, 'no-such-file.csv');
    await worker.said('stderr', /deleted the queue '.*\.parking'.*Connected again/s);
    await worker.said('stdout', /✗ .*; parked in/);
    expect(await worker.end()).toBe(0);
    expect(await ready(system_.broker, `${system_.queue}.parking`)).toBe(1);
  });

  test('consumes again when somebody has deleted the queue', async () => {
    await using system_ = await system(target);
    const worker = await system_.worker();
    await deleteQueues(system_.broker, [system_.queue]);
    await worker.said('stderr', /No longer connected .*deleted the queue/);
    await worker.said('stderr', /Connected again/);
    await publish(system_.broker, system_.queue, 'after all');
    await worker.said('stdout', /✔ after all/);
  });
});

const bodyOf = (line: string): string => /message-\d+/.exec(line)?.[0] ?? line;

const emptyFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'mq-lab-test-'));
