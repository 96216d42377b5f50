import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { explain, LabError, lint, readDefinitions, runScenarioFile } from 'mq-lab';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const STATIC_IMPORT = /^(?:import|export)\s(?!type\s)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;

/** The packages that the file loads when it is imported, and all that it imports in turn. */
async function packagesLoadedBy(file: string, seen = new Set<string>()): Promise<Set<string>> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const [, target = ''] of (await readFile(file, 'utf8')).matchAll(STATIC_IMPORT)) {
    const loaded = target.startsWith('.')
      ? await packagesLoadedBy(join(dirname(file), target), seen)
      : [target].filter((name) => !name.startsWith('node:'));
    for (const name of loaded) packages.add(name);
  }
  return packages;
}

test('the library loads no package when it is imported', async () => {
  expect([...(await packagesLoadedBy(join(ROOT, 'src/index.ts')))]).toEqual([]);
});

test("vitest's matchers load no more than it takes to draw what they say", async () => {
  const packages = await packagesLoadedBy(join(ROOT, 'src/vitest.ts'));
  expect([...packages].sort()).toEqual(['chalk', 'cli-table3', 'vitest']);
});

test('the library reads definitions, explains and lints them', async () => {
  const text = await readFile(join(ROOT, 'examples/definitions/rabbit.json'), 'utf8');
  const { topology } = readDefinitions(text, { virtualHost: 'shop' });
  expect(explain(topology, { exchange: 'orders', routingKey: 'order.eu.paid' }, 'shipping')).toMatchObject({
    queues: ['shipping', 'audit-log'],
    to: { verdict: 'reached' },
  });
  expect(lint(topology)).toBeInstanceOf(Array);
  expect(() => readDefinitions('nothing')).toThrow(LabError);
});

test('the library runs a scenario file, on the model or on a broker', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mq-lab-index-'));
  const path = join(folder, 'orders.lab.yaml');
  await writeFile(
    path,
    'queues: [{ name: q }]\nsteps: [{ publish: { routing_key: q } }]\nexpect: { messages: { m1: [q] } }\n',
  );
  try {
    expect(await runScenarioFile(path)).toMatchObject({ outcome: 'passed' });
    expect(await runScenarioFile(path, { broker: 'model' })).toMatchObject({ outcome: 'passed' });
    await expect(runScenarioFile(path, { broker: 'http://h' })).rejects.toThrow(/expected embedded, docker/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
