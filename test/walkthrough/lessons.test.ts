import { describe, expect, test } from 'vitest';
import { lessons } from '../../src/lessons/index.ts';
import { CHAPTERS, type Lesson } from '../../src/lib/walkthrough/lesson.ts';
import { cli } from '../cli/cli.ts';
import { TARGETS } from '../support/scenario-runs.ts';

interface Checked {
  readonly passed: boolean;
  readonly counts: Readonly<Record<'passed' | 'failed' | 'skipped', number>>;
  readonly lessons: readonly {
    readonly name: string;
    readonly problems: readonly string[];
    readonly skipped: string | null;
  }[];
}

describe.each(TARGETS)('the lessons on %s', (target) => {
  test('say what the broker does, in both languages', async () => {
    const { stdout, exitCode } = await cli(['learn', '--check', '--format', 'json', '--broker', target]);
    const checked = JSON.parse(stdout) as Checked;
    for (const { name, skipped } of checked.lessons)
      if (skipped !== null) process.stderr.write(`left out on ${target}: ${name}, for ${skipped}\n`);
    expect(
      checked.lessons.flatMap(({ name, problems }) => problems.map((each) => `${name}: ${each}`)),
    ).toEqual([]);
    expect(checked.counts.passed).toBeGreaterThan(0);
    expect(exitCode).toBe(0);
  }, 300_000);
});

describe('the course', () => {
  test('has each lesson once, by the name of its folder', () => {
    const names = lessons.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('goes through its chapters in order', () => {
    const places = lessons.map(({ chapter }: Lesson) => CHAPTERS.indexOf(chapter));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});
