import { expect } from 'vitest';
import { fieldTable, type PlainTable, type PlainValue } from '../../src/lib/routing/values.ts';
import type { Fields } from '../support/raw-client.ts';
import { contract } from './contract.ts';
import { channelClosed, notEquivalent, ok } from './expected.ts';

type Row = [string, PlainTable, string | undefined, Fields<'queue.declare'>?];

const tagged = (type: string, value: number | string): PlainValue => ({ '!': type, value });
/** What stands between the argument's name and the reason. */
const AT_QUEUE = " for queue 'QUEUE' in vhost '/'";
const invalid = (arg: string, reason: string): string => `invalid arg '${arg}'${AT_QUEUE}: ${reason}`;
const notFor = (arg: string, type: string): string =>
  `invalid arg '${arg}'${AT_QUEUE} of queue type rabbit_${type}_queue`;
const property = (name: string): string => `invalid property '${name}'${AT_QUEUE}`;

/** Rows for an argument that is to be a whole number. */
const wholeNumber = (arg: string, max: string): Row[] => [
  [arg, { [arg]: 1 }, undefined],
  [
    arg,
    { [arg]: tagged('int64', 70_000) },
    arg === 'x-max-priority' ? invalid(arg, max.replace('MAX', '70000')) : undefined,
  ],
  [arg, { [arg]: -1 }, invalid(arg, '{value_negative,-1}')],
  [arg, { [arg]: '5' }, invalid(arg, '"expected integer, got longstr"')],
  [arg, { [arg]: 1.5 }, invalid(arg, '"expected integer, got double"')],
  [arg, { [arg]: tagged('timestamp', 5) }, invalid(arg, '"expected integer, got timestamp"')],
  [arg, { [arg]: true }, invalid(arg, '"expected integer, got bool"')],
  [arg, { [arg]: null }, invalid(arg, '"expected integer, got void"')],
  [arg, { [arg]: [1] }, invalid(arg, '"expected integer, got array"')],
  [arg, { [arg]: { a: 1 } }, invalid(arg, '"expected integer, got table"')],
];
const HUGE = '9007199254740993';

