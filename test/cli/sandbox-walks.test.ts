import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveSandbox } from '../../src/lib/cli/learn/save-sandbox.ts';
import { Random } from '../fuzz/random.ts';
import { canvas, Walk } from '../walkthrough/build.ts';
import { cli } from './cli.ts';

const WALKS = 6;
const COMMANDS = 25;

/** What may stand where a line has a word in capitals. */
const NAMES = {
  QUEUE: ['q1', 'q2', 'dead'],
  EXCHANGE: ['x1', 'dlx', '(default)'],
  KEY: ['a', 'a.b', '#', 'q1', ''],
  WHO: ['c1', 'c2', 'c3', 'app', 'ann', 'producer'],
  MESSAGE: ['m1', 'm2', 'm3', 'hello'],
  ARGUMENT: [
    'x-max-length=1',
    'x-message-ttl=100',
    'x-dead-letter-exchange=dlx',
    'x-queue-type=stream',
    'x-queue-type=quorum',
    'x-expires=500',
    'x-single-active-consumer=true',
    'x-max-length=-1',
    '--exclusive',
    '--auto-delete',
    '--transient',
    '',
  ],
  TYPE: ['topic', 'fanout', 'direct', 'headers', 'direct --internal', 'topic alternate-exchange=dlx'],
  HOW: ['--answer=hold', '--answer=reject', '--prefetch=1', '--takes=100ms', '--no-ack', '--batch=2', ''],
  WITH: [
    '--times=3',
    '--id=hello',
    '--expires=50ms',
    '--expiration=abc',
    '--persistent',
    '--not-mandatory',
    'k=1',
    '',
  ],
} as const;
const LINES = [
  'queue QUEUE ARGUMENT',
  'exchange EXCHANGE TYPE',
  'bind EXCHANGE -[KEY]-> QUEUE',
  'bind EXCHANGE =[KEY]=> EXCHANGE',
  'publish EXCHANGE KEY WITH',
  'publish (default) QUEUE WITH',
  'publish (default) QUEUE WITH',
  'consume QUEUE HOW',
  'consume QUEUE HOW',
  'consume QUEUE --by=WHO HOW',
  'get QUEUE',
  'get QUEUE --as=WHO --answer=hold',
  'ack WHO MESSAGE --multiple',
  'reject WHO MESSAGE',
  'requeue WHO MESSAGE',
  'cancel WHO',
  'crash WHO --recovers',
  'crash WHO',
  'purge QUEUE',
  'delete QUEUE',
  'unbind 1',
  'wait 1s',
  'drain',
  'restart',
  'undo',
  'watch',
  'show',
] as const;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mq-lab-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const lineOf = (random: Random): string =>
  random
    .pick(LINES)
    .replace(/[A-Z]{2,}/g, (kind) => random.pick<string>(NAMES[kind as keyof typeof NAMES]))
    .trim();

test.each(Array.from({ length: WALKS }, (_, at) => at))(
  'whatever is typed in the sandbox is shown, and what is saved of it passes as a test: walk %i',
  async (seed) => {
    const random = new Random(seed);
    const walk = new Walk(undefined, { lesson: null, sandbox: true });
    for (let at = 0; at < COMMANDS; at++) {
      const line = lineOf(random);
      await walk.types(line);
      for (const plain of [true, false])
        expect(walk.text(canvas(random.pick(['en', 'ko']), { plain })), line).not.toMatch(
          /undefined|NaN|\[object/,
        );
    }
    const { scene } = walk;
    if (scene.at !== 'sandbox') throw new Error(`left for ${scene.at}`);
    const path = join(folder, `${seed}.lab.yaml`);
    expect(await saveSandbox(path, scene.sandbox, scene.run)).toBeNull();
    const { exitCode, stdout } = await cli(['test', path]);
    expect({ exitCode, stdout, file: readFileSync(path, 'utf8') }).toMatchObject({ exitCode: 0 });
  },
);
