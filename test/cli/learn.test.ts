import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { topic } from '../../src/lessons/topic/lesson.ts';
import { topicBuild } from '../../src/lessons/topic-build/lesson.ts';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { booted } from '../../src/lib/cli/booted.ts';
import type { Io } from '../../src/lib/cli/io.ts';
import { replyOf } from '../../src/lib/cli/learn/plain-prompter.ts';
import { printTranscript } from '../../src/lib/cli/learn/print-transcript.ts';
import { ProgressFile } from '../../src/lib/cli/learn/progress-file.ts';
import type { Prompter } from '../../src/lib/cli/learn/prompter.ts';
import { Ticks } from '../../src/lib/cli/learn/ticks.ts';
import type { BootOptions } from '../../src/lib/lab/docker/until-ready.ts';
import { korean } from '../../src/lib/render/words/ko.ts';
import type { Entry } from '../../src/lib/walkthrough/progress/progress.ts';
import type { Prompt, Reply } from '../../src/lib/walkthrough/views/prompt.ts';
import { startProxy } from '../support/proxy.ts';
import { type CliOptions, cli, type Outcome } from './cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mq-lab-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const learn = (args: readonly string[], options: CliOptions = {}): Promise<Outcome> =>
  cli(args, {
    lessons: async () => [topic, topicBuild],
    ...options,
    env: { MQ_LAB_STATE_DIR: folder, ...options.env },
  });

const written = (...entries: readonly Entry[]): unknown => ProgressFile.open(folder).append(entries);

/** Replies in this order, and leaves after the last. */
function scripted(...replies: readonly Reply[]): { prompter: () => Promise<Prompter>; asked: Prompt[] } {
  const [rest, asked] = [[...replies], [] as Prompt[]];
  const ask: Prompter['ask'] = async (prompt) => {
    asked.push(prompt);
    return rest.shift() ?? { kind: 'gone' };
  };
  return { prompter: async () => ({ ask, close: () => {} }), asked };
}

