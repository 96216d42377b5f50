import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { lint } from '../../src/lib/definitions/lint/lint.ts';
import { readDefinitions } from '../../src/lib/definitions/read-definitions.ts';
import { subjectText } from '../../src/lib/definitions/words.ts';
import { binding, exchange, queue, topology } from '../../src/lib/lab/notation.ts';
import type { Binding, Topology } from '../../src/lib/routing/topology.ts';
import { messagesOf, rows, rulesThatFind } from './lint-found.ts';

/** One exchange `x` of that type, and queues `q` and `r`. */
const bound = (type: string, ...bindings: readonly (string | Binding)[]): Topology =>
  topology([exchange('x', type), exchange('y', 'fanout')], [queue('q'), queue('r')], bindings);

const headersOf = (args: Parameters<typeof binding>[1], to = 'q'): Binding => binding(`x -> ${to}`, args);

rows('shadowed-binding', [
  [
    'is told of a pattern beside a wider one, whichever was first',
    bound('topic', 'x -[order.*]-> q', 'x -[order.#]-> q'),
    ['x -[order.*]-> q'],
  ],
  [
    'is told of a key beside a pattern that takes it',
    bound('topic', 'x -[#.paid]-> q', 'x -[order.paid]-> q'),
    ['x -[order.paid]-> q'],
  ],
  [
    'is told of the later one of two that take the same',
    bound('topic', 'x -[*.#]-> q', 'x -[#.*]-> q'),
    ['x -[#.*]-> q'],
  ],
  [
    'is told of bindings to exchanges as well',
    bound('topic', 'x =[a.b]=> y', 'x =[a.*]=> y'),
    ['x =[a.b]=> y'],
  ],
  ['is not told of patterns that overlap', bound('topic', 'x -[a.*]-> q', 'x -[*.b]-> q'), []],
  ['is not told of two queues', bound('topic', 'x -[a.*]-> q', 'x -[#]-> r'), []],
  [
    'is not told of a queue and an exchange of the same name',
    topology([exchange('x', 'fanout'), exchange('q', 'fanout')], [queue('q')], ['x -> q', 'x => q']),
    [],
  ],
  [
    'is told of every binding behind the first on a fanout exchange',
    bound('fanout', 'x -[a]-> q', 'x -[b]-> q', 'x -> r'),
    ['x -[b]-> q'],
  ],
  [
    'is told of the same key with other arguments on a direct exchange',
    bound('direct', 'x -[a]-> q', binding('x -[a]-> q', { note: 'again' })),
    ['x -[a {note: "again"}]-> q'],
  ],
  ['is not told of two keys on a direct exchange', bound('direct', 'x -[a]-> q', 'x -[#]-> q'), []],
  [
    'is told of headers that are a part of what another asks for',
    bound('headers', headersOf({ a: 1, b: 2 }), headersOf({ a: 1 })),
    ['x -[{a: 1, b: 2}]-> q'],
  ],
  [
    'is told of a value beside the header with any value',
    bound('headers', headersOf({ a: 1 }), headersOf({ a: null })),
    ['x -[{a: 1}]-> q'],
  ],
  [
    'is told of fewer alternatives',
    bound('headers', headersOf({ 'x-match': 'any', a: 1 }), headersOf({ 'x-match': 'any', a: 1, b: 2 })),
    ['x -[{x-match: "any", a: 1}]-> q'],
  ],
  [
    'is told of all beside any of the same',
    bound('headers', headersOf({ a: 1, b: 2 }), headersOf({ 'x-match': 'any', a: 1, b: 2 })),
    ['x -[{a: 1, b: 2}]-> q'],
  ],
  [
    'is not told of headers with another value, or of another type',
    bound('headers', headersOf({ a: 1 }), headersOf({ a: 2 }), headersOf({ a: '1' })),
    [],
  ],
  [
    'is not told of headers that only overlap',
    bound('headers', headersOf({ a: 1, b: null }), headersOf({ b: 2, c: 1 })),
    [],
  ],
  [
    "is not told of anything on a plugin's exchange",
    bound('x-delayed-message', 'x -[a]-> q', 'x -[#]-> q'),
    [],
  ],
]);

