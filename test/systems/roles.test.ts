import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from '../cli/cli.ts';
import { start } from '../support/binary.ts';
import { startProxy } from '../support/proxy.ts';
import {
  deleteQueues,
  disposable,
  publish,
  ready,
  type Service,
  type System,
  service,
  system,
  TARGETS,
  uniqueName,
} from './system.ts';

describe.each(TARGETS)('produce and consume on %s', (target) => {
  let system_: System;
  let queue: string;
  beforeAll(async () => {
    system_ = await system(target);
    queue = system_.queue;
    // Declares it, and leaves it empty.
    const consumer = await consuming(queue, '--declare');
    await consumer.end();
  });
  afterAll(() => system_[Symbol.asyncDispose]());

  async function consuming(...args: string[]): Promise<Service> {
    const consumer = system_.command('consume', ...args);
    await consumer.said('stderr', /Consuming/);
    return consumer;
  }
  const produced = (...args: string[]) => system_.command('produce', ...args).ended;
  const consumed = (...args: string[]) => system_.command('consume', queue, ...args).ended;
  /** Ended with the standard input that it is given. */
  const piped = (input: Buffer | string, ...args: string[]) => {
    const { process: child, ended } = start(['produce', '--broker', system_.broker, ...args]);
    child.stdin?.end(input);
    return ended;
  };

  test('carry a message from one terminal to the other', async () => {
    const all = await produced('--key', queue, 'one', 'two', '--persistent', '--header', 'n=1,b=x');
    expect(all).toMatchObject({ exitCode: 0, stdout: '', stderr: '2 messages confirmed\n' });
    const { stdout, exitCode } = await consumed('--count', '2', '--format', '%# %b %h %k %q %e%r%t%%%n');
    expect(exitCode).toBe(0);
    const rest = `{"n":1,"b":"x"} ${queue} ${queue} (default)\t%\n`;
    expect(stdout).toBe(`1 one ${rest}2 two ${rest}`);
  });

  test('take a message a line from standard input', async () => {
    const { stdout, exitCode } = await piped('a\r\n\nü\nlast', '--key', queue, '--json');
    expect(exitCode).toBe(0);
    const bodies = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).body);
    expect(bodies).toEqual(['a', '', 'ü', 'last']);
    expect((await consumed('--count', '4', '--format', '[%b]')).stdout).toBe('[a][][ü][last]');
  });

  test('refuse a line that is no UTF-8, once the lines before it are published', async () => {
    const refused = await piped(Buffer.from('fine\n\xff\n', 'latin1'), '--key', queue);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/^1 message confirmed\nerror: line 2 of standard input is no UTF-8\n/);
    expect((await consumed('--count', '1')).stdout).toContain('fine');
  });

  test('tell what no queue takes, with exit code 1', async () => {
    const { exitCode, stdout } = await produced('--key', uniqueName(), 'nobody', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ body: 'nobody', returned: { code: 312, text: 'NO_ROUTE' } });
    expect((await produced('--key', uniqueName(), 'nobody', '--optional')).exitCode).toBe(0);
  });

  test('say what the broker objects to, with exit code 3', async () => {
    const nowhere = uniqueName();
    const [toNothing, fromNothing, boundToNothing] = await Promise.all([
      produced('--exchange', nowhere, 'a'),
      system_.command('consume', nowhere).ended,
      system_.command('consume', '--exchange', nowhere).ended,
    ]);
    expect([toNothing.exitCode, fromNothing.exitCode, boundToNothing.exitCode]).toEqual([3, 3, 3]);
    expect(toNothing.stderr).toContain(`refused: NOT_FOUND - no exchange '${nowhere}'`);
    expect(fromNothing.stderr).toMatch(/refused: NOT_FOUND - no queue .*\n.*--declare/);
    expect(boundToNothing.stderr).toMatch(/refused: NOT_FOUND - no exchange .*\n.*--type TYPE/);
  });

  test('bind a queue of their own on the fly, and leave neither it nor the exchange', async () => {
    const exchange = uniqueName();
    const keys = ['--exchange', exchange, '--type', 'topic', '--key', 'order.*', '--format', '%k %b%n'];
    const consumer = await consuming(...keys);
    await produced('--exchange', exchange, '--key', 'order.placed', 'yes');
    await produced('--exchange', exchange, '--key', 'order', 'no', '--optional');
    await produced('--exchange', exchange, '--key', 'order.paid', 'yes');
    await consumer.said('stdout', /paid/);
    expect(await consumer.end()).toBe(0);
    expect(consumer.printed.stdout).toBe('order.placed yes\norder.paid yes\n');
    expect((await produced('--exchange', exchange, 'gone')).exitCode).toBe(3);
  });

  test('bind a headers exchange', async () => {
    const exchange = uniqueName();
    const args = ['--exchange', exchange, '--type', 'headers', '--match', 'all:format=pdf,pages=1'];
    const consumer = await consuming(...args, '--count', '1');
    await produced('--exchange', exchange, '--header', 'format=pdf', '--optional', 'no');
    await produced('--exchange', exchange, '--header', 'format=pdf', '--header', 'pages=1', 'yes');
    expect((await consumer.ended).stdout).toBe('(empty)  yes\n');
  });

  test('leave what a consumer does not answer to the next one', async () => {
    await produced('--key', queue, 'held');
    const holder = await consuming(queue, '--answer', 'hold');
    await holder.said('stdout', /held/);
    expect(await ready(system_.broker, queue)).toBe(0);
    expect(await holder.end()).toBe(0);
    const crashed = await consumed('--answer', 'crash');
    expect(crashed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('held  (redelivered)') });
    expect(crashed.stderr).toContain('broken off');
    expect((await consumed('--answer', 'requeue', '--count', '1')).stdout).toContain('held  (redelivered)');
    expect((await consumed('--answer', 'reject', '--count', '1')).stdout).toContain('held  (redelivered)');
    expect(await ready(system_.broker, queue)).toBe(0);
  });

  test('take no more than the count, and mark nothing of the rest', async () => {
    await produced('--key', queue, '1', '2', '3');
    expect((await consumed('--count', '1', '--format', '%b%r')).stdout).toBe('1');
    expect((await consumed('--count', '2', '--format', '%b%r')).stdout).toBe('23');
  });

  test('give back what could not be printed', async () => {
    await produced('--key', queue, 'x', '--times', '20');
    const consumer = await consuming(queue, '--prefetch', '1', '--answer', 'ack');
    consumer.process.stdout?.destroy();
    await produced('--key', queue, 'y');
    expect((await consumer.ended).exitCode).toBe(0);
    const got = Number(/(\d+) messages? consumed/.exec(consumer.printed.stderr)?.[1]);
    expect(await ready(system_.broker, queue)).toBe(21 - got);
    await consumed('--count', String(21 - got));
  });

  test('warn of a whole number in the headers that may be another', async () => {
    await produced('--key', queue, '--header', 'n=9007199254740993', 'big');
    await produced('--key', queue, '--header', 'n=9007199254740991', 'less');
    const args = [...['--count', '1'], '--format', '%h'];
    const big = await consumed(...args);
    expect(big.stdout).toBe('{"n":9007199254740992}');
    expect(big.stderr).toMatch(/^Warning: message 1 has a whole number beyond ±2\^53/m);
    expect((await consumed(...args)).stderr).not.toContain('Warning');
  });

  test('print bytes that are no text as Base64, and obey none', async () => {
    await publish(system_.broker, queue, Buffer.from([0xff, 0x00]), { messageId: 'a\r\nb\u001b[31m' });
    await publish(system_.broker, queue, 'red \u001b[31m\nline', {});
    const { stdout } = await consumed('--count', '1', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      body: null,
      body_base64: '/wA=',
      message_id: 'a\r\nb\u001b[31m',
    });
    expect((await consumed('--count', '1', '--format', '%b')).stdout).toBe('red ␛[31m␊line');
  });

  test('read a stream from where they are told to', async () => {
    const stream = uniqueName();
    await publish(system_.broker, stream, 'zero', {}, { arguments: { 'x-queue-type': 'stream' } });
    await publish(system_.broker, stream, 'one');
    const from = async (offset: string, count: string): Promise<string> => {
      const args = [stream, '--offset', offset, '--count', count, '--format', '%b '];
      return (await system_.command('consume', ...args).ended).stdout;
    };
    expect(await from('first', '2')).toBe('zero one ');
    expect(await from('1', '1')).toBe('one ');
    await deleteQueues(system_.broker, [stream]);
  });
});

