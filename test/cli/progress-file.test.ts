import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProgressFile } from '../../src/lib/cli/learn/progress-file.ts';
import { stateFolder } from '../../src/lib/cli/learn/state-folder.ts';
import { progressOf } from '../../src/lib/walkthrough/progress/progress.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'mq-lab-')), 'state');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const path = (): string => join(folder, 'progress.jsonl');
const stateOf = (lesson: string): string => progressOf(ProgressFile.open(folder).progress, lesson).state;
const skipped = (lesson: string) => [{ did: 'skipped', lesson } as const];

describe('the file of the progress', () => {
  test('is made with the first entry, and its folder too', () => {
    const file = ProgressFile.open(folder);
    expect(file.trouble).toBeNull();
    expect(file.append(skipped('topic'))).toBeNull();
    expect(stateOf('topic')).toBe('skipped');
  });

  test('is written by two courses at once, and loses the entries of neither', () => {
    const [one, other] = [ProgressFile.open(folder), ProgressFile.open(folder)];
    one.append(skipped('topic'));
    other.append(skipped('fanout'));
    one.append(skipped('direct'));
    expect(['topic', 'fanout', 'direct'].map(stateOf)).toEqual(['skipped', 'skipped', 'skipped']);
    expect(ProgressFile.open(folder).trouble).toBeNull();
  });

  test('that is damaged is kept aside as a whole, and what can be read goes on', () => {
    ProgressFile.open(folder).append([...skipped('topic'), ...skipped('fanout')]);
    const damaged = readFileSync(path(), 'utf8').replace('"did":"skipped","lesson":"fanout"', '"did":');
    for (const number of [1, 2]) {
      writeFileSync(path(), damaged);
      const file = ProgressFile.open(folder);
      const kept = join(folder, `progress.damaged-${number}.jsonl`);
      expect(file.trouble).toEqual({ kind: 'damaged', kept });
      expect(readFileSync(kept, 'utf8')).toBe(damaged);
    }
    expect(stateOf('topic')).toBe('skipped');
    expect(ProgressFile.open(folder).trouble).toBeNull();
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('that was cut in the middle of a line takes entries again', () => {
    ProgressFile.open(folder).append([...skipped('topic'), ...skipped('fanout')]);
    writeFileSync(path(), readFileSync(path(), 'utf8').slice(0, -5));
    const file = ProgressFile.open(folder);
    expect(file.trouble).toMatchObject({ kind: 'damaged' });
    file.append(skipped('direct'));
    expect(['topic', 'fanout', 'direct'].map(stateOf)).toEqual(['skipped', 'new', 'skipped']);
  });

  test('of a later version is left as it is', () => {
    mkdirSync(folder);
    writeFileSync(path(), '{"mq-lab progress":2}\n');
    const file = ProgressFile.open(folder);
    expect(file.trouble).toEqual({ kind: 'later', path: path() });
    expect(file.append(skipped('topic'))).toBeNull();
    expect(readFileSync(path(), 'utf8')).toBe('{"mq-lab progress":2}\n');
  });

  test('that cannot be written is told once, and the course goes on', () => {
    mkdirSync(join(folder, '..'), { recursive: true });
    const file = ProgressFile.open(folder);
    writeFileSync(folder, 'a file where the folder should be');
    expect(file.append(skipped('topic'))).toMatchObject({ kind: 'unwritable', path: path() });
    expect(file.append(skipped('fanout'))).toBeNull();
  });

  test.runIf(process.platform === 'linux')('that lies where no folder can be made is told', () => {
    const file = ProgressFile.open('/proc/mq-lab/state');
    expect(file.append(skipped('topic'))).toMatchObject({ kind: 'unwritable', reason: 'ENOENT' });
  });

  test('goes on elsewhere where it is copied to, behind what is there', () => {
    const elsewhere = join(folder, 'elsewhere');
    ProgressFile.open(folder).append(skipped('topic'));
    ProgressFile.open(elsewhere).append(skipped('fanout'));
    appendFileSync(path(), readFileSync(join(elsewhere, 'progress.jsonl')));
    expect(['topic', 'fanout'].map(stateOf)).toEqual(['skipped', 'skipped']);
    expect(ProgressFile.open(folder).trouble).toBeNull();
  });

  test('that cannot be read is told, and nothing is written there', () => {
    mkdirSync(path(), { recursive: true });
    const file = ProgressFile.open(folder);
    expect(file.trouble).toEqual({ kind: 'unreadable', path: path(), reason: 'EISDIR' });
    expect(file.append(skipped('topic'))).toBeNull();
  });
});

test.each([
  ['linux', {}, '/home/u/.local/state/mq-lab'],
  ['linux', { XDG_STATE_HOME: '/var/state' }, '/var/state/mq-lab'],
  ['linux', { XDG_STATE_HOME: 'relative' }, '/home/u/.local/state/mq-lab'],
  ['darwin', { XDG_STATE_HOME: '/var/state' }, '/home/u/Library/Application Support/mq-lab'],
  ['win32', { LOCALAPPDATA: 'C:\\Users\\u\\AppData\\Local' }, 'C:\\Users\\u\\AppData\\Local\\mq-lab'],
  ['win32', {}, '\\home\\u\\AppData\\Local\\mq-lab'],
  ['linux', { MQ_LAB_STATE_DIR: '/tmp/here', XDG_STATE_HOME: '/var/state' }, '/tmp/here'],
] as const)('the state folder on %s with %j is %s', (platform, env, wanted) => {
  expect(stateFolder(env, platform, '/home/u')).toBe(wanted);
});
