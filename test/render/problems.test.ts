import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/lib/lab/verdict/verdict.ts';
import { differenceText, problemText } from '../../src/lib/render/problems.ts';

const differs = (section: Extract<Problem, { kind: 'differs' }>['section'], of: string | null) =>
  ({ kind: 'differs', section, of, expected: 'm1, m2', observed: 'm2, m1' }) as const;

const TEXTS: readonly [Problem, string][] = [
  [
    { kind: 'missing', message: 'm1', queue: 'q', by: ['expected', 'predicted'] },
    "m1 did not reach 'q', as was expected and predicted",
  ],
  [
    { kind: 'unexpected', message: 'm1', queue: 'q', by: ['predicted'] },
    "m1 reached 'q', which was not predicted",
  ],
  [{ kind: 'copies', message: 'm1', queue: 'q', copies: 2 }, "m1 reached 'q' in 2 copies; a queue gets one"],
  [{ kind: 'returned', message: 'm1' }, 'm1 came back to its publisher, which it should not'],
  [{ kind: 'not-refused', message: 'm1' }, 'm1 was not refused by the broker'],
  [{ kind: 'not-unconfirmed', message: 'm1' }, 'm1 was confirmed, or refused, though nobody was to read it'],
  [differs('deliveries', 'c1'), 'deliveries of c1: expected m1, m2; observed m2, m1'],
  [differs('left', 'work'), 'left in work: expected m1, m2; observed m2, m1'],
  [differs('skipped', 'c1'), 'skipped by c1: expected m1, m2; observed m2, m1'],
  [differs('shares', 'c1'), 'the share of c1: expected m1, m2; observed m2, m1'],
  [differs('looks', 'at first'), "look 'at first': expected m1, m2; observed m2, m1"],
  [differs('cancelled', null), 'consumers that the broker cancelled: expected m1, m2; observed m2, m1'],
  [differs('gone', null), 'gone in the end: expected m1, m2; observed m2, m1'],
];

describe('a difference', () => {
  test.each(TEXTS.map(([problem, text]) => [text, problem] as const))('%s', (text, problem) => {
    expect(problemText(problem)).toBe(text);
  });

  test('shows what a terminal would obey', () => {
    const evil = '\u001b[2J';
    const texts = [
      problemText({ kind: 'returned', message: evil }),
      problemText({ ...differs('deaths', evil), expected: evil, observed: evil }),
    ];
    expect(texts.join('')).not.toContain(evil);
  });

  test('of two long lists is shown from where they part', () => {
    const ids = Array.from({ length: 1_000 }, (_, at) => `m${at + 1}`);
    const observed = ids.filter((id) => id !== 'm500');
    const problem = {
      ...differs('deliveries', 'c1'),
      expected: ids.join(', '),
      observed: observed.join(', '),
    };
    expect(differenceText(problem, ['here', 'there'])).toBe(
      'deliveries of c1: here … m499, m500, m501, m502, m503, m504, m505, m506 … (1000); ' +
        'there … m499, m501, m502, m503, m504, m505, m506, m507 … (999)',
    );
  });
});