rows('wildcard-elsewhere', [
  ['is told of a pattern on a direct exchange', bound('direct', 'x -[order.*]-> q'), ['x -[order.*]-> q']],
  ['is told of # on a direct exchange', bound('direct', 'x -[#]-> q'), ['x -[#]-> q']],
  ['is told of a pattern on a fanout exchange', bound('fanout', 'x -[order.*]-> q'), ['x -[order.*]-> q']],
  ['is not told of # on a fanout exchange, which takes all', bound('fanout', 'x -[#]-> q'), []],
  ['is not told of a sign inside a word', bound('direct', 'x -[c#]-> q', 'x -[5*3]-> q'), []],
  ['is not told of a pattern on a topic exchange', bound('topic', 'x -[order.*]-> q'), []],
  ["is not told of a plugin's exchange", bound('x-random', 'x -[order.*]-> q'), []],
]);

rows('wildcard-in-word', [
  ['is told of order.x*', bound('topic', 'x -[order.x*]-> q'), ['x -[order.x*]-> q']],
  ['is told of **', bound('topic', 'x -[**]-> q'), ['x -[**]-> q']],
  ['is not told of whole words', bound('topic', 'x -[order.*.#]-> q'), []],
  ['is not told of a direct exchange', bound('direct', 'x -[order.x*]-> q'), []],
]);

rows('empty-topic-key', [
  ['is told of a topic binding without a key', bound('topic', 'x -> q'), ['x -> q']],
  ['is not told of others', bound('topic', 'x -[#]-> q'), []],
  ['is not told of exchanges that read no patterns', bound('direct', 'x -> q'), []],
]);

rows('empty-word-in-key', [
  [
    'is told of a dot too many',
    bound('topic', 'x -[a..b]-> q', 'x -[.a]-> q', 'x -[a.]-> q'),
    ['x -[a..b]-> q', 'x -[.a]-> q', 'x -[a.]-> q'],
  ],
  ['is not told of a key without words', bound('topic', 'x -> q'), []],
]);

rows('headers-matches-everything', [
  [
    'is told of all without a pair',
    bound('headers', headersOf({ 'x-match': 'all' })),
    ['x -[{x-match: "all"}]-> q'],
  ],
  ['is told of no arguments at all', bound('headers', 'x -[a]-> q'), ['x -[a]-> q']],
  ['is told of x- headers alone', bound('headers', headersOf({ 'x-a': 1 })), ['x -[{x-a: 1}]-> q']],
  [
    'is not told of x- headers that are compared',
    bound('headers', headersOf({ 'x-match': 'all-with-x', 'x-a': 1 })),
    [],
  ],
  ['is not told of a pair', bound('headers', headersOf({ a: 1 })), []],
  ['is not told of any', bound('headers', headersOf({ 'x-match': 'any' })), []],
  ['is not told of other exchanges', bound('fanout', 'x -> q'), []],
]);

rows('headers-matches-nothing', [
  [
    'is told of any without a pair',
    bound('headers', headersOf({ 'x-match': 'any' })),
    ['x -[{x-match: "any"}]-> q'],
  ],
  [
    'is told of x- headers alone',
    bound('headers', headersOf({ 'x-match': 'any', 'x-a': 1 })),
    ['x -[{x-match: "any", x-a: 1}]-> q'],
  ],
  [
    'is not told of x- headers that are compared',
    bound('headers', headersOf({ 'x-match': 'any-with-x', 'x-a': 1 })),
    [],
  ],
  ['is not told of all', bound('headers', headersOf({})), []],
]);

rows('headers-pair-skipped', [
  [
    'is told of an x- header beside another',
    bound('headers', headersOf({ a: 1, 'x-b': 2 })),
    ['x -[{a: 1, x-b: 2}]-> q'],
  ],
  [
    'is not told where it is compared',
    bound('headers', headersOf({ 'x-match': 'any-with-x', a: 1, 'x-b': 2 })),
    [],
  ],
  ['is not told where nothing is compared', bound('headers', headersOf({ 'x-b': 2 })), []],
]);

rows('x-match-value', [
  [
    'is told of another word',
    bound('headers', headersOf({ 'x-match': 'some', a: 1 })),
    ['x -[{x-match: "some", a: 1}]-> q'],
  ],
  [
    'is told of capitals',
    bound('headers', headersOf({ 'x-match': 'ALL', a: 1 })),
    ['x -[{x-match: "ALL", a: 1}]-> q'],
  ],
  [
    'is told of what is no text',
    bound('headers', headersOf({ 'x-match': true, a: 1 })),
    ['x -[{x-match: true, a: 1}]-> q'],
  ],
  [
    'is not told of the four words',
    bound(
      'headers',
      ...['all', 'any', 'all-with-x', 'any-with-x'].map((mode) => headersOf({ 'x-match': mode, a: 1 })),
    ),
    [],
  ],
]);

