import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../src/lib/make-folder.ts';

const temporary = mkdtempSync(join(tmpdir(), 'mq-lab-test-'));

test('a folder is made with those above it, once', () => {
  const folder = join(temporary, 'a/b/c');
  makeFolder(folder);
  makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test('a file is no folder, and has none below it', () => {
  const file = join(temporary, 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(file)).toThrow('EEXIST');
  expect(() => makeFolder(join(file, 'a/b'))).toThrow('ENOTDIR');
});

// Node's own mkdir never ends there.
test.runIf(process.platform === 'linux')('where nothing can be made, it is said', () => {
  expect(() => makeFolder('/proc/mq-lab/a')).toThrow(
    "ENOENT: no such file or directory, mkdir '/proc/mq-lab'",
  );
});
