import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GROUPS } from '../src/lib/lab/scenario.ts';
import { scenarios } from '../src/scenarios/index.ts';
import { DIFFERENCES, differenceText } from './contract/differences.ts';
import { run } from './support/binary.ts';

const pathOf = (path: string): string => join(import.meta.dirname, '..', path);
const file = (path: string): string => readFileSync(pathOf(path), 'utf8');
const README = file('README.md');

test('the README shows what its run command prints', async () => {
  const { stdout } = await run(['fanout', '--consumers', '3'], { COLUMNS: '80', NO_COLOR: '1' });
  expect(README).toContain(`\`\`\`\n${stdout.replace(/^\n+|\n+$/g, '')}\n\`\`\``);
});

test.each([
  ['ts', 'examples/vitest/orders.test.ts'],
  ['yaml', 'examples/orders/orders.lab.yaml'],
  ['ts', 'examples/orders/orders.test.ts'],
])('the README shows, in %s, what runs in the tests as %s', (language, path) => {
  expect(README).toContain(`\`\`\`${language}\n${file(path)}\`\`\``);
});

test('CI runs the commands of the README', () => {
  const ci = file('.ci/run').split('\n');
  for (const command of ['npm ci && npx mq-lab fanout --consumers 3', 'npm test']) {
    expect(README).toContain(`\`\`\`sh\n${command}\n\`\`\``);
    expect(ci).toContain(command);
  }
});

test('the README lists where the embedded broker differs, as the contract suite does', () => {
  const list = /### Where it differs\n\n((?:- .*\n)+)/.exec(README)?.[1];
  expect(list).toBe(DIFFERENCES.map((difference) => `${differenceText(difference)}\n`).join(''));
});

test('the README lists the scenarios by group; `npm run readme` writes the list', () => {
  const rows = GROUPS.map((group) => {
    const names = scenarios.filter((scenario) => scenario.group === group).map(({ name }) => `\`${name}\``);
    return `| ${group} | ${names.join(' · ')} |\n`;
  });
  const table = /(?<=\| group \| scenarios \|\n\| --- \| --- \|\n)(\|.*\n)*/;
  const written = README.replace(table, rows.join(''));
  if (process.env.npm_lifecycle_event === 'readme') writeFileSync(pathOf('README.md'), written);
  expect(file('README.md')).toBe(written);
});

test('the README is short enough to be read', () => {
  expect(README.trimEnd().split('\n').length).toBeLessThan(280);
});