describe('produce and consume', () => {
  test('name mq-lab broker where none runs, with exit code 3', async () => {
    const refused = await start(['consume', 'work', '--broker', 'amqp://127.0.0.1:1']).ended;
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toMatch(/nothing listens .*\n.*mq-lab broker/);
  });

  test.each([
    [['consume'], /expected a QUEUE or --exchange/],
    [['consume', 'q', '--exchange', 'x'], /got both/],
    [['consume', 'q', '--key', 'a'], /--key goes with --exchange/],
    [['consume', 'q', '--format', '%z'], /--format: expected one of %b/],
    [['consume', 'q', '--answer', 'nack'], /--answer: expected one of ack, reject/],
    [['consume', 'q', '--answer', 'none', '--count', '1'], /does not go with/],
    [['consume', 'q', '--offset', 'soon'], /--offset: expected first, last/],
    [['consume', 'q', '--count', '0'], /--count: expected a whole number from 1/],
    [['consume', 'q', '--broker', 'embedded'], /expected a broker that runs/],
    [['produce', 'a', '--priority', '256'], /--priority: expected a whole number from 0 to 255/],
    [['produce', 'a', '--header', 'CC=a'], /--header: expected headers other than CC/],
    [['worker', '--job', 'mail'], /--job: expected one of print, notify/],
    [['worker', '--files', 'no-such-folder'], /expected --files with a folder/],
    [['worker', '--slow', '0'], /--slow: expected a number of seconds/],
    [['worker', '--concurrency', '1e9'], /--concurrency: expected a whole number/],
    [['api', '--port', '65536'], /--port: expected a whole number from 0 to 65535/],
    [['api', '--data-dir', ''], /--data-dir: expected a folder/],
    [['api', '--data-dir', 'x', '--broker', 'docker'], /--data-dir is for the embedded broker/],
    [['api', '--queue', 'amq.jobs'], /--queue: expected a queue's name/],
  ])('refuse %j with exit code 2', async (args, said) => {
    const { exitCode, stderr } = await cli(args);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(said);
  });

  test('tell of a message that nobody confirmed that nobody knows, when they are interrupted', async () => {
    await using broker = disposable(service(['broker', '--port', '0']));
    const [url] = await broker.said('stdout', /amqp:\S+/);
    const proxy = await startProxy(url);
    const args = ['produce', '--key', 'nowhere', '--json', '--broker', proxy.url];
    await using producer = disposable(service(args));
    producer.process.stdin?.write('one\n');
    await producer.said('stdout', /returned/);
    const lost = new Promise<void>((resolve) => {
      proxy.after('sent', proxy.passed.sent + 1, () => {
        proxy.mute();
        resolve();
      });
    });
    producer.process.stdin?.write('two\n');
    await lost;
    expect(await producer.end()).toBe(130);
    expect(producer.printed.stdout).toMatch(/"body":"two","outcome":"unconfirmed"/);
    expect(producer.printed.stderr).toMatch(/1 returned, 1 unconfirmed\n/);
    await proxy.close();
  });

  test('end with 130 where somebody interrupts what is not done', async () => {
    await using broker = disposable(service(['broker', '--port', '0']));
    const [url] = await broker.said('stdout', /amqp:\S+/);
    await using producer = disposable(service(['produce', '--key', 'nowhere', '--json', '--broker', url]));
    producer.process.stdin?.write('one\n');
    await once(producer.process.stdout ?? producer.process, 'data');
    expect(await producer.end()).toBe(130);
    expect(producer.printed.stderr).toContain('1 returned');
  });
});