describe('mq-lab learn', () => {
  test('is what opens at a terminal without arguments', async () => {
    const { prompter, asked } = scripted();
    const { stdout, exitCode } = await learn([], { prompter });
    expect(stdout).toContain('Topic: patterns of words');
    expect(asked).toMatchObject([{ kind: 'choose', options: [{ value: 'begin' }] }]);
    expect(exitCode).toBe(0);
  });

  test('ends with 130 where it is interrupted', async () => {
    const { prompter } = scripted({ kind: 'interrupted' });
    expect((await learn([], { prompter })).exitCode).toBe(130);
  });

  test('tells once that progress cannot be saved, and goes on', async () => {
    const { prompter } = scripted({ kind: 'value', value: 'begin' }, { kind: 'key', key: 'skip' });
    const { stdout, exitCode } = await learn([], { prompter, env: { MQ_LAB_STATE_DIR: '/dev/null/x' } });
    expect(stdout.match(/cannot be (read|saved)/g)).toHaveLength(1);
    expect(stdout).toContain('/dev/null/x/progress.jsonl cannot be read (ENOTDIR)');
    expect(stdout).not.toContain('Saved.');
    expect(stdout).toContain('Question 2 of 3');
    expect(exitCode).toBe(0);
  });

  test('says that a broker cannot be reached, and asks whether to try again', async () => {
    const { prompter, asked } = scripted(
      { kind: 'value', value: 'begin' },
      { kind: 'key', key: 'skip' },
      { kind: 'key', key: 'skip' },
      { kind: 'key', key: 'skip' },
    );
    const { stdout } = await learn(['learn', 'topic', '--broker', 'amqp://127.0.0.1:1'], { prompter });
    expect(stdout).toContain('That could not be played:');
    expect(asked.at(-1)).toMatchObject({
      kind: 'choose',
      options: [{ value: 'retry' }, { value: 'lessons' }],
    });
  });

  test('tells of each alarm on a broker of its own, and of what goes wrong there, in Korean', async () => {
    await using broker = await startBroker();
    const proxy = await startProxy(broker.url);
    const ease = broker.fail.memory();
    const { prompter } = scripted(
      { kind: 'value', value: 'begin' },
      ...(['skip', 'skip', 'skip'] as const).map((key): Reply => ({ kind: 'key', key })),
      { kind: 'value', value: 'retry' },
    );
    const alarm = '브로커가 지금은 메시지를 받지 않는다: low on memory';
    const alarms = (text: string): number => text.split(alarm).length - 1;
    let told = 0;
    const { stdout, stderr } = await learn(['learn', 'topic', '--lang', 'ko', '--broker', proxy.url], {
      prompter,
      onOutput: (printed) => {
        if (alarms(printed.stdout) === told) return;
        told++;
        if (told === 1) proxy.drop();
        else ease();
      },
    });
    await proxy.close();
    expect(told).toBe(2);
    const text = stdout.replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/선언하는 것: 익스체인지 1개, 큐 3개\. 이름은 mq-lab\.\w{5}\.\*, 끝나면 지운다/);
    expect(text).toContain('실행할 수 없었다: 브로커와의 연결이 끊겼다');
    expect(text).toContain('브로커가 다시 메시지를 받는다.');
    expect(text).toContain('3개 중 0개 맞음');
    expect(stderr).toBe('');
  });

  test('says in Korean where there is no broker, without a terminal too', async () => {
    const args = ['learn', 'topic', '--transcript', '--lang', 'ko', '--broker'];
    const { stderr, exitCode } = await learn([...args, 'amqp://127.0.0.1:1']);
    expect(stderr).toMatch(/^error: amqp:\S+: 연결을 받는 프로그램이 없다\n거기에 RabbitMQ를/);
    expect(exitCode).toBe(3);
    expect((await learn([...args, 'localhost:5672'])).stderr).toMatch(
      /^error: --broker: embedded, .*\n혹시 amqp:\/\/localhost:5672\?\n$/,
    );
  });

  test('says in Korean what it waits for where a broker has to be started', async () => {
    const written: string[] = [];
    const io = { stderr: { write: (text: string) => written.push(text) } } as unknown as Io;
    const boot = async ({ onProgress }: BootOptions): Promise<void> => {
      onProgress({ doing: 'pulling', what: 'rabbitmq:3' });
      onProgress({ doing: 'pulling', what: 'rabbitmq:3' }, '1/2');
      onProgress({ doing: 'starting', what: 'rabbitmq:3' });
    };
    await booted(io, new AbortController().signal, boot, korean);
    expect(written).toEqual(['내려받는 중: rabbitmq:3 …\n', '시작하는 중: rabbitmq:3 …\n']);
  });

  test.each([
    [['learn', 'topik'], /unknown lesson 'topik'\nDid you mean topic\?/],
    [['learn', 'topic', 'topic-build'], /expected one lesson to begin with/],
    [['learn', '--list', '--check'], /--list does not go with --check/],
    [['learn', '--yes'], /--yes goes with --reset/],
    [['learn', 'topik', '--lang', 'ko'], /'topik'라는 과정은 없다\n혹시 topic\?/],
    [['learn', '--reset', '--lang', 'ko'], /--reset: 질문할 터미널이 없으면 --yes가 필요하다/],
    [['learn', '--list', '--check', '--lang', 'ko'], /--list, --check: 함께 쓸 수 없다/],
    [['learn', '--lang', 'de'], /--lang: expected en or ko, got 'de'/],
  ])('refuses %j', async (args, wanted) => {
    const { stderr, exitCode } = await learn(args);
    expect(stderr).toMatch(wanted);
    expect(exitCode).toBe(2);
  });
});

