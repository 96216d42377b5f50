import { describe, expect, test } from 'vitest';
import type { CourseEvent } from '../../src/lib/walkthrough/course/scene.ts';
import { NO_PROGRESS, progressOf, withEntry } from '../../src/lib/walkthrough/progress/progress.ts';
import { BUILD, canvas, PREDICT, Walk } from './build.ts';

const answered = (answer: readonly string[]): CourseEvent => ({ kind: 'answered', answer });
const pressed = (key: Extract<CourseEvent, { kind: 'pressed' }>['key']): CourseEvent => ({
  kind: 'pressed',
  key,
});
const BEGIN: CourseEvent = { kind: 'chose', choice: 'begin' };
const NEXT: CourseEvent = { kind: 'chose', choice: 'next' };
const RIGHT = [answered(['q2']), answered([]), answered(['q3'])];

describe('a lesson that asks', () => {
  test('begins with what one needs to know', () => {
    const walk = new Walk();
    expect(walk.shown).toEqual(['welcome', 'intro']);
    expect(walk.scene).toMatchObject({ at: 'intro', lesson: PREDICT });
  });

  test('asks one question after the other, then runs and marks', async () => {
    const walk = await new Walk().does(BEGIN, ...RIGHT.slice(0, 2));
    expect(walk.scene).toMatchObject({ at: 'question', nth: 2 });
    await walk.does(answered(['q1']));
    expect(walk.scene).toMatchObject({
      at: 'result',
      marks: [{ right: true }, { right: true }, { right: false, slips: ['hashIsOne'] }],
    });
    expect(walk.saved.at(-1)).toEqual({ did: 'predicted', lesson: 'topic', right: 2, of: 3 });
  });

  test('explains only what was missed: the slip, and the binding that decided', async () => {
    const walk = await new Walk().does(BEGIN, answered(['q1']), ...RIGHT.slice(1));
    const text = walk.text();
    expect(text).toMatch(/m3 +order +· ✗ +● ✗ +· ✔/);
    expect(text).toContain("# is content with no word: order.# takes 'order'.");
    expect(text).toContain('events ─ order.# ─▶ q2: # took no word');
    expect(text).not.toContain('#.created takes everything');
    expect(text).toContain('2 of 3 right');
  });

  test('says why where no slip fits', async () => {
    const walk = await new Walk().does(BEGIN, answered(['q2', 'q3']), ...RIGHT.slice(1));
    expect(walk.text()).toContain('q2 alone: # may stand for no word at all');
  });

  test('is explained after success as well, with where to read on', async () => {
    const walk = await new Walk().does(BEGIN, ...RIGHT, { kind: 'chose', choice: 'go-on' });
    expect(walk.scene.at).toBe('explanation');
    expect(walk.text()).toContain('In production: Keys grow');
    expect(walk.text()).toContain('https://www.rabbitmq.com/docs/exchanges#topic');
  });

  test('goes back to the question before, and from the first to what one needs to know', async () => {
    const walk = await new Walk().does(BEGIN, answered(['q2']), pressed('back'));
    expect(walk.scene).toMatchObject({ at: 'question', nth: 0 });
    await walk.does(pressed('back'));
    expect(walk.scene.at).toBe('intro');
  });

  test('can be asked without an answer, which is never right', async () => {
    const walk = await new Walk().does(BEGIN, pressed('skip'), pressed('skip'), pressed('skip'));
    expect(walk.scene).toMatchObject({ at: 'result' });
    expect(walk.saved.at(-1)).toMatchObject({ right: 0, of: 3 });
  });

  test('hints in three steps, of which the last is the answer and costs the point', async () => {
    const walk = await new Walk().does(BEGIN, pressed('hint'));
    expect(walk.text()).toContain('A nudge: How many words');
    expect((await walk.does(pressed('hint'))).text()).toContain('The rule: *');
    expect((await walk.does(pressed('hint'))).text()).toContain('The answer: q2');
    await walk.does(...RIGHT);
    expect(walk.saved.at(-1)).toMatchObject({ right: 2, of: 3 });
    expect(walk.text()).toContain('right, after the hint told it');
  });

  test('that cannot be played is tried again, with the answers that were given', async () => {
    const walk = await new Walk().does(BEGIN, ...RIGHT.slice(0, 2));
    walk
      .only(RIGHT[2] as CourseEvent)
      .only({ kind: 'failed', failure: { message: 'no broker', hint: undefined } });
    expect(walk.scene.at).toBe('failed');
    expect(walk.text()).toContain('no broker');
    await walk.does({ kind: 'chose', choice: 'retry' });
    expect(walk.saved.at(-1)).toMatchObject({ right: 3, of: 3 });
  });
});

