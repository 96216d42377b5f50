import { createHash } from 'node:crypto';
import { looksOf } from '../course/scene.ts';
import type { Lesson, PredictLesson } from '../lesson.ts';

const LENGTH = 12;

/** Of all that the lesson says in English, its scenario's own words with it: a translation of these says so. */
export function fingerprintOf(lesson: Lesson): string {
  const english = lesson.kind === 'predict' ? [lesson.texts.en, scenarioWords(lesson)] : [lesson.texts.en];
  return createHash('sha256')
    .update(JSON.stringify(sorted(english)))
    .digest('hex')
    .slice(0, LENGTH);
}

function scenarioWords(lesson: PredictLesson): unknown {
  const { summary, guess, notice, takeaway } = lesson.scenario;
  const looks = looksOf(lesson);
  return { summary, guess, notice, takeaway, ...(looks.length > 0 && { looks }) };
}

/** The same value with its keys in order, so that moving a text changes nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, of]) => [key, sorted(of)]));
}
