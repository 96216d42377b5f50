import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldTable } from '../../src/lib/routing/values.ts';
import { encodeContent, readContentHeader } from '../../src/lib/wire/content.ts';
import { decodeProperties, encodeProperties, type Properties } from '../../src/lib/wire/properties.ts';
import { decodeContentHeader } from '../support/content-header.ts';
import { amqplibTable, defs } from './amqplib.ts';
import { properties as anyProperties } from './arbitraries.ts';
import { bytes, frame, thrownBy } from './bytes.ts';

/** [name, properties, flags and list], by hand from the specification. */
const CASES: readonly [string, Properties, Buffer][] = [
  ['none', {}, bytes(0, 0)],
  ['the first', { contentType: 'text/plain' }, bytes(0x80, 0, 10, 'text/plain')],
  ['the last', { clusterId: 'c' }, bytes(0, 0b100, 1, 'c')],
  [
    'numbers and headers, in the order of their flags',
    { priority: 9, deliveryMode: 2, headers: fieldTable({ a: true }), timestamp: 258n },
    bytes(0b0011_1000, 0b0100_0000, 0, 0, 0, 4, 1, 'a', 't', 1, 2, 9, 0, 0, 0, 0, 0, 0, 1, 2),
  ],
  ['empty texts', { replyTo: '', userId: '' }, bytes(0b0000_0010, 0b0001_0000, 0, 0)],
];

describe("a message's properties", () => {
  it.each(CASES)('%s are flags and a list', (_name, properties, raw) => {
    expect(encodeProperties(properties)).toEqual(raw);
    expect(decodeProperties(raw)).toEqual(properties);
  });

  it('come back as they were, from us and from amqplib', () => {
    fc.assert(
      fc.property(anyProperties, fc.nat(), (properties, size) => {
        const ours = encodeProperties(properties);
        expect(decodeProperties(ours)).toEqual(properties);
        const { headers, ...others } = properties;
        const fields = headers ? { ...others, headers: amqplibTable(headers) } : others;
        const theirs = defs.encodeProperties(60, 1, size, forAmqplib(fields)).subarray(7, -1);
        const header = decodeContentHeader(theirs);
        expect(header).toMatchObject({ classId: 60, weight: 0, bodySize: size });
        expect(decodeProperties(header.properties)).toEqual(timestampRounded(properties));
        const [frameOfOurs] = encodeContent(1, ours, Buffer.alloc(0), 0) as [Buffer];
        expect(defs.decode(60, withSize(frameOfOurs, size).subarray(19, -1))).toEqual(
          defs.decode(60, theirs.subarray(12)),
        );
      }),
    );
  });

  it('two flags without a property are ignored, as in RabbitMQ', () => {
    expect(decodeProperties(bytes(0x80, 0b11, 1, 'a'))).toEqual({ contentType: 'a' });
  });

  it.each([
    ['no flags', bytes()],
    ['a list that is cut short', bytes(0x80, 0, 5, 'ab')],
    ['bytes after the list', bytes(0, 0, 'ab')],
    ['a second word of flags', bytes(0, 1, 0, 0)],
    ['a malformed table', bytes(0x20, 0, 0, 0, 0, 3, 1, 'k', 'Z')],
  ])('with %s are an internal error, as in RabbitMQ', (_name, raw) => {
    expect(thrownBy(() => decodeProperties(raw))).toMatchObject({
      name: 'WireError',
      code: 541,
      replyText: 'INTERNAL_ERROR',
    });
  });

  it('that do not fit are refused by name', () => {
    expect(() => encodeProperties({ correlationId: 'x'.repeat(300) })).toThrow(
      new RangeError('correlationId is 300 bytes long: at most 255 fit a short string'),
    );
    expect(() => encodeProperties({ priority: 256 })).toThrow(/^priority: /);
    expect(() => encodeProperties({ timestamp: -1n })).toThrow(RangeError);
  });
});

