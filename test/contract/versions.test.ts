import { expect, test } from 'vitest';
import { leftOut } from './versions.ts';

test.each([
  [{}, '3.10.8', undefined],
  [{ since: '3.10' }, '3.10.8', undefined],
  [{ since: '3.10.9' }, '3.10.8', 'since 3.10.9'],
  [{ since: '4.0' }, '3.13.7', 'since 4.0'],
  [{ until: '4.0' }, '3.13.7', undefined],
  [{ until: '4.0' }, '4.0.0', 'until 4.0'],
  [{ since: '3.9', until: '3.10' }, '3.10.8', 'until 3.10'],
])('a case for %j on a server of version %s is left out because of: %s', (versions, version, reason) => {
  expect(leftOut(versions, version)).toBe(reason);
});
