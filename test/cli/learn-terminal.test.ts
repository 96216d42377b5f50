import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textWidth } from '../../src/lib/render/table.ts';
import { run } from '../support/binary.ts';
import { KEYS, Terminal, type TerminalOptions } from '../support/terminal.ts';

const ON_WINDOWS = process.platform === 'win32';
if (ON_WINDOWS) process.stderr.write('left out on Windows, which has no sh: the course in a terminal\n');

let folder: string;
const open: Terminal[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mq-lab-'));
});
afterEach(async () => {
  for (const terminal of open.splice(0)) {
    terminal.kill('SIGKILL');
    await terminal.ended;
  }
  rmSync(folder, { recursive: true });
});

function start(args: readonly string[], options: TerminalOptions = {}): Terminal {
  const terminal = new Terminal(args, { ...options, env: { MQ_LAB_STATE_DIR: folder, ...options.env } });
  open.push(terminal);
  return terminal;
}

/** Waits for the keys below a prompt, and types. */
async function types(terminal: Terminal, keys: string, after = /q quit/): Promise<void> {
  await terminal.says(after);
  terminal.type(keys);
}

const { enter, space, up, down, ctrlC, ctrlD, ctrlZ } = KEYS;

describe.skipIf(ON_WINDOWS)('the course in a terminal', () => {
  test('asks, runs, shows what was missed, and what is right the second time', async () => {
    const terminal = start([]);
    await terminal.says(/mq-lab learn/);
    await types(terminal, 'l');
    await terminal.says(/Lessons/);
    await types(terminal, 'b');
    await types(terminal, 'q');
    expect(await terminal.ended).toBe(0);

    const topic = start(['learn', 'topic']);
    await types(topic, enter);
    await topic.says(/Question 1 of 3/);
    await types(topic, enter);
    await topic.says(/Tick what gets it/);
    await types(topic, `${space}${enter}`);
    await topic.says(/Your answer: q1\n/);
    for (const question of [2, 3]) {
      await topic.says(new RegExp(`Question ${question} of 3`));
      await types(topic, 's');
    }
    expect(await topic.says(/0 of 3 right/)).toContain("# is content with no word: order.# takes 'order'.");
    await types(topic, enter);
    await topic.says(/In production:/);
    await types(topic, `${down}${enter}`);
    await types(topic, enter);
    for (const [question, keys] of [
      [1, `${down}${space}${enter}`],
      [2, `${down}${down}${down}${space}${enter}`],
      [3, `3${enter}`],
    ] as const) {
      await topic.says(new RegExp(`Question ${question} of 3`));
      await types(topic, keys);
    }
    await topic.says(/3 of 3 right/);
    await types(topic, 'q');
    expect(await topic.ended).toBe(0);
    const { stdout } = await run(['learn', '--list', '--format', 'json'], { MQ_LAB_STATE_DIR: folder });
    const { lessons } = JSON.parse(stdout) as { lessons: { name: string }[] };
    expect(lessons.find(({ name }) => name === 'topic')).toMatchObject({
      state: 'done',
      rounds: 2,
      best: { right: 3, of: 3 },
    });
  });

  test('keeps what is ticked when a hint is asked for', async () => {
    const terminal = start(['learn', 'topic']);
    await types(terminal, enter);
    await types(terminal, `${down}${space}h`);
    await terminal.says(/A nudge/);
    expect(await terminal.says(/q quit/)).toContain('[x] q2');
  });

  test('takes the first key of what is pasted', async () => {
    const terminal = start(['learn', 'topic']);
    await types(terminal, enter);
    await types(terminal, 'hs');
    await terminal.says(/A nudge/);
    expect(await terminal.says(/q quit/)).not.toContain('Question 2');
  });

  test('goes on where it was after kill -9', async () => {
    const killed = start(['learn', 'topic']);
    await types(killed, enter);
    await types(killed, `${down}${space}${enter}`);
    await killed.says(/Question 2 of 3/);
    await killed.says(/q quit/);
    killed.kill('SIGKILL');
    await killed.ended;
    const resumed = start([]);
    await resumed.says(/Welcome back/);
    await resumed.says(/Question 2 of 3/);
  });

  test('leaves the terminal as it was after Ctrl-C, and the exit code is 130', async () => {
    // What is printed shortly before the end may not be read any more: the shell waits for a line.
    const shell = '"$@"; echo "exit=$?"; stty -a; read -r line';
    const terminal = start(['learn', 'topic'], { shell });
    await types(terminal, enter);
    await types(terminal, ctrlC);
    await terminal.says(/exit=130/);
    await terminal.says(/ icanon .* echo /s);
    terminal.type(enter);
    await terminal.ended;
    // The cursor that was hidden while there was a list is back.
    expect(terminal.raw.lastIndexOf('\u001b[?25h')).toBeGreaterThan(terminal.raw.lastIndexOf('\u001b[?25l'));
  });

  test('goes on after Ctrl-Z and fg, with what was ticked, at a list and at a line', async () => {
    const shell = 'set -m; "$@"; echo "exit=$?"; fg; echo "exit=$?"';
    const list = start(['learn', 'topic'], { shell });
    await types(list, enter);
    await types(list, `${down}${space}${ctrlZ}`);
    await list.says(/exit=1\d\d/);
    expect(await list.says(/q quit/)).toContain('[x] q2');
    await types(list, enter, /^/);
    await list.says(/Your answer: q2\n/);
    await types(list, 'q');
    await list.says(/exit=0/);
    await list.ended;

    const line = start(['learn', 'topic-build'], { shell });
    await types(line, `bind shop -[#]-> ${ctrlZ}`, /topic-build> /);
    await line.says(/exit=1\d\d/);
    await types(line, `audit${enter}`, /topic-build> bind shop/);
    await line.says(/1 of at most 4 bindings/);
    await types(line, `quit${enter}`, /topic-build> /);
    await line.says(/exit=0/);
    await line.ended;
  });

  test('ends with SIGTERM and with Ctrl-D, too, and the progress is there', async () => {
    const ended = start(['learn', 'topic']);
    await types(ended, enter);
    await types(ended, 's');
    await ended.says(/Question 2 of 3/);
    await ended.says(/q quit/);
    ended.kill('SIGTERM');
    expect(await ended.ended).toBe(130);
    expect(readFileSync(join(folder, 'progress.jsonl'), 'utf8')).toContain('"question":"m3","answer":null');

    const closed = start(['learn']);
    await types(closed, ctrlD);
    expect(await closed.ended).toBe(0);
  });

  test('asks before it forgets anything, and neither Ctrl-C nor Ctrl-D is a yes', async () => {
    for (const [key, exitCode, told] of [
      [ctrlC, 130, /error: interrupted; nothing was left behind/],
      [ctrlD, 0, /Left as it is\./],
      ['ㅛ\r', 0, /Forgotten: topic\./],
    ] as const) {
      const terminal = start(['learn', '--reset', 'topic']);
      await types(terminal, key, /\[y\/N\] /);
      await terminal.says(told);
      expect(await terminal.ended).toBe(exitCode);
    }
  });

  test('draws what follows for the width that the terminal has then', async () => {
    const terminal = start(['learn', 'topic'], { columns: 120 });
    await types(terminal, enter);
    await terminal.says(/q quit/);
    terminal.resize(50);
    // What is read in one turn of the program's loop comes before the signals of that turn: the first two keys may both
    // come before the new size, the third does not.
    terminal.type('h');
    await terminal.says(/A nudge:/);
    await types(terminal, down);
    await terminal.says(/> \[ \] q2/);
    await types(terminal, 'h');
    const text = await terminal.says(/The rule:[\s\S]*q quit/);
    expect(text).toContain('? The rule: * stands for exactly one word, # for\n');
    expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(50);
  });

  test('shows all of a choice whose options are long, and says how much where there is no room', async () => {
    const wide = start(['learn', 'redeclare'], { columns: 50, rows: 24 });
    await types(wide, enter);
    expect(await wide.says(/Question 1 of 3[\s\S]*q quit/)).toContain(
      '\n  An error. The limit stays 100, and worker\n    loses its channel, so that m1 goes back.\n',
    );
    const low = start(['learn', 'get-past'], { columns: 50, rows: 12 });
    await types(low, enter);
    expect(await low.says(/Question 1 of 2[\s\S]*q quit/)).toContain('move, 5 of 6 lines are shown');
  });

  test('builds by commands, with a history, and takes what is pasted line by line', async () => {
    const terminal = start(['learn', 'topic-build']);
    await terminal.says(/topic-build> /);
    terminal.type('bind shop -[order.#]-> billing\rbind shop -[*.eu.*]-> europe\rbind shop -[x]-> audit\r');
    await terminal.says(/3 of at most 4 bindings/);
    terminal.type('undo\r');
    await terminal.says(/2 of at most 4 bindings/);
    terminal.type(`${up}\r`);
    await terminal.says(/1 of at most 4 bindings/);
    terminal.type('bind shop -[*.eu.*]-> europe\rbind shop -[#]-> audit\rtry\r');
    await terminal.says(/3 bindings: par\./);
    await types(terminal, ctrlC);
    expect(await terminal.ended).toBe(130);
  });

  test('is in Korean where the locale is, and its columns stand under each other', async () => {
    const terminal = start(['learn', 'topic'], { env: { LC_ALL: 'ko_KR.UTF-8' } });
    const quit = /q 끝내기/;
    await types(terminal, enter, quit);
    for (let question = 0; question < 3; question++) await types(terminal, 's', quit);
    const text = await terminal.says(/3개 중 0개 맞음/);
    const lines = text.split('\n');
    const head = lines.find((line) => /라우팅 키 +q1 +q2 +q3/.test(line)) ?? '';
    const row = lines.find((line) => /m1 +order\.created +● +● +●/.test(line)) ?? '';
    const columns = (line: string, sign: RegExp): number[] =>
      Array.from(line.matchAll(sign), ({ index }) => textWidth(line.slice(0, index)));
    expect(columns(row, /●/g)).toEqual(columns(head, /q\d/g));
    expect(Math.max(...terminal.text.split('\n').map(textWidth))).toBeLessThanOrEqual(80);
  });

  test('with --plain draws nothing: no control sequence, numbered choices, one line at a time', async () => {
    const terminal = start(['learn', 'topic', '--plain']);
    await types(terminal, '1\r', /Number: /);
    await terminal.says(/1\. q1\n2\. q2\n3\. q3\n4\. none of them\nh: hint/);
    await types(terminal, '1,4\r', /Numbers, as in 1,3: /);
    await terminal.says(/Numbers from 1 to 4/);
    await types(terminal, '2\r', /Numbers, as in 1,3: /);
    await terminal.says(/Your answer: q2/);
    await types(terminal, 'quit\r', /Numbers, as in 1,3: /);
    expect(await terminal.ended).toBe(0);
    expect(terminal.raw).not.toContain('\u001b');

    const dumb = start(['learn', 'direct'], { env: { TERM: 'dumb' } });
    await types(dumb, 'q\r', /1\. Begin\n[\s\S]*Number: /);
    expect(await dumb.ended).toBe(0);
    expect(dumb.raw).not.toContain('\u001b');
  });
});

describe('without a terminal', () => {
  test('mq-lab prints its help', async () => {
    const { stdout, exitCode } = await run([]);
    expect(stdout).toContain('mq-lab learn ');
    expect(exitCode).toBe(0);
  });

  test('mq-lab learn says what it needs, and what to do instead', async () => {
    const { stderr, exitCode } = await run(['learn'], { MQ_LAB_STATE_DIR: folder });
    expect(stderr).toBe(
      'error: the course needs a terminal to ask at\n' +
        'mq-lab learn LESSON --transcript prints a lesson with its answers, mq-lab learn --list all lessons.\n',
    );
    expect(exitCode).toBe(2);
  });
});