describe('the sandbox', () => {
  const lines = (...typed: readonly string[]): Reply[] => typed.map((value) => ({ kind: 'value', value }));
  const SHOP = [
    'exchange shop topic',
    'queue q1 x-max-length=1',
    'bind shop -[a.#]-> q1',
    'publish shop a.b --times=2',
  ];

  test('is saved as a scenario file that passes, and never over another', async () => {
    const path = join(folder, 'my shop.lab.yaml');
    const { prompter } = scripted(
      ...lines(
        'save nothing',
        ...SHOP,
        'consume q1 --answer=hold',
        'wait 1h',
        'publish nope a',
        `save ${path}`,
        `save ${path}`,
      ),
    );
    const { stdout } = await learn(['learn', '--sandbox'], { prompter });
    expect(stdout).toContain('There is nothing to save yet.');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`Written to ${path}. Run it with mq-lab test '${path}'`);
    expect(stdout).toContain(`${path} is there already, and is left as it is.`);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain("producer: 404 NOT_FOUND - no exchange 'nope' in vhost '/'");
    expect(text).not.toMatch(/^ {2}(skipped|cancelled|gone):/m);
    expect(await cli(['test', path])).toMatchObject({ exitCode: 0 });
  });

  test('says why it cannot be saved where it cannot', async () => {
    const { prompter } = scripted(...lines(...SHOP, `save ${join(folder, 'no', 'folder')}`));
    expect((await learn(['learn', '--sandbox'], { prompter })).stdout).toMatch(
      /folder\.lab\.yaml cannot be written: ENOENT/,
    );
  });
});

describe('mq-lab learn --list', () => {
  const PROGRESS: readonly Entry[] = [
    { did: 'opened', lesson: 'topic' },
    { did: 'predicted', lesson: 'topic', right: 2, of: 3 },
  ];

  test('shows how far each lesson is, and where to go on', async () => {
    written(...PROGRESS);
    const { stdout } = await learn(['learn', '--list']);
    expect(stdout).toContain('[##########----------] 1/2');
    expect(stdout).toMatch(/✔ topic +Topic: patterns of words +done {2}2\/3/);
    expect(stdout).toMatch(/› topic-build/);
    expect(stdout).toContain('Next: mq-lab learn topic-build');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`Your progress is in ${join(folder, 'progress.jsonl')}`);
  });

  test('is in Korean where that is asked for', async () => {
    const { stdout } = await learn(['learn', '--list', '--lang', 'ko']);
    expect(stdout).toContain('라우팅(routing)');
  });

  test('prints one object for machines', async () => {
    written(...PROGRESS);
    const { stdout } = await learn(['learn', '--list', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      done: 1,
      of: 2,
      next: 'topic-build',
      file: join(folder, 'progress.jsonl'),
      lessons: [
        { name: 'topic', state: 'done', best: { right: 2, of: 3 } },
        { bindings: null, par: 3 },
      ],
    });
  });
});

describe('mq-lab learn --reset', () => {
  const SKIPPED: readonly Entry[] = ['topic', 'topic-build'].map((lesson) => ({ did: 'skipped', lesson }));
  const states = async (): Promise<unknown> => {
    const { stdout } = await learn(['learn', '--list', '--format', 'json']);
    return (JSON.parse(stdout) as { lessons: { state: string }[] }).lessons.map(({ state }) => state);
  };

  test('asks, and forgets what is named', async () => {
    written(...SKIPPED);
    const asked: string[] = [];
    const ask = async (question: string): Promise<string> => {
      asked.push(question);
      return 'y';
    };
    const { stdout } = await learn(['learn', '--reset', 'topic'], { ask });
    expect(asked).toEqual(['Forget the progress of topic? [y/N] ']);
    expect(stdout).toBe('Forgotten: topic.\n');
    expect(await states()).toEqual(['new', 'skipped']);
  });

  test('leaves all as it is where the answer is another', async () => {
    written(...SKIPPED);
    expect((await learn(['learn', '--reset'], { ask: async () => '' })).stdout).toBe('Left as it is.\n');
    expect(await states()).toEqual(['skipped', 'skipped']);
  });

  test('wants --yes where nobody can be asked', async () => {
    written(...SKIPPED);
    expect((await learn(['learn', '--reset'])).exitCode).toBe(2);
    expect((await learn(['learn', '--reset', '--yes'])).exitCode).toBe(0);
    expect(await states()).toEqual(['new', 'new']);
  });
});

test('mq-lab learn --reset says that nothing is forgotten where that cannot be written down', async () => {
  mkdirSync(join(folder, 'progress.jsonl'));
  const { stdout, stderr, exitCode } = await learn(['learn', '--reset', '--yes']);
  expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
    /^✗ Nothing is forgotten: .*progress\.jsonl cannot be changed \(EISDIR\)\. $/,
  );
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 });
  expect((await learn(['learn', '--reset', '--yes', '--plain'])).stderr).toMatch(/^Nothing is forgotten: /);
});

