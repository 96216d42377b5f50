import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_TABLE, type FieldTable, fieldTable } from '../../src/lib/routing/values.ts';
import { decodeMethod, encodeMethod } from '../../src/lib/wire/codec.ts';
import { METHODS, type Method, type MethodName } from '../../src/lib/wire/methods.ts';
import { amqplibTable, defs, type MethodInfo } from './amqplib.ts';
import { isReserved, METHOD_NAMES, methodOf } from './arbitraries.ts';
import { bytes, frame, thrownBy } from './bytes.ts';

/** [name, method, payload], by hand from the specification. */
const CASES: readonly [string, Method, Buffer][] = [
  [
    'five bits in one octet, the first in the lowest place',
    {
      name: 'queue.declare',
      queue: 'tasks',
      passive: false,
      durable: true,
      exclusive: false,
      autoDelete: false,
      noWait: true,
      arguments: fieldTable({ 'x-max-length': 10 }),
    },
    bytes(0, 50, 0, 10, 0, 0, 5, 'tasks', 0b10010, 0, 0, 0, 18, 12, 'x-max-length', 'I', 0, 0, 0, 10),
  ],
  [
    'bits apart from each other in octets of their own',
    {
      name: 'basic.deliver',
      consumerTag: 'c',
      deliveryTag: 2 ** 40 + 7,
      redelivered: true,
      exchange: '',
      routingKey: 'q',
    },
    bytes(0, 60, 0, 60, 1, 'c', 0, 0, 1, 0, 0, 0, 0, 7, 1, 0, 1, 'q'),
  ],
  [
    'bytes where the field is no text',
    {
      name: 'connection.start-ok',
      clientProperties: EMPTY_TABLE,
      mechanism: 'PLAIN',
      response: bytes(0, 'guest', 0, 0xff),
      locale: 'en_US',
    },
    bytes(0, 10, 0, 11, 0, 0, 0, 0, 5, 'PLAIN', 0, 0, 0, 8, 0, 'guest', 0, 0xff, 5, 'en_US'),
  ],
  ['no fields at all', { name: 'tx.commit-ok' }, bytes(0, 90, 0, 21)],
  ['reserved fields as nothing', { name: 'channel.open' }, bytes(0, 20, 0, 10, 0)],
  ['a long reserved field as nothing', { name: 'channel.open-ok' }, bytes(0, 20, 0, 11, 0, 0, 0, 0)],
  ['its odd id', { name: 'exchange.unbind-ok' }, bytes(0, 40, 0, 51)],
  ['a reserved bit', { name: 'connection.open', virtualHost: '/' }, bytes(0, 10, 0, 40, 1, '/', 0, 0)],
];

describe('a method on the wire', () => {
  it.each(CASES)('has %s', (_name, method, payload) => {
    expect(encodeMethod(258, method)).toEqual(frame(1, 258, payload));
    expect(decodeMethod(payload)).toEqual(method);
  });

  it('reserved fields are skipped whatever they hold', () => {
    const payload = bytes(0, 60, 0, 70, 12, 34, 1, 'q', 1);
    expect(decodeMethod(payload)).toEqual({ name: 'basic.get', queue: 'q', noAck: true });
  });

  it('a delivery tag above 2^53 is rounded, not refused', () => {
    const payload = bytes(0, 60, 0, 80, 255, 255, 255, 255, 255, 255, 255, 255, 0);
    expect(decodeMethod(payload)).toMatchObject({ deliveryTag: 2 ** 64 });
  });

  it('a table larger than the initial buffer is written whole', () => {
    const large: FieldTable = new Map([['k', { type: 'string', value: 'é'.repeat(50_000) }]]);
    const method: Method = {
      name: 'exchange.bind',
      destination: '',
      source: '',
      routingKey: '',
      noWait: false,
      arguments: large,
    };
    expect(decodeMethod(encodeMethod(1, method).subarray(7, -1))).toEqual(method);
  });

  it('a number or a text that does not fit is refused by name', () => {
    const qos: Method = { name: 'basic.qos', prefetchSize: 0, prefetchCount: 70_000, global: false };
    expect(() => encodeMethod(1, qos)).toThrow(
      new RangeError('basic.qos prefetchCount: expected a whole number from 0 to 65535, got 70000'),
    );
    const cancel: Method = { name: 'basic.cancel', consumerTag: 'é'.repeat(130), noWait: false };
    expect(() => encodeMethod(1, cancel)).toThrow(
      new RangeError('basic.cancel consumerTag is 260 bytes long: at most 255 fit a short string'),
    );
    const ack: Method = { name: 'basic.ack', deliveryTag: 2 ** 64, multiple: false };
    expect(() => encodeMethod(1, ack)).toThrow(/^basic.ack deliveryTag: /);
    // What failed leaves nothing behind in the next.
    expect(encodeMethod(1, { name: 'tx.select' })).toEqual(frame(1, 1, bytes(0, 90, 0, 10)));
  });
});