const CLASSIC: Row[] = [
  ...wholeNumber('x-message-ttl', ''),
  ['gotcha 25', { 'x-message-ttl': 0 }, undefined],
  [
    'x-message-ttl',
    { 'x-message-ttl': tagged('int64', HUGE) },
    invalid('x-message-ttl', `{value_too_large,${HUGE}}`),
  ],
  ...wholeNumber('x-expires', ''),
  ['gotcha 25', { 'x-expires': 0 }, invalid('x-expires', '{value_zero,0}')],
  ['x-expires', { 'x-expires': tagged('int64', HUGE) }, invalid('x-expires', `{value_too_large,${HUGE}}`)],
  ...wholeNumber('x-max-length', ''),
  ['x-max-length', { 'x-max-length': 0 }, undefined],
  ['x-max-length', { 'x-max-length': tagged('int64', HUGE) }, undefined],
  ...wholeNumber('x-max-length-bytes', ''),
  ...wholeNumber('x-max-priority', '{max_value_exceeded,MAX}'),
  ['x-max-priority', { 'x-max-priority': 0 }, undefined],
  ['x-max-priority', { 'x-max-priority': 255 }, undefined],
  ['x-max-priority', { 'x-max-priority': 256 }, invalid('x-max-priority', '{max_value_exceeded,256}')],
  ['dead-lettering', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': '' }, undefined],
  [
    'dead-lettering',
    { 'x-dead-letter-exchange': 1 },
    `invalid type 'signedint' for arg 'x-dead-letter-exchange' in queue 'QUEUE' in vhost '/'`,
  ],
  [
    'dead-lettering',
    { 'x-dead-letter-exchange': null },
    `invalid type 'void' for arg 'x-dead-letter-exchange' in queue 'QUEUE' in vhost '/'`,
  ],
  [
    'gotcha 25',
    { 'x-dead-letter-routing-key': 'k' },
    invalid('x-dead-letter-routing-key', 'routing_key_but_no_dlx_defined'),
  ],
  [
    'dead-lettering',
    { 'x-dead-letter-routing-key': 1 },
    invalid('x-dead-letter-routing-key', '{unacceptable_type,signedint}'),
  ],
  ['x-overflow', { 'x-overflow': 'drop-head' }, undefined],
  ['x-overflow', { 'x-overflow': 'reject-publish' }, undefined],
  ['x-overflow', { 'x-overflow': 'reject-publish-dlx' }, undefined],
  ['x-overflow', { 'x-overflow': 'drop-tail' }, invalid('x-overflow', 'invalid_overflow')],
  ['x-overflow', { 'x-overflow': 1 }, invalid('x-overflow', '{unacceptable_type,signedint}')],
  ['x-queue-mode', { 'x-queue-mode': 'lazy' }, undefined],
  ['x-queue-mode', { 'x-queue-mode': 'nope' }, invalid('x-queue-mode', `"unsupported queue mode 'nope'"`)],
  ['x-queue-mode', { 'x-queue-mode': 1 }, invalid('x-queue-mode', '{unacceptable_type,signedint}')],
  ['x-single-active-consumer', { 'x-single-active-consumer': true }, undefined],
  [
    'x-single-active-consumer',
    { 'x-single-active-consumer': 'true' },
    invalid('x-single-active-consumer', '{unacceptable_type,longstr}'),
  ],
  ['x-queue-type', { 'x-queue-type': 'classic' }, undefined],
  ['x-queue-type', { 'x-queue-type': 'nope' }, invalid('x-queue-type', `"unsupported queue type 'nope'"`)],
  [
    'x-queue-type',
    { 'x-queue-type': 'a"b\n' },
    invalid('x-queue-type', `"unsupported queue type 'a\\"b\\n'"`),
  ],
  [
    'x-queue-type',
    { 'x-queue-type': '한' },
    invalid('x-queue-type', `[${Array.from(Buffer.from("unsupported queue type '한'")).join(',')}]`),
  ],
  ['x-queue-type', { 'x-queue-type': 1 }, invalid('x-queue-type', '{unacceptable_type,signedint}')],
  ['x-delivery-limit', { 'x-delivery-limit': 5 }, notFor('x-delivery-limit', 'classic')],
  ['x-max-age', { 'x-max-age': '1h' }, notFor('x-max-age', 'classic')],
  ['what nobody knows', { 'x-nobody-knows': [1, { a: null }], foo: 'bar' }, undefined],
  ['two wrong arguments', { 'x-message-ttl': -1, 'x-expires': 0 }, invalid('x-expires', '{value_zero,0}')],
];

const quorum = (args: PlainTable = {}): PlainTable => ({ 'x-queue-type': 'quorum', ...args });
const stream = (args: PlainTable = {}): PlainTable => ({ 'x-queue-type': 'stream', ...args });

const OTHER_TYPES: Row[] = (['quorum', 'stream'] as const).flatMap((type): Row[] => [
  [type, { 'x-queue-type': type }, undefined],
  [type, { 'x-queue-type': type }, property('non-durable'), { durable: false }],
  [type, { 'x-queue-type': type }, property('exclusive-owner'), { exclusive: true }],
  [type, { 'x-queue-type': type }, property('auto-delete'), { autoDelete: true }],
  [
    type,
    { 'x-queue-type': type },
    `Cannot declare a server-named queue for type rabbit_${type}_queue`,
    { queue: '' },
  ],
  [type, { 'x-queue-type': type, 'x-max-priority': 5 }, notFor('x-max-priority', type)],
  [type, { 'x-queue-type': type, 'x-queue-mode': 'lazy' }, notFor('x-queue-mode', type)],
  [type, { 'x-queue-type': type, 'x-any': 1 }, undefined],
]);

const QUORUM: Row[] = [
  ['x-delivery-limit', quorum({ 'x-delivery-limit': 0 }), undefined],
  ['x-delivery-limit', quorum({ 'x-delivery-limit': -1 }), undefined],
  ['x-message-ttl', quorum({ 'x-message-ttl': 5 }), undefined],
  ['x-overflow', quorum({ 'x-overflow': 'reject-publish' }), undefined],
  ['x-single-active-consumer', quorum({ 'x-single-active-consumer': true }), undefined],
  [
    'x-dead-letter-strategy',
    quorum({ 'x-dead-letter-strategy': 'zz' }),
    invalid('x-dead-letter-strategy', 'invalid_dlx_strategy'),
  ],
  ['x-max-age', quorum({ 'x-max-age': '1h' }), notFor('x-max-age', 'quorum')],
];

const STREAM: Row[] = [
  ['x-max-age', stream({ 'x-max-age': '1h' }), undefined],
  ['x-max-age', stream({ 'x-max-age': '5' }), invalid('x-max-age', 'invalid_max_age')],
  ['x-max-age', stream({ 'x-max-age': '1x' }), invalid('x-max-age', 'invalid_max_age')],
  ['x-max-age', stream({ 'x-max-age': 5 }), invalid('x-max-age', '{unacceptable_type,signedint}')],
  ['x-max-length-bytes', stream({ 'x-max-length-bytes': 5000 }), undefined],
  ...(['x-message-ttl', 'x-expires', 'x-max-length', 'x-delivery-limit'].map((arg) => [
    arg,
    stream({ [arg]: 5 }),
    notFor(arg, 'stream'),
  ]) as Row[]),
  ['x-overflow', stream({ 'x-overflow': 'drop-head' }), notFor('x-overflow', 'stream')],
  [
    'x-dead-letter-exchange',
    stream({ 'x-dead-letter-exchange': 'a' }),
    notFor('x-dead-letter-exchange', 'stream'),
  ],
  [
    'x-single-active-consumer',
    stream({ 'x-single-active-consumer': true }),
    notFor('x-single-active-consumer', 'stream'),
  ],
];

for (const [subject, rows] of Object.entries({
  'arguments of a classic queue': CLASSIC,
  'the rules of other queue types': OTHER_TYPES,
  'arguments of a quorum queue': QUORUM,
  'arguments of a stream': STREAM,
})) {
  contract(subject, (its) => {
    for (const [label, args, text, more] of rows) {
      const shown = `${label}: ${JSON.stringify(args)}${more ? ` ${JSON.stringify(more)}` : ''}`;
      its(`${shown} ${text === undefined ? 'is accepted' : 'is 406'}`, async (bench) => {
        const channel = await bench.channel();
        const queue = bench.name('q');
        const declaration = { queue, durable: true, arguments: fieldTable(args), ...more };
        const answer = await channel.call('queue.declare', declaration);
        if (text === undefined) return expect(answer).toMatchObject({ name: 'queue.declare-ok', queue });
        const full = `PRECONDITION_FAILED - ${text.replace('QUEUE', queue)}`;
        expect(answer).toEqual(channelClosed(406, full, 'queue.declare'));
      });
    }
  });
}

contract('gotcha 20: the arguments of a queue that is declared again', (its) => {
  const equal: [string, PlainTable, PlainTable][] = [
    [
      'a number of another width',
      { 'x-message-ttl': tagged('int8', 100) },
      { 'x-message-ttl': tagged('int64', 100) },
    ],
    ['the type classic and none', { 'x-queue-type': 'classic' }, {}],
    ['none and the type classic', {}, { 'x-queue-type': 'classic' }],
    ['what nobody knows', { 'x-one': 1 }, { 'x-two': 2 }],
  ];
  its.each(equal)('may differ in %s', async (bench, _label, first, second) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, durable: true, arguments: fieldTable(first) });
    expect(
      await channel.call('queue.declare', { queue, durable: true, arguments: fieldTable(second) }),
    ).toEqual(ok('queue.declare-ok', { queue, messageCount: 0, consumerCount: 0 }));
  });

  const different: [string, PlainTable, PlainTable, string][] = [
    [
      'x-message-ttl',
      { 'x-message-ttl': 100 },
      { 'x-message-ttl': 200 },
      "received '200' but current is '100'",
    ],
    [
      'x-message-ttl',
      { 'x-message-ttl': 1000 },
      { 'x-message-ttl': '1000' },
      "received '1000' but current is '1000'",
    ],
    [
      'x-message-ttl',
      { 'x-message-ttl': 1000 },
      {},
      "received none but current is the value '1000' of type 'signedint'",
    ],
    [
      'x-message-ttl',
      {},
      { 'x-message-ttl': 1000 },
      "received the value '1000' of type 'signedint' but current is none",
    ],
    [
      'x-message-ttl',
      {},
      { 'x-message-ttl': -1 },
      "received the value '-1' of type 'signedint' but current is none",
    ],
    [
      'x-expires',
      { 'x-expires': 50_000 },
      { 'x-expires': 50_001 },
      "received '50001' but current is '50000'",
    ],
    ['x-max-length', { 'x-max-length': 1 }, { 'x-max-length': 2 }, "received '2' but current is '1'"],
    [
      'x-max-length-bytes',
      { 'x-max-length-bytes': 1 },
      { 'x-max-length-bytes': 2 },
      "received '2' but current is '1'",
    ],
    [
      'x-overflow',
      {},
      { 'x-overflow': 'drop-head' },
      "received the value 'drop-head' of type 'longstr' but current is none",
    ],
    [
      'x-dead-letter-exchange',
      { 'x-dead-letter-exchange': 'a' },
      { 'x-dead-letter-exchange': 'b' },
      "received 'b' but current is 'a'",
    ],
    ['x-max-priority', { 'x-max-priority': 5 }, { 'x-max-priority': 6 }, "received '6' but current is '5'"],
    [
      'x-queue-mode',
      { 'x-queue-mode': 'lazy' },
      {},
      "received none but current is the value 'lazy' of type 'longstr'",
    ],
    [
      'x-single-active-consumer',
      { 'x-single-active-consumer': false },
      {},
      "received none but current is the value 'false' of type 'bool'",
    ],
    ['x-queue-type', quorum(), {}, "received none but current is the value 'quorum' of type 'longstr'"],
    ['x-queue-type', quorum(), { 'x-queue-type': 'classic' }, "received 'classic' but current is 'quorum'"],
    [
      'x-queue-type',
      {},
      { 'x-queue-type': 'nope' },
      "received the value 'nope' of type 'longstr' but current is none",
    ],
    [
      'x-delivery-limit',
      quorum({ 'x-delivery-limit': 1 }),
      quorum({ 'x-delivery-limit': 2 }),
      "received '2' but current is '1'",
    ],
    [
      'x-max-age',
      stream({ 'x-max-age': '1h' }),
      stream({ 'x-max-age': '2h' }),
      "received '2h' but current is '1h'",
    ],
    [
      'x-expires',
      { 'x-message-ttl': 1, 'x-expires': 50_000 },
      { 'x-message-ttl': 2, 'x-expires': 60_000 },
      "received '60000' but current is '50000'",
    ],
    [
      'x-dead-letter-exchange',
      { 'x-max-length': 1, 'x-dead-letter-exchange': 'a' },
      { 'x-max-length': 2, 'x-dead-letter-exchange': 'b' },
      "received 'b' but current is 'a'",
    ],
  ];
  for (const [arg, first, second, text] of different) {
    its(`must not differ: ${JSON.stringify(first)}, then ${JSON.stringify(second)}`, async (bench) => {
      const channel = await bench.channel();
      const queue = bench.name('q');
      await channel.ok('queue.declare', { queue, durable: true, arguments: fieldTable(first) });
      expect(
        await channel.call('queue.declare', { queue, durable: true, arguments: fieldTable(second) }),
      ).toEqual(channelClosed(406, notEquivalent('queue', queue, arg, text), 'queue.declare'));
    });
  }
});
