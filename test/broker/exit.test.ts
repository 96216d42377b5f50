import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const LIBRARY = pathToFileURL(join(ROOT, 'dist/src/index.js'));

test('a process that closed its broker exits by itself, with clients still connected and messages due', () => {
  const program = `
    import amqp from 'amqplib';
    import { startBroker } from '${LIBRARY}';
    const broker = await startBroker();
    const connection = await amqp.connect(broker.url, { heartbeat: 1 });
    connection.on('error', () => {});
    const channel = await connection.createChannel();
    await channel.assertQueue('q', { messageTtl: 3600000, expires: 3600000 });
    channel.sendToQueue('q', Buffer.from('x'));
    await channel.checkQueue('q');
    await broker.close();
    console.log('closed');
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 10_000,
  });
  expect([status, stdout, stderr]).toEqual([0, 'closed\n', '']);
});

test('the library loads neither a client nor a parser of files', () => {
  const program = `
    import { createRequire } from 'node:module';
    await import('${LIBRARY}');
    const loaded = Object.keys(createRequire('${LIBRARY}').cache);
    console.log(loaded.filter((path) => /node_modules/.test(path)).join());
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect([stdout.trim(), stderr]).toEqual(['', '']);
});
