import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldTable, FieldValue } from '../../src/lib/routing/values.ts';
import { decodeMethod, encodeMethod } from '../../src/lib/wire/codec.ts';
import { MAX_DEPTH } from '../../src/lib/wire/fields.ts';
import { decodeProperties, encodeProperties } from '../../src/lib/wire/properties.ts';
import { amqplibTable, defs } from './amqplib.ts';
import { fieldTable } from './arbitraries.ts';
import { bytes, thrownBy } from './bytes.ts';

/** [name, value, the value's bytes behind the key `k`]. // RabbitMQ: rabbit_binary_parser */
const VALUES: readonly [string, FieldValue, Buffer][] = [
  ['true', { type: 'boolean', value: true }, bytes('t', 1)],
  ['false', { type: 'boolean', value: false }, bytes('t', 0)],
  ['the smallest int8', { type: 'int8', value: -128 }, bytes('b', 0x80)],
  ['the largest uint8', { type: 'uint8', value: 255 }, bytes('B', 0xff)],
  ['a negative int16', { type: 'int16', value: -2 }, bytes('s', 0xff, 0xfe)],
  ['a uint16', { type: 'uint16', value: 0xfffe }, bytes('u', 0xff, 0xfe)],
  ['a negative int32', { type: 'int32', value: -2 }, bytes('I', 0xff, 0xff, 0xff, 0xfe)],
  ['a uint32', { type: 'uint32', value: 0xffff_fffe }, bytes('i', 0xff, 0xff, 0xff, 0xfe)],
  ['an int64 above 2^53', { type: 'int64', value: 2n ** 53n + 1n }, bytes('l', 0, 0x20, 0, 0, 0, 0, 0, 1)],
  ['a negative int64', { type: 'int64', value: -1n }, bytes('l', 255, 255, 255, 255, 255, 255, 255, 255)],
  ['a float', { type: 'float', value: 1.5 }, bytes('f', 0x3f, 0xc0, 0, 0)],
  ['a double', { type: 'double', value: -2 }, bytes('d', 0xc0, 0, 0, 0, 0, 0, 0, 0)],
  ['a decimal', { type: 'decimal', value: { scale: 2, digits: 314 } }, bytes('D', 2, 0, 0, 1, 58)],
  ['a string', { type: 'string', value: 'hé' }, bytes('S', 0, 0, 0, 3, 'hé')],
  ['binary', { type: 'binary', value: bytes(0, 255) }, bytes('x', 0, 0, 0, 2, 0, 255)],
  ['a timestamp', { type: 'timestamp', value: 1n }, bytes('T', 0, 0, 0, 0, 0, 0, 0, 1)],
  ['void', { type: 'void' }, bytes('V')],
  ['an empty array', { type: 'array', value: [] }, bytes('A', 0, 0, 0, 0)],
  [
    'an array of two types',
    { type: 'array', value: [{ type: 'void' }, { type: 'int8', value: 1 }] },
    bytes('A', 0, 0, 0, 3, 'V', 'b', 1),
  ],
  ['an empty table', { type: 'table', value: new Map() }, bytes('F', 0, 0, 0, 0)],
  [
    'a nested table',
    { type: 'table', value: new Map([['k', { type: 'boolean', value: true }]]) },
    bytes('F', 0, 0, 0, 4, 1, 'k', 't', 1),
  ],
];

const HEADERS_FLAG = bytes(0x20, 0);

function encodeTable(table: FieldTable): Buffer {
  return encodeProperties({ headers: table }).subarray(HEADERS_FLAG.length);
}

function decodeTable(table: Buffer): FieldTable | undefined {
  return decodeProperties(bytes(HEADERS_FLAG, table)).headers;
}

/** A table of these entries, of up to 255 bytes. */
function tableOf(...entries: readonly Buffer[]): Buffer {
  const content = Buffer.concat(entries);
  return bytes(0, 0, 0, content.length, content);
}

describe('a field value on the wire', () => {
  it.each(VALUES)('%s has its own tag and bytes, in both directions', (_name, value, expected) => {
    const table = new Map([['k', value]]);
    const wire = tableOf(bytes(1, 'k', expected));
    expect(encodeTable(table)).toEqual(wire);
    expect(decodeTable(wire)).toEqual(table);
  });

  it('the tag L is read as a signed int64 too', () => {
    const wire = tableOf(bytes(1, 'k', 'L', 255, 255, 255, 255, 255, 255, 255, 255));
    expect(decodeTable(wire)).toEqual(new Map([['k', { type: 'int64', value: -1n }]]));
  });

  it('any octet but 0 is true', () => {
    expect(decodeTable(tableOf(bytes(1, 'k', 't', 2)))?.get('k')).toEqual({ type: 'boolean', value: true });
  });

  it('of a key that occurs twice the first value stays, as in RabbitMQ', () => {
    const wire = tableOf(bytes(1, 'k', 'b', 1), bytes(1, 'k', 'b', 2));
    expect(decodeTable(wire)).toEqual(new Map([['k', { type: 'int8', value: 1 }]]));
  });

  it('a string that is not UTF-8 stays a string and keeps its bytes', () => {
    const strings = [
      bytes(0xff, 0xfe),
      bytes('a', 0xc3, 'b'),
      bytes(0xe2, 0x82),
      bytes(0xed, 0xa0, 0x80),
      bytes(0xc3, 0xa9, 0x80, '\ufffd'),
      bytes(0xf4, 0x90, 0x80, 0x80),
      bytes(0xed, 0xb2, 0x80),
      bytes('x'.repeat(100), 0xff, '😀'),
    ];
    for (const octets of strings) {
      const wire = tableOf(bytes(1, 'k', 'S', 0, 0, 0, octets.length, octets));
      const table = decodeTable(wire) as FieldTable;
      expect(table.get('k')?.type).toBe('string');
      expect(encodeTable(table)).toEqual(wire);
    }
  });

  it('any bytes in a string come back, and different bytes are different texts', () => {
    const octets = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(octets, octets, (one, other) => {
        const [a, b] = [one, other].map((it) => tableOf(bytes(1, 'k', 'S', 0, 0, 0, it.length, it)));
        const [textA, textB] = [a, b].map((it) => decodeTable(it as Buffer)?.get('k'));
        expect(encodeTable(new Map([['k', textA as FieldValue]]))).toEqual(a);
        expect(JSON.stringify(textA) === JSON.stringify(textB)).toBe(a?.equals(b as Buffer));
      }),
    );
  });

  it('half a surrogate pair is written as the replacement character, as Node writes it', () => {
    const table = new Map([['k', { type: 'string', value: 'a\ud800' } as const]]);
    expect(encodeTable(table)).toEqual(tableOf(bytes(1, 'k', 'S', 0, 0, 0, 4, 'a\ufffd')));
  });
});

