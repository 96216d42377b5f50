import { expect, test } from 'vitest';
import { binding, exchange, queue, topology } from '../../src/lib/lab/notation.ts';
import { messagesOf, rows } from './lint-found.ts';

const alternate = (name: string) => ({ arguments: { 'alternate-exchange': name } });
const DEAD_TO = (name: string, key?: string) => ({
  'x-dead-letter-exchange': name,
  'x-dead-letter-routing-key': key,
});
const INTERNAL = { internal: true };
const TRANSIENT = { durable: false };
const AUTO_DELETE = { autoDelete: true };
const OF_ITS_OWNER = { durable: false, exclusive: true };

const Q = [queue('q')];
const X = (type: string, flags: Parameters<typeof exchange>[2] = {}) => exchange('x', type, flags);
const Y = (type: string, flags: Parameters<typeof exchange>[2] = {}) => exchange('y', type, flags);

rows('unbound-queue', [
  [
    'is told of a queue that nothing leads to',
    topology([X('fanout')], [...Q, queue('r')], ['x -> r']),
    ['queue q'],
  ],
  ['is not told where there are queues alone', topology([], Q), []],
  [
    'is not told of dead-letter queues',
    topology([X('fanout')], [queue('q', DEAD_TO('', 'dead')), queue('dead')], ['x -> q']),
    [],
  ],
  ['is not told of exclusive queues', topology([X('fanout')], [queue('q', {}, { exclusive: true })]), []],
  ['is not told of queues that the broker named', topology([X('fanout')], [queue('amq.gen-1')]), []],
]);

rows('unreachable-exchange', [
  [
    'is told of an internal exchange that nothing is bound to',
    topology([X('fanout', INTERNAL)], Q, ['x -> q']),
    ['exchange x'],
  ],
  [
    'is not told of bindings, alternates and dead letters',
    topology(
      [...['a', 'b', 'c'].map((name) => exchange(name, 'fanout', INTERNAL)), X('direct', alternate('b'))],
      [queue('q', DEAD_TO('c'))],
      ['x =[k]=> a', 'a -> q', 'b -> q', 'c -> q'],
    ),
    [],
  ],
  ['is not told of exchanges that one may publish to', topology([X('fanout')], Q, ['x -> q']), []],
]);

rows('exchange-leads-nowhere', [
  ['is told of an exchange without a binding', topology([X('fanout')], Q), ['exchange x']],
  [
    'is told of exchanges that lead to exchanges alone',
    topology([X('fanout'), Y('fanout')], Q, ['x => y']),
    ['exchange x', 'exchange y'],
  ],
  [
    'is told of keys that do not come through',
    topology([X('direct'), Y('direct')], Q, ['x =[a]=> y', 'y -[b]-> q']),
    ['exchange x'],
  ],
  [
    'is told of a binding that takes nothing',
    topology([X('headers')], Q, [binding('x -> q', { 'x-match': 'any' })]),
    ['exchange x'],
  ],
  [
    'is told of a binding that RabbitMQ refuses',
    topology([X('headers')], Q, [binding('x -> q', { 'x-match': 'some', a: 1 })]),
    ['exchange x'],
  ],
  [
    'is told of the default exchange as alternate, which takes nothing',
    topology([X('direct', alternate(''))], Q),
    ['exchange x'],
  ],
  [
    'is not told of an alternate exchange that leads on',
    topology([X('direct', alternate('y')), Y('fanout')], Q, ['y -> q']),
    [],
  ],
  [
    "is not told of plugins' exchanges, nor of what leads there",
    topology([Y('x-random'), X('fanout')], Q, ['x => y']),
    [],
  ],
  [
    'is not told of dead-letter and alternate exchanges, of which others tell',
    topology(
      [exchange('d', 'fanout'), Y('fanout'), X('direct', alternate('y'))],
      [queue('q', DEAD_TO('d'))],
      ['x -[k]-> q'],
    ),
    [],
  ],
]);