describe('content', () => {
  const properties = encodeProperties({ deliveryMode: 1 });
  const header = (size: number) => frame(2, 7, bytes(0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, size, properties));

  it('without a body is a header frame alone', () => {
    expect(encodeContent(7, properties, Buffer.alloc(0), 4096)).toEqual([header(0)]);
    expect(encodeContent(7, properties, [], 4096)).toEqual([header(0)]);
  });

  it('is a header frame and body frames of at most frameMax bytes each', () => {
    const wire = Buffer.concat(encodeContent(7, properties, Buffer.from('abcdefg'), 8 + 3));
    expect(wire).toEqual(
      bytes(header(7), frame(3, 7, bytes('abc')), frame(3, 7, bytes('def')), frame(3, 7, bytes('g'))),
    );
  });

  it('that fills its last frame exactly has no empty frame after it', () => {
    const wire = Buffer.concat(encodeContent(7, properties, Buffer.from('abcdef'), 8 + 3));
    expect(wire).toEqual(bytes(header(6), frame(3, 7, bytes('abc')), frame(3, 7, bytes('def'))));
  });

  it('of frameMax 0 is one body frame', () => {
    const body = Buffer.alloc(200, 'x');
    expect(Buffer.concat(encodeContent(7, properties, body, 0))).toEqual(
      bytes(header(200), frame(3, 7, body)),
    );
  });

  it('is the same in however many pieces the body comes', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 12 }).map((octets) => Buffer.from(octets)));
    fc.assert(
      fc.property(pieces, fc.integer({ min: 9, max: 30 }), (body, frameMax) => {
        const whole = Buffer.concat(body);
        const expected = [frame(2, 1, headerPayload(whole.length))];
        for (let at = 0; at < whole.length; at += frameMax - 8) {
          expected.push(frame(3, 1, whole.subarray(at, at + frameMax - 8)));
        }
        expect(Buffer.concat(encodeContent(1, properties, body, frameMax))).toEqual(Buffer.concat(expected));
      }),
    );
    function headerPayload(size: number): Buffer {
      return bytes(0, 60, 0, 0, 0, 0, 0, 0, 0, 0, size >> 8, size & 255, properties);
    }
  });

  it("has the body's own bytes in it, not a copy", () => {
    const body = Buffer.alloc(10_000);
    const wire = encodeContent(1, properties, body, 4096);
    body.fill('x');
    expect(Buffer.concat(wire).filter((octet) => octet === 120)).toHaveLength(10_000);
  });

  it('needs room for a byte in a frame', () => {
    expect(() => encodeContent(1, properties, Buffer.from('a'), 8)).toThrow(RangeError);
  });
});

describe('a content header', () => {
  it('gives class, weight and size', () => {
    const payload = bytes(0, 50, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0x10, 0, 2);
    const header = { classId: 50, weight: 3, bodySize: 2 ** 32 + 2 };
    expect(readContentHeader(payload, 0, payload.length)).toEqual(header);
  });

  it('that is too short is an unknown frame, as in RabbitMQ', () => {
    expect(thrownBy(() => readContentHeader(bytes(0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0, 11))).toMatchObject({
      code: 501,
      replyText: 'FRAME_ERROR - type 2, all octets = <<0,60,0,0,0,0,0,0,0,0,0>>: unknown_frame',
    });
  });
});

/** amqplib takes timestamps as numbers. */
function forAmqplib(fields: Omit<Properties, 'headers'>): Record<string, unknown> {
  return fields.timestamp === undefined ? fields : { ...fields, timestamp: Number(fields.timestamp) };
}

function timestampRounded(properties: Properties): Properties {
  if (properties.timestamp === undefined) return properties;
  return { ...properties, timestamp: BigInt(Number(properties.timestamp)) };
}

function withSize(headerFrame: Buffer, size: number): Buffer {
  headerFrame.writeBigUInt64BE(BigInt(size), 11);
  return headerFrame;
}
