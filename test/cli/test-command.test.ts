import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { cli } from './cli.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mq-lab-'));
  await writeFile(at('good.lab.yaml'), GOOD);
  await writeFile(at('bad.lab.yaml'), GOOD.replace('[q]', '[]'));
  await writeFile(at('invalid.lab.yaml'), 'expect: 3');
});
afterAll(() => rm(folder, { recursive: true }));

const GOOD =
  'queues: [{ name: q }]\nsteps: [{ publish: { routing_key: q } }]\nexpect: { messages: { m1: [q] } }\n';

const mqLab = (...argv: string[]) => cli(['test', ...argv]);

describe('mq-lab test', () => {
  test('passes where all is as expected', async () => {
    const { exitCode, stdout, stderr } = await mqLab(at('good.lab.yaml'));
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.replace(/\d+ ms/, '1 ms').replace(/\d\.\d\d s/, '1.00 s')).toBe(
      '  ✔ good  1 ms\n\n  ✔ 1 file: 1 passed, in 1.00 s\n\n',
    );
  });

  test.each([
    [1, ['bad.lab.yaml'], /✗ 1 file: 0 passed, 1 failed/],
    [2, ['invalid.lab.yaml'], /✗ 1 file: 0 passed, 1 invalid/],
    [0, ['good.lab.yaml', '--broker', 'model'], /✔ 1 file: 1 passed/],
    [2, ['', '--filter', 'nothing'], /0 files/],
  ])('ends with %i for %j', async (code, [path = '', ...options], text) => {
    const { exitCode, stdout } = await mqLab(at(path), ...options);
    expect(exitCode).toBe(code);
    expect(stdout).toMatch(text);
  });

  test.each([
    [['missing.lab.yaml'], /error: missing\.lab\.yaml: there is no such file or folder/],
    [['--reporter', 'tap'], /error: --reporter: expected one of spec, junit, github, json, got 'tap'/],
    [['--broker', 'amqp://u:secret@'], /error: --broker: expected/],
  ])('refuses %j', async (argv, text) => {
    const { exitCode, stderr } = await mqLab(...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(text);
    expect(stderr).not.toContain('secret');
  });

  test('ends with 3 where there is no broker', async () => {
    const broker = await startBroker();
    await broker.close();
    const { exitCode, stderr } = await mqLab(at('good.lab.yaml'), '--broker', broker.url);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/nothing listens at amqp/);
  });

  test('writes a report for machines to a file, and the spec to the terminal', async () => {
    const { exitCode, stdout } = await mqLab(
      at('good.lab.yaml'),
      '--reporter',
      'junit',
      '--output',
      at('results.xml'),
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('✔ good');
    expect(await readFile(at('results.xml'), 'utf8')).toMatch(/^<\?xml .*\n<testsuites tests="1"/);
  });

  test('prints nothing else where a report for machines is asked for', async () => {
    const { stdout } = await mqLab(at('good.lab.yaml'), '--reporter', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ passed: true, files: [{ outcome: 'passed' }] });
  });

  test.each([
    ['', '--output: expected a file, got ""'],
    ['good.lab.yaml', 'is what is read, and would be lost'],
    ['none/results.xml', '--output: there is no folder '],
    ['.', ' is a folder'],
  ])('refuses to write a report to %j, before anything is run', async (output, says) => {
    const path = output === '' ? '' : at(output);
    const { exitCode, stdout, stderr } = await mqLab(at('good.lab.yaml'), '--output', path);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(says);
    expect(await readFile(at('good.lab.yaml'), 'utf8')).toBe(GOOD);
  });

  test('under --watch runs again when a file is saved, until it is ended', async () => {
    const path = at('watched.lab.yaml');
    await writeFile(path, GOOD.replace('[q]', '[]'));
    const { exitCode, stdout } = await watching(path, () => writeFile(path, GOOD));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/0 passed, 1 failed.*1 passed/s);
  });

  test('under --watch runs again when definitions outside of the folder are saved', async () => {
    await mkdir(at('inside'));
    const path = at('inside/watched.lab.yaml');
    const save = (name: string) => {
      const queue = { name, vhost: '/', durable: true, auto_delete: false, arguments: {} };
      return writeFile(at('named.json'), JSON.stringify({ queues: [queue] }));
    };
    await save('p');
    await writeFile(path, GOOD.replace(/^queues:.*\n/m, 'definitions: ../named.json\n'));
    const { stdout } = await watching(path, () => save('q'));
    expect(stdout).toMatch(/0 passed, 1 invalid.*1 passed/s);
  });
});

