import { describe, expect, test } from 'vitest';
import { HEADER, lineOf, readJournal } from '../../src/lib/walkthrough/progress/journal.ts';
import {
  type Entry,
  NO_PROGRESS,
  progressOf,
  withEntry,
} from '../../src/lib/walkthrough/progress/progress.ts';

const ENTRIES: readonly Entry[] = [
  { did: 'opened', lesson: 'topic' },
  { did: 'hinted', lesson: 'topic', question: 'm3', hints: 2 },
  { did: 'answered', lesson: 'topic', question: 'm3', answer: ['q2'] },
  { did: 'answered', lesson: 'topic', question: 'm6', answer: null },
  { did: 'answered', lesson: 'topic', question: 'm7', answer: 3 },
  { did: 'skipped', lesson: 'fanout' },
  { did: 'typed', lesson: 'topic-build', line: 'bind shop -[#]-> audit' },
  { did: 'built', lesson: 'topic-build', bindings: 3 },
  { did: 'predicted', lesson: 'direct', right: 1, of: 2 },
];

describe('a journal', () => {
  test('gives the progress that was written, entry by entry', () => {
    const text = [HEADER, ...ENTRIES.map(lineOf)].join('\n');
    expect(readJournal(text)).toMatchObject({
      progress: ENTRIES.reduce(withEntry, NO_PROGRESS),
      damaged: 0,
      later: null,
    });
  });

  test.each([
    ['nothing at all', ''],
    ['no header', lineOf({ did: 'skipped', lesson: 'fanout' })],
  ])('with %s is none that is damaged', (_, text) => {
    expect(readJournal(text)).toMatchObject({ damaged: 0, later: null });
  });

  test.each([
    ['a line that was cut short', '{"did":"answered","lesson":"to'],
    ['a line of something else', 'hello'],
    ['an entry of no kind', '{"did":"flew","lesson":"topic"}'],
    ['an entry without its lesson', '{"did":"opened"}'],
    ['an answer that is none', '{"did":"answered","lesson":"topic","question":"m3","answer":{}}'],
    ['more right than asked', '{"did":"predicted","lesson":"topic","right":3,"of":2}'],
    ['null', 'null'],
  ])('loses nothing of the rest to %s', (_, line) => {
    const journal = readJournal(
      [HEADER, lineOf(ENTRIES[5] as Entry), line, lineOf(ENTRIES[8] as Entry)].join('\n'),
    );
    expect(journal.damaged).toBe(1);
    expect(progressOf(journal.progress, 'fanout').state).toBe('skipped');
    expect(progressOf(journal.progress, 'direct').best).toEqual({ right: 1, of: 2 });
  });

  test('of a later version is told apart', () => {
    expect(readJournal('{"mq-lab progress":2}\n').later).toBe(2);
  });

  test('cut at any byte gives what stands before, and never throws', () => {
    const text = `${[HEADER, ...ENTRIES.map(lineOf)].join('\n')}\n`;
    for (let end = 0; end <= text.length; end++) {
      const { good } = readJournal(text.slice(0, end));
      expect(text.startsWith(good.join('\n'))).toBe(true);
    }
  });
});

describe('progress', () => {
  const folded = (...entries: readonly Entry[]) =>
    progressOf(entries.reduce(withEntry, NO_PROGRESS), 'topic');

  test('forgets the answers of a round that ended, and keeps the best', () => {
    const answered: Entry = { did: 'answered', lesson: 'topic', question: 'm3', answer: [] };
    const round = (right: number): Entry => ({ did: 'predicted', lesson: 'topic', right, of: 3 });
    expect(folded(answered, round(2), answered, round(1))).toMatchObject({
      state: 'done',
      answers: {},
      rounds: 2,
      best: { right: 2, of: 3 },
    });
  });

  test('is as new after a reset', () => {
    expect(folded({ did: 'skipped', lesson: 'topic' }, { did: 'reset', lesson: 'topic' })).toMatchObject({
      state: 'new',
      rounds: 0,
    });
  });
});