describe('the method table', () => {
  it('holds the methods that amqplib knows, no more and no less', () => {
    const theirs = Object.entries(defs).filter(([key]) => key.startsWith('methodInfo'));
    const ids = theirs.map(([, info]) => (info as { id: number }).id);
    expect(METHOD_NAMES.map(idOf).sort()).toEqual(ids.sort());
  });

  it.each(METHOD_NAMES)('%s has the name and the fields that it has in amqplib', (name) => {
    const info = defs.info(idOf(name));
    expect(camelCase(name)).toBe(info.name);
    const ours = Object.entries(METHODS[name].fields).map(([field, kind]) => [plainName(field), kind]);
    expect(ours).toEqual(info.args.map((arg) => [arg.name, kindOf(arg, name)]));
  });

  it.each(METHOD_NAMES)('%s comes back as it was, from us and from amqplib', (name) => {
    const id = idOf(name);
    const info = defs.info(id);
    fc.assert(
      fc.property(methodOf(name), fc.nat(0xffff), (method, channel) => {
        const ours = encodeMethod(channel, method);
        expect(decodeMethod(ours.subarray(7, -1))).toEqual(method);
        const theirs = defs.encodeMethod(id, channel, amqplibFields(method, info));
        expect(decodeMethod(theirs.subarray(7, -1))).toEqual(method);
        expect(defs.decode(id, ours.subarray(11, -1))).toEqual(defs.decode(id, theirs.subarray(11, -1)));
        expect(ours.subarray(0, 3)).toEqual(theirs.subarray(0, 3));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a malformed method', () => {
  const CANNOT_DECODE: readonly [string, Buffer, string][] = [
    ['cut short', bytes(0, 60, 0, 10, 0, 0, 0, 0, 0, 1), 'cannot decode <<0,0,0,0,0,1>>'],
    ['with bytes after it', bytes(0, 90, 0, 10, 9, 9), 'cannot decode <<9,9>>'],
    ['whose string is too long', bytes(0, 50, 0, 30, 0, 0, 99, 'q', 0), 'cannot decode <<0,0,99,113,0>>'],
    [
      'whose table is too long',
      bytes(0, 50, 0, 10, 0, 0, 0, 4, 0, 0, 0, 50, 1, 'k', 'V'),
      'cannot decode <<0,0,0,4,0,0,0,50,1,107,86>>',
    ],
    [
      'whose table is too short',
      bytes(0, 50, 0, 10, 0, 0, 0, 4, 0, 0, 0, 0, 1, 'k', 'V'),
      'cannot decode <<0,0,0,4,0,0,0,0,1,107,86>>',
    ],
  ];

  it.each(CANNOT_DECODE)('%s is a frame error that names class and method', (_name, payload, text) => {
    expect(thrownBy(() => decodeMethod(payload))).toMatchObject({
      name: 'WireError',
      code: 501,
      replyText: `FRAME_ERROR - ${text}`,
      classId: payload[1],
      methodId: payload[3],
      silent: false,
    });
  });

  it('has its bytes cut where the reply text is full', () => {
    const error = thrownBy(() => decodeMethod(bytes(0, 60, 0, 10, Buffer.alloc(300, 255))));
    const replyText = (error as { replyText: string }).replyText;
    expect(replyText).toMatch(/^FRAME_ERROR - cannot decode <<255,255,.*,25\.\.\.$/);
    expect(replyText).toHaveLength(255);
  });

  it('without an id is an unknown frame', () => {
    expect(thrownBy(() => decodeMethod(bytes(0, 60, 0)))).toMatchObject({
      replyText: 'FRAME_ERROR - type 1, all octets = <<0,60,0>>: unknown_frame',
    });
  });

  it('with an unknown id, or with a table that holds nonsense, is met with silence', () => {
    expect(thrownBy(() => decodeMethod(bytes(0, 60, 0, 99)))).toMatchObject({
      name: 'WireError',
      message: 'unknown method 60.99',
      silent: true,
    });
    const nonsense = bytes(0, 50, 0, 10, 0, 0, 0, 4, 0, 0, 0, 3, 1, 'k', 'Z');
    expect(thrownBy(() => decodeMethod(nonsense))).toMatchObject({ name: 'WireError', silent: true });
  });

  it('with a name that is not UTF-8 is a frame error', () => {
    const payload = bytes(0, 50, 0, 30, 0, 0, 1, 0xff, 0);
    expect(thrownBy(() => decodeMethod(payload))).toMatchObject({
      code: 501,
      replyText: 'FRAME_ERROR - Malformed UTF-8 in shortstr',
      classId: 0,
    });
  });

  it('is none where a reply text or the routing key of a message is not UTF-8', () => {
    const publish = bytes(0, 60, 0, 40, 0, 0, 0, 2, 0xff, 0xfe, 0);
    expect(encodeMethod(1, decodeMethod(publish))).toEqual(frame(1, 1, publish));
    const close = bytes(0, 20, 0, 40, 1, 0x94, 2, 0xff, 0xfe, 0, 60, 0, 40);
    expect(encodeMethod(1, decodeMethod(close))).toEqual(frame(1, 1, close));
  });
});

function idOf(name: MethodName): number {
  const [classId, methodId] = METHODS[name].id;
  return classId * 0x1_0000 + methodId;
}

/** `queue.declare-ok` → `QueueDeclareOk`. */
function camelCase(name: string): string {
  return name.replaceAll(/(?:^|[.-])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `reservedTicket` → `ticket`, `noWait` → `nowait`. */
function plainName(field: string): string {
  if (field === 'noWait') return 'nowait';
  if (!isReserved(field)) return field;
  const name = field.slice('reserved'.length);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const KINDS: Readonly<Record<string, string>> = {
  bit: 'bit',
  octet: 'uint8',
  short: 'uint16',
  long: 'uint32',
  longlong: 'uint64',
  shortstr: 'shortstr',
  longstr: 'longstr',
  table: 'table',
};

function kindOf(arg: MethodInfo['args'][number], method: MethodName): string | undefined {
  const text = method === 'connection.start' && arg.type === 'longstr';
  return text ? 'longtext' : KINDS[arg.type];
}

function amqplibFields(method: Method, info: MethodInfo): Record<string, unknown> {
  const names = Object.keys(METHODS[method.name].fields);
  const values = method as unknown as Record<string, unknown>;
  return Object.fromEntries(
    info.args.flatMap(({ name, type }, index) => {
      const value = values[names[index] as string];
      if (value === undefined) return [];
      return [[name, amqplibArgument(value, type)]];
    }),
  );
}

function amqplibArgument(value: unknown, type: string): unknown {
  if (type === 'table') return amqplibTable(value as FieldTable);
  return type === 'longstr' ? Buffer.from(value as string) : value;
}