describe('a course', () => {
  test('that cannot be played says what to do, with commands in one piece', async () => {
    const command = `  rabbitmqctl set_permissions -p / bob ${'x'.repeat(80)}`;
    const hint = `The user lacks a permission. It is given by\n${command}\nwhich replaces what there is.`;
    const walk = await new Walk().does(BEGIN, pressed('skip'), pressed('skip'));
    walk.only(pressed('skip')).only({ kind: 'failed', failure: { message: 'refused', hint } });
    expect(walk.text()).toContain(`It is given by\n  ${command}\n  which replaces`);
  });

  test('goes on with the next lesson, and ends after the last', async () => {
    const walk = await new Walk().does(BEGIN, ...RIGHT, { kind: 'chose', choice: 'go-on' }, NEXT);
    expect(walk.scene).toMatchObject({ at: 'build', lesson: BUILD });
    await walk.types(...BUILD.solution, 'try');
    await walk.does(NEXT);
    expect(walk.scene.at).toBe('end');
    expect(walk.text()).toContain('2/2');
  });

  test('comes back to what was skipped', async () => {
    const walk = await new Walk().does(pressed('skip'));
    expect(walk.scene).toMatchObject({ at: 'build', lesson: BUILD });
    await walk.types(...BUILD.solution, 'try');
    await walk.does(NEXT);
    expect(walk.scene).toMatchObject({ at: 'intro', lesson: PREDICT });
  });

  test('resumes at the question that is open', async () => {
    const before = await new Walk().does(BEGIN, answered(['q2']), pressed('hint'));
    const walk = new Walk(before.saved.reduce(withEntry, NO_PROGRESS));
    expect(walk.shown).toEqual(['welcome-back', 'intro', 'question']);
    expect(walk.scene).toMatchObject({ at: 'question', nth: 1 });
    await walk.does(pressed('hint'));
    expect(walk.text()).toContain('The rule');
  });

  test('runs at once where it was left with every answer given', async () => {
    const entries = ['m3', 'm6', 'm10'].map((question) => ({
      did: 'answered' as const,
      lesson: 'topic',
      question,
      answer: [],
    }));
    const progress = [{ did: 'opened' as const, lesson: 'topic' }, ...entries].reduce(withEntry, NO_PROGRESS);
    expect(new Walk(progress).scene.at).toBe('running');
  });

  test('asks again where what was written down is no answer any more', () => {
    const progress = [
      { did: 'opened', lesson: 'topic' } as const,
      { did: 'answered', lesson: 'topic', question: 'm3', answer: ['gone'] } as const,
    ].reduce(withEntry, NO_PROGRESS);
    expect(new Walk(progress).scene).toMatchObject({ at: 'intro' });
  });

  test('resumes in what was built', async () => {
    const before = await new Walk(NO_PROGRESS, { lesson: 'topic-build', sandbox: false }).types(
      'bind shop -[#]-> audit',
      'bind shop -[x]-> audit',
      'undo',
    );
    const walk = new Walk(before.saved.reduce(withEntry, NO_PROGRESS));
    expect(walk.scene).toMatchObject({
      at: 'build',
      bench: { topology: { bindings: [{ routingKey: '#', destination: 'audit' }] } },
    });
    expect(walk.text()).toContain('1  shop ─ # ─▶ audit');
  });

  test('goes anywhere from the list, and back to where it was', async () => {
    const walk = await new Walk().does(BEGIN, pressed('lessons'));
    expect(walk.scene.at).toBe('lessons');
    await walk.does(pressed('back'));
    expect(walk.scene).toMatchObject({ at: 'question', nth: 0 });
    await walk.does(pressed('lessons'), { kind: 'picked', lesson: 'topic-build' });
    expect(walk.scene).toMatchObject({ at: 'build' });
  });

  test('leaves for the sandbox with what the lesson is about, and comes back', async () => {
    const walk = await new Walk().does(BEGIN, pressed('sandbox'));
    expect(walk.scene).toMatchObject({
      at: 'sandbox',
      sandbox: { given: { exchanges: [{ name: 'events' }] } },
    });
    await walk.types('publish events order', 'leave');
    expect(walk.scene).toMatchObject({ at: 'question', nth: 0 });
  });

  test('takes where lines are typed the letters that are keys elsewhere', async () => {
    const walk = new Walk(NO_PROGRESS, { lesson: BUILD.name, sandbox: false });
    await walk.types('h');
    expect(walk.text()).toContain('A nudge');
    await walk.types('x');
    expect(walk.scene.at).toBe('sandbox');
    await walk.types('Q');
    expect(walk.scene.at).toBe('build');
    await walk.types('l');
    expect(walk.scene.at).toBe('lessons');
  });

  test('ends with the word quit, and with an interruption', async () => {
    expect((await new Walk().does(pressed('quit'))).scene).toEqual({ at: 'left', how: 'quit' });
    expect((await new Walk().does({ kind: 'interrupted' })).scene).toEqual({
      at: 'left',
      how: 'interrupted',
    });
  });

  test('keeps the best round, and what was done once stays done', async () => {
    const first = await new Walk().does(BEGIN, ...RIGHT, { kind: 'chose', choice: 'again' }, BEGIN);
    await first.does(pressed('skip'), pressed('skip'), pressed('skip'));
    const progress = first.saved.reduce(withEntry, NO_PROGRESS);
    expect(progressOf(progress, 'topic')).toMatchObject({
      state: 'done',
      rounds: 2,
      best: { right: 3, of: 3 },
    });
  });

  test('resumes in a lesson that is gone through once more, and says where it goes on', async () => {
    const again: CourseEvent = { kind: 'chose', choice: 'again' };
    const walk = await new Walk().does(BEGIN, ...RIGHT, again, pressed('quit'));
    expect(walk.text()).toContain('mq-lab learn goes on with topic-build.');
    const begun = await new Walk().does(BEGIN, ...RIGHT, again, BEGIN, answered(['q1']), pressed('quit'));
    expect(begun.text()).toContain('mq-lab learn goes on with topic.');
    const resumed = new Walk(begun.saved.reduce(withEntry, NO_PROGRESS));
    expect(resumed.scene).toMatchObject({ at: 'question', lesson: { name: 'topic' }, nth: 1 });
  });

  test('says in Korean what it says in English', async () => {
    const walk = await new Walk().does(BEGIN, answered(['q1']), ...RIGHT.slice(1));
    const text = walk.text(canvas('ko'));
    expect(text).toContain('3개 중 2개 맞음');
    expect(text).toContain("#은 단어가 없어도 된다. order.#은 'order'를 받는다.");
  });
});
