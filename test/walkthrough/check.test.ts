import { describe, expect, test } from 'vitest';
import { Unplayable } from '../../src/lib/lab/needs.ts';
import { look, queue, topology } from '../../src/lib/lab/notation.ts';
import { checkLesson } from '../../src/lib/walkthrough/check/check-lesson.ts';
import { fingerprintOf } from '../../src/lib/walkthrough/check/fingerprint.ts';
import type { BuildLesson, Lesson, PredictLesson } from '../../src/lib/walkthrough/lesson.ts';
import { BUILD, PREDICT, played } from './build.ts';

/** The lesson with these changes, and a fingerprint that fits: only what is changed is wrong. */
function fresh<L extends Lesson>(lesson: L, changes: Partial<L> = {}): L {
  const changed = { ...lesson, ...changes };
  const ko = { ...changed.texts.ko, of: fingerprintOf(changed) };
  return { ...changed, texts: { ...changed.texts, ko } };
}

const problemsOf = async (lesson: Lesson): Promise<readonly string[]> =>
  (await checkLesson(lesson, played)).problems;

const predict = (changes: Partial<PredictLesson>): PredictLesson => fresh(PREDICT, changes);
const build = (changes: Partial<BuildLesson>): BuildLesson => fresh(BUILD, changes);

describe('a lesson that is in order', () => {
  test.each([PREDICT, BUILD])('has no problems: $name', async (lesson) => {
    expect(await problemsOf(fresh(lesson))).toEqual([]);
  });

  test('and cannot be played there is told apart', async () => {
    const { problems, skipped } = await checkLesson(fresh(PREDICT), async () => {
      throw new Unplayable('it restarts its broker', 'Use another.');
    });
    expect({ problems, skipped }).toEqual({ problems: [], skipped: 'it restarts its broker' });
  });
});

