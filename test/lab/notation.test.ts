import { expect, test } from 'vitest';
import { binding, consume, cut, declareQueue, publish, queue } from '../../src/lib/lab/notation.ts';
import { forwarded, reply, retried } from '../../src/lib/lab/run/made-messages.ts';
import { roleSpecs } from '../../src/lib/lab/run/role-specs.ts';

test.each([
  ['orders -[order.*]-> billing', 'orders', 'queue', 'order.*', 'billing'],
  ['news -> q1', 'news', 'queue', '', 'q1'],
  ['a =[k]=> b', 'a', 'exchange', 'k', 'b'],
  ['a => b', 'a', 'exchange', '', 'b'],
  ['x -[a -[b]- c]-> q', 'x', 'queue', 'a -[b]- c', 'q'],
])('the binding %s is read', (text, source, destinationType, routingKey, destination) => {
  expect(binding(text)).toMatchObject({ source, destinationType, routingKey, destination });
});

test('a binding that cannot be read is a mistake of its author', () => {
  expect(() => binding('orders > billing')).toThrow("got 'orders > billing'");
});

test('what is left out of a step is not there', () => {
  expect(consume('c1', 'q')).toEqual({ kind: 'consume', consumer: 'c1', queue: 'q' });
  expect(consume('c1', 'q', { prefetch: 1, takesMs: 5 })).toEqual({
    kind: 'consume',
    consumer: 'c1',
    queue: 'q',
    prefetch: 1,
    behaviour: { takesMs: 5 },
  });
});

test('a role that publishes, breaks or recovers anywhere does so from the start', () => {
  const specs = roleSpecs({
    steps: [
      consume('c1', 'q', { replies: true }),
      consume('c2', 'q', { by: 'app' }),
      consume('c3', 'q', { by: 'app', replies: true }),
      cut('c1', { recovers: true }),
      declareQueue(queue('q')),
      publish('m1', '', 'q', { confirmLost: true }),
    ],
  });
  expect(
    specs.map(({ name, title, publishes, breaks, recovers }) => [name, title, publishes, breaks, recovers]),
  ).toEqual([
    ['c1', 'consumer c1', true, true, true],
    ['app', 'app', true, false, false],
    ['operator', 'operator', false, false, false],
    ['producer', 'producer', true, true, false],
  ]);
});

const received = {
  exchange: '',
  routingKey: 'work',
  headers: {},
  messageId: 'm1',
  redelivered: false,
  deaths: [],
  body: 'sku,count\na, 1\nb,2\n',
  replyTo: 'here',
  correlationId: 'm1',
};

test('a message that is sent on is named after the one that it was made of', () => {
  const [one] = forwarded(received, { exchange: 'events', routingKey: 'k' }, 'billing');
  expect(one).toMatchObject({ id: 'm1.billing', exchange: 'events', routingKey: 'k', body: received.body });
  expect(reply(received)).toMatchObject({
    message: { id: 'm1 reply', exchange: '', routingKey: 'here' },
    correlationId: 'm1',
  });
});

test('the rows of a CSV text become JSON', () => {
  const rows = forwarded(received, { exchange: 'events', routingKey: 'k', each: 'csv-row' }, 'adapter');
  expect(rows.map(({ id, body }) => [id, body])).toEqual([
    ['m1.1', '{"sku":"a","count":"1"}'],
    ['m1.2', '{"sku":"b","count":"2"}'],
  ]);
  const empty = { ...received, body: '' };
  expect(forwarded(empty, { exchange: 'events', routingKey: 'k', each: 'csv-row' }, 'adapter')).toEqual([]);
});

test('a retry goes under the key of its number, and beyond the last under that', () => {
  const retries = { exchange: 'retry', routingKeys: ['soon', 'later', 'parking'] };
  const keys = [1, 2, 3, 4].map((attempt) => retried(received, retries, attempt).routingKey);
  expect(keys).toEqual(['soon', 'later', 'parking', 'parking']);
});
