import { describe, expect, test } from 'vitest';
import type { Expectation, Observed } from '../../src/lib/lab/observed.ts';
import { observedDifferences, sectionProblems } from '../../src/lib/lab/verdict/sections.ts';

const NOTHING: Observed = {
  queues: {},
  deliveries: {},
  left: {},
  deaths: {},
  returned: [],
  refused: [],
  unconfirmed: [],
  errors: {},
  cancelled: [],
  skipped: {},
  empty: {},
  gone: [],
  looks: {},
};

const problems = (expected: Expectation, observed: Partial<Observed>) =>
  sectionProblems(expected, { ...NOTHING, ...observed }).map(
    ({ section, of, expected: wanted, observed: seen }) => `${section} of ${of}: ${wanted}, not ${seen}`,
  );

describe('an expectation', () => {
  test('holds nothing of deliveries and looks that were not written', () => {
    expect(problems({}, { deliveries: { c1: ['m1'] }, looks: { later: { q: 1 } } })).toEqual([]);
  });

  test.each([
    ['left', { q: ['m1'] }, 'left of q: nothing, not m1'],
    ['deaths', { m1: ['q expired'] }, 'deaths of m1: nothing, not q expired'],
    ['skipped', { c1: ['m1'] }, 'skipped of c1: nothing, not m1'],
    ['errors', { p: ['404 NOT_FOUND'] }, 'errors of p: nothing, not 404 NOT_FOUND'],
    ['cancelled', ['c1'], 'cancelled of null: nothing, not c1'],
    ['gone', ['q'], 'gone of null: nothing, not q'],
  ])('holds that there is no %s where none was written', (section, observed, problem) => {
    expect(problems({}, { [section]: observed })).toEqual([problem]);
  });

  test('of deliveries is about their order', () => {
    expect(problems({ deliveries: { c1: ['m1', 'm2'] } }, { deliveries: { c1: ['m2', 'm1'] } })).toEqual([
      'deliveries of c1: m1, m2, not m2, m1',
    ]);
  });

  test('tells apart lists that read the same', () => {
    expect(problems({ left: { q: ['nothing'] } }, {})).toHaveLength(1);
    expect(problems({ left: { q: ['a', 'b'] } }, { left: { q: ['a, b'] } })).toHaveLength(1);
  });

  test('of what is cancelled or gone is about no order', () => {
    expect(problems({ gone: ['b', 'a'] }, { gone: ['a', 'b'] })).toEqual([]);
  });

  test('of an error may be its beginning', () => {
    const errors = { p: ["404 NOT_FOUND - no exchange 'x' in vhost '/'"] };
    expect(problems({ errors: { p: ['404 NOT_FOUND'] } }, { errors })).toEqual([]);
    expect(problems({ errors: { p: ['406'] } }, { errors })).toHaveLength(1);
    expect(problems({ errors: { p: ['404', '404'] } }, { errors })).toHaveLength(1);
  });

  test('of a look is about the queues that it names', () => {
    const looks = { later: { q: 1, other: 7 } };
    expect(problems({ looks: { later: { q: 1 } } }, { looks })).toEqual([]);
    expect(problems({ looks: { later: { q: 'gone' } } }, { looks })).toEqual([
      'looks of later: q gone, not q 1',
    ]);
    expect(problems({ looks: { never: { q: 1 } } }, { looks })).toHaveLength(1);
  });

  test('of shares is a range', () => {
    const deliveries = { c1: ['m1', 'm2', 'm3'] };
    expect(problems({ shares: { c1: [2, 3] } }, { deliveries })).toEqual([]);
    expect(problems({ shares: { c1: [4, 9] } }, { deliveries })).toEqual([
      'shares of c1: 4 to 9 messages, not 3 messages',
    ]);
    expect(problems({ shares: { c1: [1, 1] } }, { deliveries })).toEqual([
      'shares of c1: 1 message, not 3 messages',
    ]);
  });
});

describe('two observations', () => {
  const one = { ...NOTHING, deliveries: { c1: ['m1'] }, queues: { m1: ['q'] }, returned: ['m2'] };

  test('are the same where they are equal', () => {
    expect(observedDifferences(one, structuredClone(one))).toEqual([]);
  });

  test('differ in any section', () => {
    const other = { ...one, queues: { m1: [] }, returned: [], looks: { later: { q: 1 } } };
    expect(observedDifferences(one, other).map(({ section }) => section)).toEqual([
      'queues',
      'returned',
      'looks',
    ]);
  });

  test('may differ in what depends on time', () => {
    const other = { ...one, deliveries: { c1: ['m2'] } };
    expect(observedDifferences(one, other, ['deliveries'])).toEqual([]);
  });
});