describe('the check of a lesson finds', () => {
  const [m3, m6, m10] = PREDICT.questions;
  if (m3?.kind !== 'queues' || !m6 || !m10) throw new Error('the topic lesson asks otherwise now');
  const withM3 = (changes: Partial<typeof m3>) => predict({ questions: [{ ...m3, ...changes }, m6, m10] });

  test('an answer that is not what the broker does', async () => {
    expect(await problemsOf(withM3({ answer: ['q2', 'q3'] }))).toContain(
      'question m3: the answer is ["q2","q3"], and the broker did ["q2"]',
    );
  });

  test('a slip that is no slip, and one that never shows', async () => {
    expect(await problemsOf(withM3({ slips: { ...m3.slips, needsWord: { ticked: 'q2' } } }))).toContain(
      'question m3: slip needsWord: ["q2","q2"] is what the broker did',
    );
    expect(await problemsOf(withM3({ slips: { ...m3.slips, needsWord: { missed: 'q1' } } }))).toContain(
      'question m3: slip needsWord: ["q2"] is what the broker did',
    );
  });

  test('a queue that is not there', async () => {
    expect(await problemsOf(withM3({ slips: { ...m3.slips, needsWord: { ticked: 'q9' } } }))).toContain(
      'question m3: slip needsWord: ["q2","q9"] is no answer to it',
    );
  });

  test('choices of which not exactly one holds', async () => {
    const choice = {
      kind: 'choice',
      id: 'm3',
      answer: 'one',
      choices: { one: () => true, other: () => true },
    } as const;
    expect(await problemsOf(predict({ questions: [choice, m6, m10] }))).toContain(
      'question m3: not exactly one of the choices is what the broker did',
    );
  });

  test('a slip without a text, and a text without a slip, in each language', async () => {
    const problems = await problemsOf(
      withM3({ slips: { needsWord: { missed: 'q2' }, other: { ticked: 'q3' } } }),
    );
    for (const language of ['en', 'ko']) {
      expect(problems).toContain(`question m3: slips: 'other' has no text in ${language}`);
      expect(problems).toContain(`question m3: slips: 'starIsEmpty' is only in the texts in ${language}`);
    }
  });

  test('a translation that is of other words', async () => {
    const { en, ko } = PREDICT.texts;
    const stale = {
      ...fresh(PREDICT),
      texts: { en: { ...en, title: 'Other words' }, ko: fresh(PREDICT).texts.ko },
    };
    expect(await problemsOf(stale)).toEqual([
      expect.stringMatching(/^ko is of [0-9a-f]{12}, and the English is/),
    ]);
    expect(await problemsOf({ ...PREDICT, texts: { en, ko: { ...ko, of: '' } } })).toEqual([
      expect.stringMatching(/^ko has no fingerprint/),
    ]);
  });

  test('a text that is missing, empty, or in no Korean', async () => {
    const { en, ko } = PREDICT.texts;
    const { m3: asked, ...others } = ko.questions;
    if (!asked) throw new Error('the topic lesson asks otherwise now');
    const texts = (changed: Partial<typeof ko>) => predict({ texts: { en, ko: { ...ko, ...changed } } });
    expect(await problemsOf(texts({ questions: others }))).toContain("questions: 'm3' has no text in ko");
    expect(await problemsOf(texts({ title: ' ' }))).toEqual(['ko.title is empty']);
    expect(await problemsOf(texts({ intro: en.intro }))).toContain('ko.intro.0 is not in Korean');
    const notice = ko.scenario.notice.slice(1);
    expect(await problemsOf(texts({ scenario: { ...ko.scenario, notice } }))).toContain(
      "the scenario's notice: 3 in en, 2 in ko",
    );
  });

  test('a look of the scenario that has no name in Korean, and a name of none', async () => {
    const { scenario } = PREDICT;
    const looking = {
      ...scenario,
      build: (options: Parameters<typeof scenario.build>[0]) => {
        const { topology, steps } = scenario.build(options);
        return { topology, steps: [...steps, look('at the end')] };
      },
    };
    const { en, ko } = PREDICT.texts;
    const named = (looks: Record<string, string>) =>
      predict({ scenario: looking, texts: { en, ko: { ...ko, scenario: { ...ko.scenario, looks } } } });
    expect(await problemsOf(named({ 'at the end': '마지막' }))).toEqual([]);
    expect(await problemsOf(named({ 'at first': '처음' }))).toEqual([
      "the scenario's looks: 'at the end' has no text in ko",
      "the scenario's looks: 'at first' is only in the texts in ko",
    ]);
    expect(await problemsOf(named({ 'at the end': 'at the end' }))).toEqual([
      "the scenario's looks: 'at the end' is not in Korean",
    ]);
    expect(fingerprintOf({ ...PREDICT, scenario: looking })).not.toBe(fingerprintOf(PREDICT));
  });

  test('a solution that does not pass, and what passes without it', async () => {
    expect(await problemsOf(build({ solution: BUILD.solution.slice(1) }))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/the solution takes m1 to/),
        'the solution does not pass',
      ]),
    );
    expect(await problemsOf(build({ solution: ['bind nowhere -> audit', ...BUILD.solution] }))).toContain(
      "the solution's 'bind nowhere -> audit' does not take: no-exchange",
    );
    expect(
      await problemsOf(build({ solution: [...BUILD.solution, 'bind shop -[order]-> billing'] })),
    ).toContain('the solution passes without its binding 4, to billing');
    const nothing = { goal: Object.fromEntries(Object.keys(BUILD.goal).map((id) => [id, []])), solution: [] };
    expect(await problemsOf(build(nothing))).toContain('what is given passes, with nothing done');
  });

  test('a goal that nobody can reach', async () => {
    const problems = await problemsOf(
      build({ given: topology(BUILD.given.exchanges, [queue('audit')]), mostBindings: 0 }),
    );
    expect(problems).toContain('there is no queue billing');
    expect(problems).toContain('par is 1, and at most 0 count');
  });
});

test('a fingerprint is of what is said, and not of where it stands in the file', () => {
  const { en } = PREDICT.texts;
  const reversed = Object.fromEntries(Object.entries(en).toReversed()) as typeof en;
  const of = (texts: typeof en): string =>
    fingerprintOf({ ...PREDICT, texts: { ...PREDICT.texts, en: texts } });
  expect(of(reversed)).toBe(of(en));
  expect(of({ ...en, title: `${en.title}.` })).not.toBe(of(en));
});
