import { readFileSync, readlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type RunningBroker, startBroker } from '../../src/lib/broker/broker.ts';
import { start } from '../support/binary.ts';
import { startProxy } from '../support/proxy.ts';

const MANY = ['fanout', '--consumers', '60', '--messages', '3000'];
const PATIENCE_MS = 20_000;

/** What of a run is on the broker. */
const names = (broker: RunningBroker): string[] => {
  const { queues, exchanges } = broker.topology();
  return [...queues, ...exchanges].flatMap(({ name }) => (name.startsWith('mq-lab.') ? name : []));
};

async function until(isSo: () => boolean): Promise<boolean> {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; ) {
    if (isSo()) return true;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return false;
}

test('a lab that is killed in the middle is cleaned up after', async () => {
  await using broker = await startBroker();
  const lab = start([...MANY, '--broker', broker.url]);
  expect(await until(() => names(broker).length > 20)).toBe(true);
  lab.process.kill('SIGKILL');
  await lab.ended;
  expect(await until(() => names(broker).length === 0)).toBe(true);
});

test('a lab that is killed while its broker is away is cleaned up after once that is back', async () => {
  await using broker = await startBroker();
  const proxy = await startProxy(broker.url);
  const lab = start([...MANY, '--broker', proxy.url]);
  expect(await until(() => names(broker).length > 20)).toBe(true);
  proxy.cut();
  lab.process.kill('SIGKILL');
  await lab.ended;
  const left = names(broker).length;
  expect(left).toBeGreaterThan(0);
  await proxy.reopen();
  expect(await until(() => names(broker).length === 0)).toBe(true);
  await proxy.close();
});

test('a lab that cannot delete says so, and has it deleted once the broker is back', async () => {
  await using broker = await startBroker();
  const proxy = await startProxy(broker.url);
  const lab = start([...MANY, '--broker', proxy.url]);
  expect(await until(() => names(broker).length > 20)).toBe(true);
  proxy.cut();
  const { exitCode, stderr } = await lab.ended;
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(
    /; then not everything could be deleted from amqp:\S+\nLook into its log.*\nLeft there: mq-lab\.\w+\.\S+, .* and \d+ more\. Deleting is tried again in the background, for 5 minutes\.\n$/,
  );
  await proxy.reopen();
  expect(await until(() => names(broker).length === 0)).toBe(true);
  await proxy.close();
});

test('a lab whose second Ctrl-C does not wait is cleaned up after', async () => {
  await using broker = await startBroker();
  let isSilent = false;
  const proxy = await startProxy(broker.url, (bytes) => (isSilent ? Buffer.alloc(0) : bytes));
  const lab = start([...MANY, '--broker', proxy.url]);
  expect(await until(() => names(broker).length > 20)).toBe(true);
  isSilent = true;
  lab.process.kill('SIGINT');
  setTimeout(() => lab.process.kill('SIGINT'), 500);
  expect(await lab.ended).toMatchObject({ exitCode: 130 });
  isSilent = false;
  expect(await until(() => names(broker).length === 0)).toBe(true);
  await proxy.close();
});

test.skipIf(process.platform !== 'linux')(
  'the janitor has no password in its arguments or its environment, and no terminal (only looked at on Linux)',
  async () => {
    await using broker = await startBroker({ users: { shop: 's3cret' } });
    const url = broker.url.replace('guest:guest', 'shop:s3cret');
    const lab = start([...MANY, '--messages', '9000'], { MQ_LAB_BROKER: url });
    expect(await until(() => names(broker).length > 20)).toBe(true);
    const pid = lab.process.pid;
    const [child = ''] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    expect(readFileSync(`/proc/${child}/cmdline`, 'utf8')).toMatch(/sweep\.js/);
    for (const file of ['cmdline', 'environ'])
      expect(readFileSync(`/proc/${child}/${file}`, 'utf8')).not.toContain('s3cret');
    for (const output of [1, 2]) expect(readlinkSync(`/proc/${child}/fd/${output}`)).toBe('/dev/null');
    lab.process.kill('SIGINT');
    expect(await lab.ended).toMatchObject({ exitCode: 130 });
  },
);