/** Watches a file, changes something after the first round, and ends after the second. */
function watching(path: string, change: () => Promise<void>) {
  let end = (): void => {};
  let rounds = 0;
  return cli(['test', path, '--watch'], {
    onListening: (listener) => {
      end = listener;
    },
    onOutput: ({ stderr }) => {
      const waiting = stderr.split('Waiting for').length - 1;
      if (waiting === rounds) return;
      rounds = waiting;
      // The watching begins a moment after it is told.
      if (rounds === 1) setImmediate(() => void change());
      else end();
    },
  });
}

describe('mq-lab test --update', () => {
  const FAILING = `# billing
queues: [{ name: q }, { name: p }]
steps:
  - publish: { routing_key: q } # the order
  - publish: { routing_key: nobody }
expect:
  messages:
    m1: [p] # not yet
    m2: { queues: [p], dropped: true }
  queues: { q: 4, p: [m1] }
`;

  test('shows what was observed, asks, and writes it with all else as it was', async () => {
    const path = at('update.lab.yaml');
    await writeFile(path, FAILING);
    const asked: string[] = [];
    const { exitCode, stdout } = await cli(['test', path, '--update'], {
      ask: async (question) => {
        asked.push(question);
        return 'y';
      },
    });
    expect(exitCode).toBe(1);
    expect(asked).toEqual([`Write this to ${path}? [y/N] `]);
    expect(stdout).toContain('-    m1: [p] # not yet\n');
    expect(await readFile(path, 'utf8')).toBe(
      FAILING.replace('m1: [p]', 'm1: [q]')
        .replace('queues: [p], dropped: true', 'queues: [], dropped: false')
        .replace('{ q: 4, p: [m1] }', '{ q: 1, p: [] }'),
    );
    expect((await cli(['test', path])).exitCode).toBe(0);
  });

  const MORE = `  messages:
    m1: {queues: [ q ]}   # to nowhere
  queues:
    q: 0 # nothing

# That is all.
`;
  test.each([
    [
      'in block style, below what is there',
      MORE,
      MORE.replace('nothing\n', 'nothing\n  errors: { producer: [404 NOT_FOUND] }\n'),
    ],
    [
      'that has no end of line',
      MORE.split('\n\n')[0] ?? '',
      `${MORE.split('\n\n')[0]}\n  errors: { producer: [404 NOT_FOUND] }\n`,
    ],
  ])('adds to a file %s', async (_, expected, proposed) => {
    const path = at('added.lab.yaml');
    const text = `queues: [ { name: q } ] # one\nsteps: [ { publish: { exchange: nowhere } } ]\nexpect:\n`;
    await writeFile(path, text + expected);
    await cli(['test', path, '--update'], { ask: async () => 'y' });
    const unconfirmed = proposed.replace('{queues: [ q ]}', '{queues: [], unconfirmed: true}');
    expect(await readFile(path, 'utf8')).toBe(text + unconfirmed);
    expect((await cli(['test', path])).exitCode).toBe(0);
  });

  test('says who asked which queues in vain', async () => {
    const path = at('empty.lab.yaml');
    const text =
      'queues: [{ name: q }]\nsteps: [{ get: q }, { get: q }]\nexpect: { empty: { operator: [q] } }\n';
    await writeFile(path, text);
    await cli(['test', path, '--update'], { ask: async () => 'y' });
    expect(await readFile(path, 'utf8')).toBe(text.replace('operator: [q]', 'operator: [q, q]'));
    expect((await cli(['test', path])).exitCode).toBe(0);
  });

  test('says what became of a message that its publisher never got a confirm for', async () => {
    const path = at('refused.lab.yaml');
    const text = `exchanges: [{ name: inside, type: fanout, internal: true }]
queues: [{ name: q }]
bindings: ['inside -> q']
steps:
  - publish: { exchange: inside }
expect:
  messages: { m1: [q] }
`;
    await writeFile(path, text);
    const { stdout } = await cli(['test', path, '--update'], { ask: async () => 'y' });
    expect(stdout).toContain('· inside is internal: who publishes to it is refused (403)');
    expect((await cli(['test', path])).exitCode).toBe(0);
  });

  test('says what it has no proposal for', async () => {
    const path = at('error.lab.yaml');
    await writeFile(
      path,
      `queues: [{ name: q }]
steps:
  - publish: { exchange: nowhere }
  - publish: { exchange: nowhere, by: other }
expect:
  messages:
    m2: []
    m1: { error: 403 }
`,
    );
    const { stdout } = await cli(['test', path, '--update'], { ask: async () => 'y' });
    expect(stdout).toMatch(/errors of producer: expected 403; observed 404 .* {2}line 8\n/s);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /Not in it, and yours to write: errors of producer: expected 403; observed 404 NOT_FOUND/,
    );
    const again = await cli(['test', path, '--update'], { ask: async () => 'y' });
    expect(again.stdout).toContain(`There is no proposal for ${path}: what differs is yours to write.`);
  });

  test.each([
    ['m1: [q]', 'm1: { queues: [], unconfirmed: true }'],
    ['m1: { error: 403 ACCESS_REFUSED }', 'm1: { error: 404 NOT_FOUND }'],
    ['m1: { queues: [q] }', 'm1: { queues: [], unconfirmed: true }'],
  ])('proposes what passes for a message that was refused: %s', async (expected, proposed) => {
    const path = at('refused.lab.yaml');
    const text = `queues: [{ name: q }]
steps:
  - publish: { exchange: nowhere }
expect:
  messages:
    ${expected}
`;
    await writeFile(path, text);
    await cli(['test', path, '--update'], { ask: async () => 'y' });
    expect(await readFile(path, 'utf8')).toContain(proposed);
    expect((await cli(['test', path])).exitCode).toBe(0);
  });

  test('writes JSON into a JSON file', async () => {
    const path = at('update.lab.json');
    const file = { queues: [{ name: 'q' }], steps: [{ publish: { exchange: 'nowhere' } }] };
    const expected = {
      messages: { m1: { queues: [], unconfirmed: true } },
      errors: { producer: ['404 NOT_FOUND'] },
    };
    for (const indent of [0, 2]) {
      await writeFile(path, JSON.stringify({ ...file, expect: { messages: { m1: ['q'] } } }, null, indent));
      await cli(['test', path, '--update'], { ask: async () => 'y' });
      const text = await readFile(path, 'utf8');
      expect(JSON.parse(text)).toEqual({ ...file, expect: expected });
      if (indent === 0) expect(text).toBe(JSON.stringify({ ...file, expect: expected }));
      else expect(text).toContain('\n    },\n    "errors": {"producer":["404 NOT_FOUND"]}\n  }\n}');
    }
  });

  test('leaves the file where the person says no, or nobody is there', async () => {
    const path = at('left.lab.yaml');
    await writeFile(path, FAILING);
    await cli(['test', path, '--update'], { ask: async () => '' });
    const { stderr } = await cli(['test', path, '--update']);
    expect(stderr).toContain('is left as it is: there is no terminal to ask at');
    expect(await readFile(path, 'utf8')).toBe(FAILING);
  });
});
