import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMethod, encodeMethod } from '../../src/lib/wire/codec.ts';
import { encodeContent } from '../../src/lib/wire/content.ts';
import { WireError } from '../../src/lib/wire/errors.ts';
import {
  type Frame,
  FrameDecoder,
  HEARTBEAT_FRAME,
  PROTOCOL_HEADER,
  readProtocolHeader,
} from '../../src/lib/wire/frames.ts';
import { decodeProperties, encodeProperties } from '../../src/lib/wire/properties.ts';
import { decodeContentHeader } from '../support/content-header.ts';
import { method, properties } from './arbitraries.ts';
import { bytes, frame, thrownBy } from './bytes.ts';

/** A frame as it is compared. */
const seen = ({ type, channel, payload }: Frame) => ({ type, channel, payload });

function framesIn(chunks: Iterable<Buffer>, frameMax = 0): Frame[] {
  const decoder = new FrameDecoder({ frameMax });
  const frames: Frame[] = [];
  for (const chunk of chunks) {
    decoder.push(chunk);
    for (let next = decoder.next(); next; next = decoder.next()) frames.push(next);
  }
  return frames;
}

describe('the protocol header', () => {
  it('is AMQP 0-9-1, taken once its eight bytes are there', () => {
    expect(PROTOCOL_HEADER).toEqual(bytes('AMQP', 0, 0, 9, 1));
    expect(readProtocolHeader(bytes('AMQP', 0, 0, 9))).toBeUndefined();
    expect(readProtocolHeader(bytes('AMQP', 0, 0, 9, 1, 'x'))).toEqual({
      bytes: PROTOCOL_HEADER,
      supported: true,
      rest: bytes('x'),
    });
  });

  it('of another protocol or version is not supported', () => {
    expect(readProtocolHeader(bytes('AMQP', 0, 1, 0, 0))?.supported).toBe(false);
    expect(readProtocolHeader(bytes('GET / HTTP/1.1'))?.supported).toBe(false);
  });
});

