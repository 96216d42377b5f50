import { describe, expect, test } from 'vitest';
import { lessons } from '../../src/lessons/index.ts';
import { prefetchFair } from '../../src/lessons/prefetch-fair/lesson.ts';
import { unroutable } from '../../src/lessons/unroutable/lesson.ts';
import { look, publish, queue, topology } from '../../src/lib/lab/define-scenario.ts';
import { colours } from '../../src/lib/render/colour.ts';
import { textWidth } from '../../src/lib/render/table.ts';
import { timelineLines } from '../../src/lib/render/timeline/timeline.ts';
import { type CourseEvent, lessonExperiment } from '../../src/lib/walkthrough/course/scene.ts';
import { LANGUAGES, type PredictLesson } from '../../src/lib/walkthrough/lesson.ts';
import { NO_PROGRESS } from '../../src/lib/walkthrough/progress/progress.ts';
import { explanationSections } from '../../src/lib/walkthrough/views/explanation.ts';
import { progressBar } from '../../src/lib/walkthrough/views/heading.ts';
import { listSections } from '../../src/lib/walkthrough/views/list.ts';
import { eventOf, promptOf } from '../../src/lib/walkthrough/views/prompt.ts';
import { happenedSections } from '../../src/lib/walkthrough/views/result.ts';
import { pageOn } from '../../src/lib/walkthrough/views/spoken.ts';
import { predictTranscript } from '../../src/lib/walkthrough/views/transcript.ts';
import { BUILD, COURSE, canvas, PREDICT, played, Walk } from './build.ts';

function lessonOf(name: string): PredictLesson {
  const lesson = lessons.find((each) => each.name === name);
  if (lesson?.kind !== 'predict') throw new Error(`${name} asks for no prediction`);
  return lesson;
}

/** Lines that are wider than that; a word that nothing can break may stand out. */
const tooWide = (lines: readonly string[], width: number): string[] =>
  lines.filter((line) => textWidth(line) > width && line.trim().split(/\s+/).length > 2);

describe.each(LANGUAGES)('in %s', (language) => {
  test.each([38, 78, 118])('a whole lesson fits %d columns', async (width) => {
    const on = canvas(language, { width });
    const run = await played(lessonExperiment(PREDICT));
    expect(tooWide(predictTranscript(PREDICT, run, on).flat(), width)).toEqual([]);
  });

  test.each([38, 78])('what is shown on the way through the course fits %d columns', async (width) => {
    const on = canvas(language, { width });
    const walk = new Walk();
    const texts = [walk.text(on)];
    const says = async (...events: readonly CourseEvent[]): Promise<void> => {
      await walk.does(...events);
      texts.push(walk.text(on));
    };
    await says({ kind: 'chose', choice: 'begin' });
    for (const step of [1, 2, 3]) await says({ kind: 'pressed', key: step === 3 ? 'lessons' : 'hint' });
    await says({ kind: 'pressed', key: 'back' });
    for (let question = 0; question < 3; question++) await says({ kind: 'answered', answer: ['q1'] });
    await says({ kind: 'chose', choice: 'go-on' });
    await says({ kind: 'chose', choice: 'next' });
    for (const line of ['bind shop -[order.*]-> billing', 'oops', 'help', 'goal', 'hint', 'try'])
      await says({ kind: 'typed', line });
    await says({ kind: 'pressed', key: 'sandbox' });
    for (const line of [
      'publish shop order.placed --times=3',
      'consume billing --answer=hold',
      'watch',
      'help',
    ])
      await says({ kind: 'typed', line });
    // The page has a margin of two.
    expect(tooWide(texts.join('\n').split('\n'), width + 2)).toEqual([]);
  });

  test('the columns of the result stand under each other', async () => {
    const walk = await new Walk().does(
      { kind: 'chose', choice: 'begin' },
      { kind: 'answered', answer: ['q1'] },
      { kind: 'pressed', key: 'skip' },
      { kind: 'pressed', key: 'skip' },
    );
    const lines = walk.text(canvas(language)).split('\n');
    const head = lines.find((line) => /\bq1 +q2 +q3/.test(line)) ?? '';
    const row = lines.find((line) => line.includes('› m3')) ?? '';
    const columnOf = (line: string, text: string): number => textWidth(line.slice(0, line.indexOf(text)));
    expect(columnOf(row, '· ✗')).toBe(columnOf(head, 'q1'));
    expect(columnOf(row, '● ✗')).toBe(columnOf(head, 'q2'));
    expect(columnOf(row, '· ✗')).toBeLessThan(columnOf(row, '● ✗'));
  });

  test.each([38, 78])('the list of lessons fits %d columns', (width) => {
    const sections = listSections({ lessons }, lessons, NO_PROGRESS, canvas(language, { width }));
    expect(tooWide(sections.flat(), width)).toEqual([]);
  });
});