describe('mq-lab learn --transcript', () => {
  test('prints a lesson with its answers, the same each time, and needs no terminal', async () => {
    const [one, other] = [
      await learn(['learn', 'topic', '--transcript']),
      await learn(['learn', 'topic', '--transcript']),
    ];
    expect(one.stdout).toBe(other.stdout);
    for (const said of [/Question 1 of 3/, /Answer +q2/, /m3 +order/, /In production:/, /- none of them/])
      expect(one.stdout).toMatch(said);
  });

  test('plays no more lessons once nobody reads them', async () => {
    const written: string[] = [];
    const stdout = {
      write(text: string, done: (error: Error) => void) {
        written.push(text);
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    };
    const io = { env: {}, stdout, onEndRequest: () => () => {} } as unknown as Io;
    const flags = { language: 'en', plain: false, source: { kind: 'embedded' }, timeoutMs: 10_000 } as const;
    expect(await printTranscript([topic, topicBuild], flags, io)).toBe(0);
    expect(written).toHaveLength(1);
  });

  test('prints a solution of what is to be built', async () => {
    const { stdout } = await learn(['learn', 'topic-build', '--transcript', '--lang', 'ko']);
    expect(stdout).toContain('bind shop -[*.eu.*]-> europe');
    expect(stdout).toContain('모든 메시지가 있어야 할 곳에 있다.');
  });
});

describe('mq-lab learn --check', () => {
  const broken = {
    ...topic,
    questions: topic.questions.map((question) => ({ ...question, answer: ['q1'] })),
  };

  test('exits with 1 where a lesson says what the broker does not do', async () => {
    const { stdout, exitCode } = await learn(['learn', '--check'], { lessons: async () => [broken] });
    expect(stdout).toMatch(
      /✗ topic\n(.*\n)*? +question m3: the answer is \["q1"\], and the broker did \["q2"\]/,
    );
    expect(exitCode).toBe(1);
  });

  test('says it without signs to a screen reader', async () => {
    const { stdout } = await learn(['learn', '--check', '--plain'], {
      lessons: async () => [broken, topicBuild],
    });
    expect(stdout).toMatch(/^ +Wrong: topic\n/);
    expect(stdout).toMatch(/\n +Right: topic-build +solved with 3 commands\n/);
    expect(stdout).not.toMatch(/[✔✗○]/);
  });
});

describe('a plain prompt', () => {
  const keys = [{ letter: 'q', key: 'quit', label: 'quit' }] as const;
  const options = ['q1', 'q2', 'none'].map((value) => ({ value, label: value }));
  const tick: Prompt = { kind: 'tick', options, ticked: [], none: 'none', keys };

  test.each([
    ['1', ['q1']],
    ['2, 1', ['q2', 'q1']],
    ['1 1', ['q1']],
    ['3', ['none']],
  ])('takes %j for an answer', (line, values) => {
    expect(replyOf(tick, line)).toEqual({ kind: 'ticked', values });
  });

  test.each(['', '4', '0', '1,3', 'x', '1;2'])('takes %j for none', (line) => {
    expect(replyOf(tick, line)).toBeUndefined();
  });

  test('takes a letter, and the word, for the key', () => {
    expect(replyOf(tick, 'Q')).toEqual({ kind: 'key', key: 'quit' });
    expect(replyOf(tick, 'ㅂ')).toEqual({ kind: 'key', key: 'quit' });
    expect(replyOf(tick, 'quit')).toEqual({ kind: 'key', key: 'quit' });
  });

  test('goes on at an empty line only where there is one way', () => {
    const choose: Prompt = { kind: 'choose', options: options.slice(0, 1), initial: null, keys };
    expect(replyOf(choose, '')).toEqual({ kind: 'value', value: 'q1' });
    expect(replyOf({ ...choose, options }, '')).toBeUndefined();
  });
});

test('what is ticked is followed as inquirer does it', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ value, label: value }));
  const ticks = new Ticks({ kind: 'tick', options, ticked: ['c'], none: 'c', keys: [] }, ['a', 'gone']);
  for (const name of ['up', 'space', 'down', 'space', '3', '9', 'down', 'down', 'space', 'x'])
    ticks.press({ name });
  expect(ticks.values).toEqual(['b', 'c']);
});
