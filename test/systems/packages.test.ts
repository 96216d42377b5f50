import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const MODULES = join(ROOT, 'node_modules');
const execute = promisify(execFile);

/** Of the package as it is published, with what it cannot do without beside it, and nothing else. */
let binary: string;
let installed: string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mq-lab-test-'));
  const { stdout } = await execute(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    {
      cwd: ROOT,
    },
  );
  const [{ filename }] = JSON.parse(stdout);
  installed = join(folder, 'node_modules/mq-lab');
  await mkdir(installed, { recursive: true });
  await execute('tar', ['xf', join(folder, filename), '--strip-components=1', '-C', installed]);
  binary = join(installed, 'dist/bin/mq-lab.js');
  const { dependencies } = (await import(join(ROOT, 'package.json'), { with: { type: 'json' } })).default;
  for (const name of Object.keys(dependencies)) {
    await mkdir(dirname(join(folder, 'node_modules', name)), { recursive: true });
    await symlink(join(MODULES, name), join(folder, 'node_modules', name));
  }
}, 60_000);

async function ran(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await execute(process.execPath, [binary, ...args])) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe('the package as it is installed', () => {
  test.each([
    [['worker', '--job', 'notify'], 'nodemailer'],
    [['worker', '--job', 'file'], 'sharp'],
    [['worker', '--job', 'report'], 'csv-parse'],
    [['compare', 'grpc'], '@grpc/grpc-js @grpc/proto-loader'],
  ])('says what %j needs beside it', async (args, packages) => {
    const { code, stderr } = await ran(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(` beside mq-lab: npm install ${packages}\n`);
  });

  test('needs none of it for all else', async () => {
    expect(await ran('compare', 'log', '--format', 'json')).toMatchObject({ code: 0 });
    expect((await ran('worker', '--broker', 'amqp://127.0.0.1:1')).stderr).toContain('nothing listens');
  });

  test('has the samples and the programs that it starts, and no tests', async () => {
    const files = await readdir(installed, { recursive: true });
    expect(files).toContain('examples/samples/sales.csv');
    expect(files).toContain('dist/src/lib/systems/compare/grpc/child.js');
    expect(files.filter((file) => file.includes('.test.'))).toEqual([]);
  });
});