test('nothing is said by colour alone', async () => {
  const walk = await new Walk().does(
    { kind: 'chose', choice: 'begin' },
    { kind: 'answered', answer: ['q1'] },
  );
  await walk.does({ kind: 'pressed', key: 'skip' }, { kind: 'pressed', key: 'skip' });
  const coloured = walk.text(canvas('en', { colours: colours(true) }));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(walk.text());
  expect(coloured).not.toBe(walk.text());
});

test.each([
  [false, /m2 .* · +· +dropped\n.*m3 .* · +· +↩ returned\n/],
  [true, /m2, .*: no queue, dropped\n.*m3, .*: no queue, ↩ returned\n/],
])(
  'what no queue took was returned or dropped, and the table says which (plain: %s)',
  async (plain, wanted) => {
    const on = canvas('en', { plain });
    const run = await played(lessonExperiment(unroutable));
    expect(happenedSections(unroutable, run, [], on).flat().join('\n')).toMatch(wanted);
  },
);

test('a key by which two exchanges lead to a queue stands over it once', async () => {
  const run = await played(lessonExperiment(unroutable));
  const text = happenedSections(unroutable, run, [], canvas()).flat().join('\n');
  expect(text).toMatch(/billing +unrouted\n +paid\n─/);
});

test('for screen readers there are sentences instead of tables and lines', async () => {
  const walk = await new Walk().does(
    { kind: 'chose', choice: 'begin' },
    { kind: 'answered', answer: ['q1'] },
  );
  await walk.does({ kind: 'pressed', key: 'skip' }, { kind: 'pressed', key: 'skip' });
  const text = walk.text(canvas('en', { plain: true }));
  expect(text).not.toMatch(/─{2}/);
  expect(text).toContain('m3, order: q2');
  expect(text).toContain('m6, (empty): no queue');
});

test('for screen readers there are numbers instead of bars', async () => {
  const run = await played(lessonExperiment(prefetchFair));
  const drawn = (plain: boolean): string =>
    pageOn(canvas('en', { plain }), (on) => happenedSections(prefetchFair, run, [], on));
  expect(drawn(false)).toMatch(/fast {2}█+ 7\n.*work {2}[▁-█]+ {2}peak 6/s);
  expect(drawn(true)).toMatch(/fast: 7\n.*work: peak 6/s);
});