rows('x-match-elsewhere', [
  [
    'is told of a direct exchange',
    bound('direct', headersOf({ 'x-match': 'all', a: 1 })),
    ['x -[{x-match: "all", a: 1}]-> q'],
  ],
  ['is not told of other arguments', bound('direct', headersOf({ a: 1 })), []],
  ['is not told of a headers exchange', bound('headers', headersOf({ 'x-match': 'all', a: 1 })), []],
  [
    "is not told of a plugin's exchange",
    bound('x-delayed-message', headersOf({ 'x-match': 'all', a: 1 })),
    [],
  ],
]);

rows('dangling-binding', [
  ['is told of a queue that is not there', bound('fanout', 'x -> nope'), ['x -> nope']],
  [
    'is told of an exchange that is not there',
    bound('fanout', 'x => nope', 'nope -> q'),
    ['x => nope', 'nope -> q'],
  ],
  ['is not told of predeclared exchanges', bound('fanout', 'amq.topic -[a]-> q', 'x => amq.fanout'), []],
  ["is not told of a consumer's queue that the broker named", bound('fanout', 'x -> amq.gen-JzTY20'), []],
]);

test('what rabbitmqctl leaves out of an export is a warning, and never more', async () => {
  const text = await readFile(new URL('exports/rabbitmqctl.json', import.meta.url), 'utf8');
  const dangling = lint(readDefinitions(text).topology).filter(({ id }) => id === 'dangling-binding');
  expect(dangling.map(({ severity, subject }) => `${severity} ${subjectText(subject)}`)).toEqual([
    'warning audit -> log',
    'warning orders =[#]=> audit',
    'warning orders -[mine]-> mine',
  ]);
});

test('of what bindings name and nobody declares nothing else is said: an export may lack it', () => {
  const exported = topology(
    [exchange('in', 'topic', { arguments: { 'alternate-exchange': 'rest' } })],
    [queue('q', { 'x-dead-letter-exchange': 'dlx' }), queue('r')],
    ['in =[a]=> internal', 'internal -> q', 'dlx -> r', 'rest -> reply', 'in -[b]-> reply'],
  );
  expect(rulesThatFind(exported, ['error', 'warning', 'info'])).toEqual(['dangling-binding']);
});

rows('default-exchange-binding', [
  ['is told of a binding from it', bound('fanout', { ...binding('x -[a]-> q'), source: '' }), [' -[a]-> q']],
  ['is told of a binding to it', bound('fanout', { ...binding('x => y'), destination: '' }), ['x => ']],
  [
    'is not told of those that queues have by themselves',
    bound('fanout', { ...binding('x -[q]-> q'), source: '' }),
    [],
  ],
]);

rows('binding-out-of-reach', [
  [
    'is told of a key that no binding to the internal exchange lets through',
    topology(
      [exchange('x', 'topic'), exchange('y', 'topic', { internal: true })],
      [queue('q')],
      ['x =[order.#]=> y', 'y -[order.*]-> q', 'y -[invoice.#]-> q'],
    ),
    ['y -[invoice.#]-> q'],
  ],
  [
    'is not told where publishers may publish there',
    topology([exchange('x', 'topic'), exchange('y', 'topic')], [queue('q')], ['x =[a]=> y', 'y -[b]-> q']),
    [],
  ],
  [
    'is not told where dead letters get there as well',
    topology(
      [exchange('x', 'topic'), exchange('y', 'topic', { internal: true })],
      [queue('q', { 'x-dead-letter-exchange': 'y' })],
      ['x =[a]=> y', 'y -[b]-> q'],
    ),
    [],
  ],
  [
    'is not told behind a fanout or a headers exchange',
    topology(
      [exchange('x', 'fanout'), exchange('y', 'topic', { internal: true })],
      [queue('q')],
      ['x =[a]=> y', 'y -[b]-> q'],
    ),
    [],
  ],
]);

test('a message says which binding takes all that another takes, and where all do', () => {
  expect(messagesOf('shadowed-binding', bound('topic', 'x -[a.*]-> q', 'x -[a.#]-> q'))).toEqual([
    'The binding x -[a.*]-> q adds nothing: x -[a.#]-> q takes all that it takes.',
  ]);
  expect(messagesOf('shadowed-binding', bound('fanout', 'x -[a]-> q', 'x -> q'))).toEqual([
    "The binding x -> q adds nothing to x -[a]-> q: 'x' is a fanout exchange, where each binding takes every message.",
  ]);
});