describe('a field table', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fieldTable, (table) => {
        expect(decodeTable(encodeTable(table))).toEqual(table);
      }),
    );
  });

  it('is read by us from what amqplib writes, and by amqplib from what we write', () => {
    fc.assert(
      fc.property(fieldTable, (table) => {
        const fields = amqplibTable(table);
        const theirs = defs.encodeMethod(defs.ConnectionStart as number, 0, { serverProperties: fields });
        expect(decodeMethod(payloadOf(theirs))).toMatchObject({ serverProperties: table });
        const ours = encodeMethod(0, {
          name: 'connection.start',
          versionMajor: 0,
          versionMinor: 9,
          serverProperties: table,
          mechanisms: 'PLAIN',
          locales: 'en_US',
        });
        expect(decodedByAmqplib(ours)).toEqual(decodedByAmqplib(theirs));
      }),
    );
  });

  it('takes nesting up to the limit and refuses more in both directions', () => {
    const nested = (levels: number): FieldTable =>
      levels === 0 ? new Map() : new Map([['k', { type: 'table', value: nested(levels - 1) }]]);
    const deepest = encodeTable(nested(MAX_DEPTH));
    expect(encodeTable(decodeTable(deepest) as FieldTable)).toEqual(deepest);
    expect(() => encodeTable(nested(MAX_DEPTH + 1))).toThrow(/nested deeper than 1000/);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(deepest.length + 3);
    expect(() => decodeTable(bytes(size, 1, 'k', 'F', deepest))).toThrow(/nested deeper than 1000/);
  });

  it('refuses to write what does not fit', () => {
    const write = (value: FieldValue, key = 'k') => thrownBy(() => encodeTable(new Map([[key, value]])));
    expect(write({ type: 'int8', value: 128 })).toEqual(
      new RangeError('expected an int8 from -128 to 127, got 128'),
    );
    expect(write({ type: 'uint32', value: 0.5 })).toBeInstanceOf(RangeError);
    expect(write({ type: 'int64', value: 2n ** 63n })).toBeInstanceOf(RangeError);
    expect(write({ type: 'timestamp', value: -1n })).toBeInstanceOf(RangeError);
    expect(write({ type: 'void' }, 'é'.repeat(128))).toMatchObject({
      name: 'RangeError',
      message: expect.stringMatching(/^the table key 'é+…' is 256 bytes long: at most 255/),
    });
  });

  it.each([
    ['an unknown tag', tableOf(bytes(1, 'k', 'Z', 1))],
    ['no tag', tableOf(bytes(1, 'k'))],
    ['a key longer than the table', tableOf(bytes(9, 'k'))],
    ['a value longer than the table', tableOf(bytes(1, 'k', 'S', 0, 0, 0, 9, 'v'))],
    ['a length beyond the end', bytes(0, 0, 0, 9, 1, 'k', 'V')],
    ['a length that cuts a value', bytes(0, 0, 0, 3, 1, 'k', 't', 1)],
    ['an array that cuts a value', tableOf(bytes(1, 'k', 'A', 0, 0, 0, 3, 'I', 0, 0, 0, 1))],
    ['NaN', tableOf(bytes(1, 'k', 'd', 0x7f, 0xf8, 0, 0, 0, 0, 0, 0))],
    ['a float infinity', tableOf(bytes(1, 'k', 'f', 0x7f, 0x80, 0, 0))],
  ])('with %s is an internal error in a message, as in RabbitMQ', (_name, wire) => {
    const error = thrownBy(() => decodeTable(wire));
    expect(error).toMatchObject({ name: 'WireError', code: 541, silent: false, replyText: 'INTERNAL_ERROR' });
  });
});

function payloadOf(frame: Buffer): Buffer {
  return frame.subarray(7, frame.length - 1);
}

function decodedByAmqplib(frame: Buffer): unknown {
  return defs.decode(defs.ConnectionStart as number, frame.subarray(11, frame.length - 1)).serverProperties;
}