describe('the frame decoder', () => {
  const FRAMES = [
    { type: 'method', channel: 258, payload: bytes(0, 90, 0, 10) },
    { type: 'header', channel: 1, payload: bytes('head') },
    { type: 'body', channel: 1, payload: bytes() },
    { type: 'heartbeat', channel: 0, payload: bytes() },
    { type: 'body', channel: 65535, payload: Buffer.alloc(300, 0xce) },
  ];
  const WIRE = bytes(
    frame(1, 258, bytes(0, 90, 0, 10)),
    frame(2, 1, bytes('head')),
    frame(3, 1, bytes()),
    HEARTBEAT_FRAME,
    frame(3, 65535, Buffer.alloc(300, 0xce)),
  );

  it('gives every frame of a chunk', () => {
    expect(framesIn([WIRE]).map(seen)).toEqual(FRAMES);
  });

  it('gives the same wherever the bytes are cut', () => {
    for (let cut = 0; cut <= WIRE.length; cut++) {
      expect(framesIn([WIRE.subarray(0, cut), WIRE.subarray(cut)]).map(seen)).toEqual(FRAMES);
    }
    expect(framesIn(Array.from(WIRE, (octet) => bytes(octet))).map(seen)).toEqual(FRAMES);
  });

  it('gives the same when many chunks are pushed before the first is asked for', () => {
    const decoder = new FrameDecoder({ frameMax: 0 });
    for (const octet of Buffer.concat([WIRE, WIRE, WIRE])) decoder.push(bytes(octet));
    for (const expected of [...FRAMES, ...FRAMES, ...FRAMES])
      expect(seen(decoder.next() as Frame)).toEqual(expected);
    expect(decoder.next()).toBeUndefined();
  });

  it('gives views of the chunk', () => {
    const chunk = frame(3, 1, bytes('abc'));
    const [body] = framesIn([chunk]) as [Frame];
    expect(body.payload.buffer).toBe(chunk.buffer);
  });

  it('gives a large body in the chunks in which it came, and one of many small chunks in one piece', () => {
    const wire = frame(3, 1, Buffer.alloc(20_000, 'x'));
    const cut = (size: number): Buffer[] =>
      Array.from({ length: Math.ceil(wire.length / size) }, (_, at) =>
        Buffer.from(wire.subarray(at * size, (at + 1) * size)),
      );
    const [large] = framesIn(cut(9000)) as [Frame];
    expect(large.parts.map(({ length }) => length)).toEqual([8993, 9000, 2007]);
    expect(large.payload).toEqual(Buffer.alloc(20_000, 'x'));
    const [small] = framesIn(cut(1000)) as [Frame];
    expect(small.parts.map(({ length }) => length)).toEqual([20_000]);
  });

  it('refuses a wrong end octet of a body in several chunks', () => {
    const wire = frame(3, 1, Buffer.alloc(20_000, 'x'), 7);
    expect(thrownBy(() => framesIn([wire.subarray(0, 10_000), wire.subarray(10_000)]))).toMatchObject({
      replyText: `FRAME_ERROR - type 3, first 16 octets = <<"${'x'.repeat(16)}">>: {invalid_frame_end_marker,7}`,
    });
  });

  it('puts a large frame together from many small chunks in time that grows with its size', () => {
    const body = Buffer.alloc(1 << 20, 'x');
    const wire = bytes(frame(3, 1, body), frame(3, 1, body));
    const chunks = Array.from({ length: Math.ceil(wire.length / 64) }, (_, index) =>
      wire.subarray(index * 64, (index + 1) * 64),
    );
    const started = performance.now();
    expect(framesIn(chunks).map(({ type }) => type)).toEqual(['body', 'body']);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  /** [name, wire, reply text], as RabbitMQ 3.10.8 was seen to answer. */
  const REFUSED: readonly [string, Buffer, string][] = [
    [
      'a wrong end octet',
      frame(1, 1, bytes(0, 60, 0, 10, 0, 0, 0, 0, 0, 1, 0), 0),
      'FRAME_ERROR - type 1, all octets = <<0,60,0,10,0,0,0,0,0,1,0>>: {invalid_frame_end_marker,0}',
    ],
    [
      'a wrong end octet after nothing',
      frame(3, 1, bytes(), 7),
      'FRAME_ERROR - type 3, all octets = <<>>: {invalid_frame_end_marker,7}',
    ],
    [
      'a wrong end octet after text',
      frame(3, 1, bytes('a"b\\\n\r\t\v\b\f\x1b'), 0),
      'FRAME_ERROR - type 3, all octets = <<"a\\"b\\\\\\n\\r\\t\\v\\b\\f\\e">>: {invalid_frame_end_marker,0}',
    ],
    [
      'a wrong end octet after letters beyond ASCII',
      frame(3, 1, bytes('abé'), 0),
      'FRAME_ERROR - type 3, all octets = <<"abé">>: {invalid_frame_end_marker,0}',
    ],
    [
      'a wrong end octet after a long payload',
      frame(3, 1, bytes('a'.repeat(17)), 0),
      `FRAME_ERROR - type 3, first 16 octets = <<"${'a'.repeat(16)}">>: {invalid_frame_end_marker,0}`,
    ],
    [
      'an unknown type',
      frame(5, 1, bytes('abc')),
      'FRAME_ERROR - type 5, all octets = <<"abc">>: unknown_frame',
    ],
    [
      'a heartbeat with a payload',
      frame(8, 0, bytes('abc')),
      'FRAME_ERROR - type 8, all octets = <<"abc">>: unknown_frame',
    ],
    ['a heartbeat on a channel', frame(8, 1, bytes()), 'UNEXPECTED_FRAME - type 8, all octets = <<>>'],
    [
      'a payload above frameMax, before it has come',
      bytes(3, 0, 1, 0, 0, 0x13, 0x88),
      'FRAME_ERROR - type 3, all octets = <<>>: {frame_too_large,5000,4088}',
    ],
    [
      'the largest size there is',
      bytes(3, 0, 1, 255, 255, 255, 255),
      'FRAME_ERROR - type 3, all octets = <<>>: {frame_too_large,4294967295,4088}',
    ],
  ];

  it.each(REFUSED)('refuses %s in the words of RabbitMQ, and again when asked again', (_name, wire, text) => {
    const decoder = new FrameDecoder({ frameMax: 4096 });
    decoder.push(wire);
    const error = thrownBy(() => decoder.next());
    expect(error).toMatchObject({ name: 'WireError', replyText: text, silent: false, classId: 0 });
    decoder.push(HEARTBEAT_FRAME);
    expect(thrownBy(() => decoder.next())).toBe(error);
  });

  it('takes 8 bytes more than frameMax allows, as RabbitMQ does, and no more', () => {
    expect(framesIn([frame(3, 1, Buffer.alloc(4096))], 4096)).toHaveLength(1);
    expect(() => framesIn([frame(3, 1, Buffer.alloc(4097))], 4096)).toThrow(WireError);
  });

  it('takes a frameMax that is agreed on later', () => {
    const decoder = new FrameDecoder({ frameMax: 4096 });
    decoder.frameMax = 131_072;
    decoder.push(frame(3, 1, Buffer.alloc(100_000)));
    expect(decoder.next()).toMatchObject({ type: 'body' });
  });
});

describe('garbage', () => {
  const SEED = 20_240_607;

  it('gives frames or a WireError, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (chunks) => {
        survive(chunks.map((chunk) => Buffer.from(chunk)));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('in the place of some octets of well-formed frames gives frames or a WireError', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        method,
        properties,
        damage,
        fc.integer({ min: 1, max: 50 }),
        (some, carried, hits, step) => {
          const content = encodeContent(1, encodeProperties(carried), Buffer.from('body'), 0);
          const wire = Buffer.concat([encodeMethod(1, some), ...content]);
          for (const [at, octet] of hits) wire[at % wire.length] = octet;
          const chunks: Buffer[] = [];
          for (let at = 0; at < wire.length; at += step) chunks.push(wire.subarray(at, at + step));
          survive(chunks);
        },
      ),
      { seed: SEED, numRuns: 3000 },
    );
  });

  /** Decodes all there is; any exception goes through but a WireError that fits a connection.close. */
  function survive(chunks: readonly Buffer[]): void {
    try {
      for (const decoded of framesIn(chunks, 4096)) decodePayload(decoded);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      const { code, replyText, classId, methodId } = error;
      encodeMethod(0, { name: 'connection.close', replyCode: code, replyText, classId, methodId });
    }
  }

  function decodePayload(decoded: Frame): void {
    if (decoded.type === 'method') decodeMethod(decoded.payload);
    if (decoded.type === 'header') decodeProperties(decodeContentHeader(decoded.payload).properties);
  }
});
