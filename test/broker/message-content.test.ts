import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MessageContent } from '../../src/lib/broker/message-content.ts';
import { encodeContent } from '../../src/lib/wire/content.ts';
import { type Frame, FrameDecoder } from '../../src/lib/wire/frames.ts';
import { encodeProperties } from '../../src/lib/wire/properties.ts';

const SEED = 20_240_611;
const PROPERTIES = encodeProperties({ contentType: 'text/plain', deliveryMode: 1 });

/** The content as it comes out of a stream that is cut into chunks of this size. */
function received(body: Buffer, frameMax: number, chunkSize: number): MessageContent {
  const wire = Buffer.concat(encodeContent(7, PROPERTIES, body, frameMax));
  const decoder = new FrameDecoder({ frameMax: 0 });
  for (let at = 0; at < wire.length; at += chunkSize) {
    decoder.push(Buffer.from(wire.subarray(at, at + chunkSize)));
  }
  const frames: Frame[] = [];
  for (let frame = decoder.next(); frame; frame = decoder.next()) frames.push(frame);
  return MessageContent.received(frames[0] as Frame, frames.slice(1), body.length);
}

/** What goes out to a client. */
function sent(content: MessageContent, channel: number, frameMax: number): Buffer {
  if (!content.isSmall(frameMax))
    return Buffer.concat(encodeContent(channel, content.rawProperties, content.body, frameMax));
  const target = Buffer.alloc(content.frameBytes + 3);
  const end = content.copyFrames(target, 3, channel);
  expect(end).toBe(target.length);
  return target.subarray(3);
}

describe('the content of a message', () => {
  test('goes out as it came, whatever the frames and chunks, to any channel', () => {
    const size = fc.oneof(fc.nat(300), fc.nat(20_000));
    fc.assert(
      fc.property(
        size,
        fc.constantFrom(100, 4096, 0),
        fc.constantFrom(1000, 9000, 65_536),
        fc.nat(0xffff),
        (bodySize, frameMax, chunkSize, channel) => {
          const body = Buffer.alloc(bodySize, 'a body that is told from itself moved');
          const content = received(body, frameMax, chunkSize);
          expect(content.bodySize).toBe(bodySize);
          expect(content.rawProperties).toEqual(PROPERTIES);
          expect(content.propertyBytes).toBe(PROPERTIES.length);
          expect(Buffer.concat(content.body).equals(body)).toBe(true);
          for (const outMax of [4096, 131_072]) {
            const expected = Buffer.concat(encodeContent(channel, PROPERTIES, body, outMax));
            expect(sent(content, channel, outMax).equals(expected)).toBe(true);
          }
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('keeps its body with other properties', () => {
    for (const size of [0, 10, 10_000]) {
      const properties = encodeProperties({ priority: 3 });
      const other = received(Buffer.alloc(size, 'x'), 4096, 65_536).withProperties(properties);
      expect(other.rawProperties).toEqual(properties);
      expect(Buffer.concat(other.body)).toEqual(Buffer.alloc(size, 'x'));
    }
  });

  test('that is small does not keep what was read from the socket', () => {
    const chunk = Buffer.concat([
      ...encodeContent(1, PROPERTIES, Buffer.alloc(5000, 'x'), 0),
      Buffer.alloc(60_000),
    ]);
    const decoder = new FrameDecoder({ frameMax: 0 });
    decoder.push(chunk);
    const [header, body] = [decoder.next() as Frame, decoder.next() as Frame];
    const content = MessageContent.received(header, [body], 5000);
    chunk.fill('y');
    expect(Buffer.concat(content.body)).toEqual(Buffer.alloc(5000, 'x'));
  });
});
