import { expect, test } from 'vitest';
import type { Happening } from '../../src/lib/lab/events.ts';
import { look, publish, queue, topology } from '../../src/lib/lab/notation.ts';
import type { Depth, Observed } from '../../src/lib/lab/observed.ts';
import { observe } from '../../src/lib/lab/verdict/observe.ts';

const experiment = {
  name: 'test',
  topology: topology([], [queue('a'), queue('b'), queue('c')]),
  steps: [publish('m1', '', 'a'), publish('m2', '', 'b'), look('later')],
  expected: null,
};

const seenIn = (...events: Happening[]): Observed =>
  observe(
    experiment,
    events.map((event, at) => ({ at, ...event })),
  );

const delivered = (message: string, from: string, more: Partial<Happening & { kind: 'delivered' }> = {}) =>
  ({
    kind: 'delivered',
    message,
    queue: from,
    consumer: 'c1',
    redelivered: false,
    deaths: [],
    ...more,
  }) as const;

test('a message was seen where it was delivered from, left and dead, in the topology’s order', () => {
  const death = { queue: 'a', reason: 'expired', count: 1 };
  const left = { kind: 'left', message: 'm1', queue: 'c', redelivered: false, deaths: [] } as const;
  const { queues, deaths } = seenIn(left, delivered('m1', 'b', { deaths: [death] }));
  expect(queues).toEqual({ m1: ['a', 'b', 'c'], m2: [] });
  expect(deaths).toEqual({ m1: ['a expired'] });
});

test('a message that was delivered before is told apart, by the consumer that got it', () => {
  const again = delivered('m1', 'a', { redelivered: true });
  expect(seenIn(delivered('m1', 'a'), again).deliveries).toEqual({ c1: ['m1', 'm1 redelivered'] });
});

test('who asked in vain is told with the queues that had nothing, in order', () => {
  const none = (queue: string) => ({ kind: 'got-none', queue, who: 'poller' }) as const;
  const { empty, deliveries } = seenIn(none('b'), none('a'), none('b'));
  expect({ empty, deliveries }).toEqual({ empty: { poller: ['b', 'a', 'b'] }, deliveries: {} });
});

test('the last record of deaths counts, with how often each happened', () => {
  const deaths = [{ queue: 'a', reason: 'rejected', count: 3 }];
  const earlier = delivered('m1', 'a', { deaths: [{ queue: 'a', reason: 'rejected', count: 1 }] });
  expect(seenIn(earlier, delivered('m1', 'a', { deaths })).deaths).toEqual({ m1: ['a rejected ×3'] });
});

test('messages stand in the order in which they were published, whatever came back first', () => {
  const returned = (message: string) => ({ kind: 'returned', message, code: 312, text: 'NO_ROUTE' }) as const;
  expect(seenIn(returned('m2'), returned('m1')).returned).toEqual(['m1', 'm2']);
});

test('a message that is published again is no longer unconfirmed', () => {
  const published = { kind: 'published', message: 'm1', by: 'producer' } as const;
  const unconfirmed = { kind: 'unconfirmed', message: 'm1' } as const;
  expect(seenIn(published, unconfirmed).unconfirmed).toEqual(['m1']);
  expect(seenIn(published, unconfirmed, published).unconfirmed).toEqual([]);
});

test('what the broker objected to is told for each role, with its code', () => {
  const error = { kind: 'error', who: 'p', closed: 'channel', code: 404, text: 'NOT_FOUND - no' } as const;
  expect(seenIn(error, error).errors).toEqual({ p: ['404 NOT_FOUND - no', '404 NOT_FOUND - no'] });
});

test('a look is what lay in the queues at its moment', () => {
  const ready = new Map<string, Depth>([
    ['a', 2],
    ['b', 'gone'],
  ]);
  expect(seenIn({ kind: 'looked', moment: 'later', ready }).looks).toEqual({ later: { a: 2, b: 'gone' } });
});