rows('dropping-exchange', [
  ['is told of a direct exchange', topology([X('direct')], Q, ['x -[a]-> q']), ['exchange x']],
  [
    'is told of patterns that leave something over',
    topology([X('topic')], Q, ['x -[*.#]-> q']),
    ['exchange x'],
  ],
  ['is told of headers', topology([X('headers')], Q, [binding('x -> q', { a: 1 })]), ['exchange x']],
  ['is not told of #', topology([X('topic')], Q, ['x -[#]-> q']), []],
  [
    'is not told of patterns that take everything together',
    topology([X('topic')], [...Q, queue('r')], ['x -[*.#]-> q', 'x -> r']),
    [],
  ],
  ['is not told of a fanout', topology([X('fanout')], Q, ['x -> q']), []],
  ['is not told of a headers binding that takes everything', topology([X('headers')], Q, ['x -> q']), []],
  [
    'is not told where there is an alternate exchange',
    topology([X('direct', alternate('y')), Y('fanout')], Q, ['x -[a]-> q', 'y -> q']),
    [],
  ],
  [
    'is not told of a dead-letter exchange whose keys are known, and bound',
    topology([exchange('d', 'direct')], [queue('q', DEAD_TO('d', 'k')), queue('dead')], ['d -[k]-> dead']),
    [],
  ],
  [
    'is told of a dead-letter exchange of which one key is not bound',
    topology(
      [exchange('d', 'direct')],
      [queue('q', DEAD_TO('d', 'k')), queue('r', DEAD_TO('d')), queue('dead')],
      ['d -[k]-> dead'],
    ),
    ['exchange d'],
  ],
  [
    'is not told of an internal exchange that takes all that gets there',
    topology([X('topic'), Y('topic', INTERNAL)], Q, ['x =[a.*]=> y', 'x -[#]-> q', 'y -[a.#]-> q']),
    [],
  ],
  ["is not told of a plugin's exchange", topology([X('x-random')], Q, ['x -[a]-> q']), []],
]);

rows('alternate-exchange-missing', [
  ['is told of a name that nothing has', topology([X('direct', alternate('falback'))], []), ['exchange x']],
  ['is not told of predeclared exchanges', topology([X('direct', alternate('amq.fanout'))], []), []],
]);

rows('alternate-exchange-leads-nowhere', [
  [
    'is told of one without a binding',
    topology([X('direct', alternate('y')), Y('fanout')], Q, ['x -[k]-> q']),
    ['exchange x'],
  ],
  [
    'is told of one that leads back alone',
    topology([X('direct', alternate('y')), Y('fanout')], Q, ['x -[k]-> q', 'y => x']),
    ['exchange x'],
  ],
  [
    'is told of an exchange that is its own',
    topology([X('direct', alternate('x'))], Q, ['x -[k]-> q']),
    ['exchange x'],
  ],
  [
    'is told of the default exchange, which takes nothing there',
    topology([X('direct', alternate(''))], Q, ['x -[k]-> q']),
    ['exchange x'],
  ],
  [
    'is not told of one with a queue',
    topology([X('direct', alternate('y')), Y('fanout')], Q, ['y -> q']),
    [],
  ],
  ["is not told of a plugin's exchange", topology([X('direct', alternate('y')), Y('x-random')], Q), []],
]);

rows('exchange-cycle', [
  [
    'is told of once',
    topology([X('fanout'), Y('fanout')], Q, ['x => y', 'y => x', 'y -> q']),
    ['exchange x'],
  ],
  [
    'is told of alternates of each other',
    topology([X('direct', alternate('y')), Y('direct', alternate('x'))], Q, ['x -[k]-> q']),
    ['exchange x'],
  ],
  [
    'is not told of keys that do not come round',
    topology([X('topic'), Y('topic')], Q, ['x =[a]=> y', 'y =[b]=> x']),
    [],
  ],
  [
    'is not told of two ways to one place',
    topology([X('fanout'), Y('fanout'), exchange('z', 'fanout')], Q, [
      'x => y',
      'x => z',
      'y => z',
      'z -> q',
    ]),
    [],
  ],
  [
    "is not told of what comes back through a plugin's exchange",
    topology([X('fanout'), Y('x-random')], Q, ['x => y', 'y => x']),
    [],
  ],
]);

rows('exchange-type-not-modelled', [
  ["is told of a plugin's type", topology([X('x-delayed-message')], []), ['exchange x']],
  [
    'is not told of the four types',
    topology(
      ['direct', 'fanout', 'topic', 'headers'].map((type) => exchange(type, type)),
      [],
    ),
    [],
  ],
]);

