import { expect, test } from 'vitest';
import { everThere } from '../../src/lib/lab/ever-there.ts';
import type { Step } from '../../src/lib/lab/experiment.ts';
import { bindLast, declareQueue, queue, topology } from '../../src/lib/lab/notation.ts';

const bound = (...steps: Step[]): string[] =>
  everThere({ topology: topology([], []), steps }).bindings.map(
    ({ destination, routingKey }) => `${routingKey} ▶ ${destination}`,
  );

test('a bind without a queue is of the one that its role declared last, under its name without a key', () => {
  expect(
    bound(
      declareQueue(queue('a')),
      declareQueue(queue('b'), { by: 'bob' }),
      bindLast('x', ''),
      bindLast('x', 'k', { by: 'bob' }),
      declareQueue(queue('c'), { passive: true }),
      bindLast('x', ''),
    ),
  ).toEqual(['a ▶ a', 'k ▶ b', 'c ▶ c']);
});

test('a bind without a queue that nothing was declared before binds nothing', () => {
  expect(bound(bindLast('x', ''), declareQueue(queue('a')))).toEqual([]);
});