describe('for screen readers', () => {
  /** What is drawn, and what stands in columns. */
  const DRAWN = /[●·─▶◀›▸✔✗○↩↺↻◦▁-█]|\S {2,}\S/;

  test.each([
    ['headers', 'documents by any: x-vip=1 to vip', 'documents에서 any: x-vip=1 조건으로 vip'],
    ['retry', 'seen in work, retry-1; acked by worker; died: retry-1 expired', '그때 대기 중: retry-1 1'],
    ['unroutable', 'm3, orders, payed: no queue, returned', 'fallback에서 unrouted'],
  ])('%s is in words', async (name, english, korean) => {
    const lesson = lessonOf(name);
    const run = await played(lessonExperiment(lesson));
    for (const [language, wanted] of [['en', english] as const, ['ko', korean] as const]) {
      const text = pageOn(canvas(language, { plain: true }), (on) => predictTranscript(lesson, run, on));
      expect(text).toContain(wanted);
      expect(text).not.toMatch(DRAWN);
      expect(tooWide(text.split('\n'), 80)).toEqual([]);
    }
  });

  test('the way through the course is in words', async () => {
    const on = canvas('en', { plain: true });
    const walk = new Walk();
    const texts = [walk.text(on)];
    const does = async (...events: readonly CourseEvent[]): Promise<void> => {
      for (const event of events) texts.push((await walk.does(event)).text(on));
    };
    const types = (...lines: readonly string[]) =>
      does(...lines.map((line): CourseEvent => ({ kind: 'typed', line })));
    await does({ kind: 'chose', choice: 'begin' }, { kind: 'pressed', key: 'hint' });
    await does({ kind: 'answered', answer: ['q1'] }, { kind: 'answered', answer: [] });
    await does(
      { kind: 'pressed', key: 'skip' },
      { kind: 'chose', choice: 'go-on' },
      { kind: 'pressed', key: 'lessons' },
    );
    const list = promptOf(COURSE, walk.state, on);
    expect('options' in list && list.options.map(({ label }) => label)).toContain(
      'Topic: patterns of words, done',
    );
    await does({ kind: 'picked', lesson: 'topic-build' });
    await types('bind shop -[order.*]-> billing', 'oops', 'help', 'try', 'sandbox');
    await types('publish shop order.placed', 'consume billing --answer=hold', 'watch', 'show', 'restart');
    const text = texts.join('\n');
    expect(text).not.toMatch(DRAWN);
    for (const said of [
      'Wrong: m3 has the routing key order',
      'Matched: events by order.# to q2: # took no word',
      'Not matched: events by order.* to q1: ',
      'Skipped: m10 has',
      'c1 receives m1',
      'c1 on billing: received m1; holds m1',
      'The restart lost what lay in billing: m1',
    ])
      expect(text).toContain(said);
  });
});

test.each([38, 78])('a link is in one piece in %d columns', async (width) => {
  const lesson = lessonOf('ack-multiple');
  const run = await played(lessonExperiment(lesson));
  const lines = explanationSections({ lesson, run }, canvas('en', { width })).flat();
  expect(lines.join('\n')).toMatch(/#consumer-acks-multiple-parameter$/);
});

test.each([
  [0, 58, '[--------------------] 0/58'],
  [29, 58, '[##########----------] 29/58'],
  [57, 58, '[###################-] 57/58'],
  [58, 58, '[####################] 58/58'],
  [0, 0, '[--------------------] 0/0'],
])('%d of %d is %s', (done, of, wanted) => {
  expect(progressBar(done, of)).toBe(wanted);
});

test.each(LANGUAGES)(
  'what is cut short in %s does not point to what the course has not',
  async (language) => {
    const steps = Array.from({ length: 62 }, (_, at) => look(String(at))).flatMap((step, at) => [
      step,
      publish(`m${at}`, '', 'q'),
    ]);
    const run = await played({ name: 'long', topology: topology([], [queue('q')]), steps, expected: null });
    const last = timelineLines(run, new Set(), canvas(language)).at(-1);
    expect(last).toBe({ en: '… and 64 more steps', ko: '… 외 64단계' }[language]);
  },
);

describe('a prompt', () => {
  test('offers none of them as a choice of its own, which means that', async () => {
    const walk = await new Walk().does({ kind: 'chose', choice: 'begin' });
    const prompt = promptOf(COURSE, walk.state, canvas());
    if (prompt.kind !== 'tick') throw new Error('expected a list to tick');
    expect(prompt.options.map(({ label }) => label)).toEqual(['q1', 'q2', 'q3', 'none of them']);
    expect(eventOf(walk.scene, { kind: 'ticked', values: [prompt.none] })).toEqual({
      kind: 'answered',
      answer: [],
    });
  });

  test('has what was answered before ticked again', async () => {
    const walk = await new Walk().does(
      { kind: 'chose', choice: 'begin' },
      { kind: 'answered', answer: ['q2'] },
    );
    await walk.does({ kind: 'pressed', key: 'back' });
    expect(promptOf(COURSE, walk.state, canvas())).toMatchObject({ kind: 'tick', ticked: ['q2'] });
  });

  test('lists the lessons under their chapters, with the cursor where one is', async () => {
    const walk = await new Walk(NO_PROGRESS, { lesson: BUILD.name, sandbox: false }).types('lessons');
    expect(promptOf(COURSE, walk.state, canvas())).toMatchObject({
      kind: 'choose',
      initial: 'topic-build',
      options: [{ heading: 'Routing' }, { value: 'topic-build' }],
    });
  });
});