rows('reserved-name', [
  [
    'is told of an exchange and a queue',
    topology([exchange('amq.mine', 'fanout')], [queue('amq.q')]),
    ['exchange amq.mine', 'queue amq.q'],
  ],
  [
    'is not told of predeclared exchanges and of queues that the broker named',
    topology([exchange('amq.topic', 'topic')], [queue('amq.gen-abc')]),
    [],
  ],
]);

rows('declared-twice', [
  ['is told of two types', topology([X('fanout'), X('topic')], []), ['exchange x']],
  ['is told of other arguments', topology([], [queue('q'), queue('q', { 'x-max-length': 1 })]), ['queue q']],
  ['is not told of the same again', topology([X('fanout'), X('fanout')], [...Q, ...Q]), []],
  ['is not told of an exchange and a queue of one name', topology([X('fanout')], [queue('x')]), []],
]);

rows('lost-at-restart', [
  [
    'is told of a transient exchange before a durable queue',
    topology([X('fanout', TRANSIENT)], Q, ['x -> q']),
    ['exchange x'],
  ],
  [
    'is told of a transient exchange before a durable one',
    topology([X('fanout', TRANSIENT), Y('fanout')], Q, ['x => y', 'y -> q']),
    ['exchange x'],
  ],
  [
    'is not told of what is all transient',
    topology([X('fanout', TRANSIENT)], [queue('q', {}, OF_ITS_OWNER)], ['x -> q']),
    [],
  ],
  [
    'is not told of a durable exchange before a transient queue',
    topology([X('fanout')], [queue('q', {}, OF_ITS_OWNER)], ['x -> q']),
    [],
  ],
  [
    'is not told of an exchange that only bindings name',
    topology([X('fanout', TRANSIENT)], [], ['x => y']),
    [],
  ],
]);

rows('transient-fallback', [
  [
    'is told of a transient dead-letter exchange',
    topology([Y('fanout', TRANSIENT)], [queue('q', DEAD_TO('y'))]),
    ['queue q'],
  ],
  [
    'is told of an auto-delete alternate exchange',
    topology([Y('fanout', AUTO_DELETE), X('direct', alternate('y'))], []),
    ['exchange x'],
  ],
  [
    'is not told of a transient queue',
    topology([Y('fanout', TRANSIENT)], [queue('q', DEAD_TO('y'), TRANSIENT)]),
    [],
  ],
  ['is not told of durable ones', topology([Y('fanout')], [queue('q', DEAD_TO('y'))]), []],
]);

rows('auto-delete-exchange', [
  [
    'is told of one before auto-delete queues alone',
    topology([X('fanout', AUTO_DELETE)], [queue('q', {}, AUTO_DELETE)], ['x -> q']),
    ['exchange x'],
  ],
  [
    'is not told of one with a queue that stays',
    topology([X('fanout', AUTO_DELETE)], [queue('q', {}, AUTO_DELETE), queue('r')], ['x -> q', 'x -> r']),
    [],
  ],
  ['is not told of one without a binding, which stays', topology([X('fanout', AUTO_DELETE)], []), []],
]);

rows('later-topic-hashes', [
  ['is told of a third #', topology([X('topic')], Q, ['x -[#.a.#.b.#]-> q']), ['x -[#.a.#.b.#]-> q']],
  ['is not told of two', topology([X('topic')], Q, ['x -[#.a.#]-> q']), []],
  ['is not told of other exchanges', topology([X('direct')], Q, ['x -[#.a.#.b.#]-> q']), []],
]);

test('messages name what is in the way', () => {
  const nowhere = topology([X('fanout'), Y('direct')], Q, ['x => y']);
  expect(messagesOf('exchange-leads-nowhere', nowhere)).toEqual([
    "No message that is published to exchange 'x' gets to a queue: its bindings lead to 'y', and no further.",
    "No message that is published to exchange 'y' gets to a queue: it has no binding.",
  ]);
  expect(messagesOf('exchange-type-not-modelled', topology([X('Topics')], []))).toEqual([
    "Exchange 'x' is of type 'Topics', which is not modelled: did you mean topic?",
  ]);
  const twice = topology([X('fanout'), X('topic', { durable: false, ...alternate('y') })], []);
  expect(messagesOf('declared-twice', twice)).toEqual([
    "The exchange 'x' is declared more than once, with another type, durable and set of arguments.",
  ]);
});
