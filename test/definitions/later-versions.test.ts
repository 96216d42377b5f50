import { expect, test } from 'vitest';
import { LATER_DIFFERENCES } from '../../src/lib/definitions/later-versions.ts';

test.each(LATER_DIFFERENCES)('the later difference $behaviour says since when, in whole sentences', (row) => {
  expect(row.behaviour).toMatch(/^[a-z-]+$/);
  expect(row.since).toMatch(/^[4-9]\.\d+(\.\d+)?$/);
  expect(row.text).toMatch(/^[A-Zb].*\.$/s);
});

test('later differences have each a name of their own', () => {
  expect(new Set(LATER_DIFFERENCES.map(({ behaviour }) => behaviour)).size).toBe(LATER_DIFFERENCES.length);
});
