import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeByTable, decodeMethod, encodeMethod } from '../../src/lib/wire/codec.ts';
import { maxDeliverBytes, writeDeliver } from '../../src/lib/wire/frequent.ts';
import type { Method } from '../../src/lib/wire/methods.ts';
import { methodOf } from './arbitraries.ts';
import { thrownBy } from './bytes.ts';

const SEED = 20_240_607;
const frequent = fc
  .constantFrom('basic.publish', 'basic.ack', 'basic.deliver')
  .chain(methodOf as never) as fc.Arbitrary<Method>;

/** What a decoder makes of a payload: a method, or its error's text. */
function outcome(decode: () => Method): unknown {
  try {
    return decode();
  } catch (error) {
    return String(error);
  }
}

describe('a frequent method', () => {
  it('is read as the table says, wherever it stands in the bytes', () => {
    fc.assert(
      fc.property(frequent, fc.nat(10), (method, before) => {
        const payload = encodeMethod(1, method).subarray(7, -1);
        const bytes = Buffer.concat([Buffer.alloc(before, 1), payload, Buffer.alloc(20, 0xff)]);
        expect(decodeMethod(bytes, before, before + payload.length)).toEqual(decodeByTable(payload));
      }),
      { seed: SEED },
    );
  });

  it('is refused as the table says where it is damaged or cut short', () => {
    fc.assert(
      fc.property(frequent, fc.nat(), fc.nat(255), fc.nat(300), (method, at, octet, length) => {
        const payload = encodeMethod(1, method).subarray(7, -1);
        payload[4 + (at % (payload.length - 4))] = octet;
        const cut = Buffer.concat([payload, Buffer.alloc(4)]).subarray(
          0,
          Math.min(4 + length, payload.length + 4),
        );
        expect(outcome(() => decodeMethod(cut))).toEqual(outcome(() => decodeByTable(cut)));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('is written as the table says', () => {
    fc.assert(
      fc.property(methodOf('basic.deliver'), fc.nat(0xffff), fc.nat(9), (method, channel, at) => {
        const delivery = method as Method<'basic.deliver'>;
        const target = Buffer.alloc(at + maxDeliverBytes(delivery));
        const end = writeDeliver(target, at, channel, delivery);
        expect(target.subarray(at, end)).toEqual(encodeMethod(channel, method));
      }),
      { seed: SEED },
    );
  });

  it('whose text is too long for a short string is not written', () => {
    const delivery = {
      consumerTag: 'c',
      deliveryTag: 1,
      redelivered: false,
      exchange: '',
      routingKey: 'x'.repeat(256),
    };
    const target = Buffer.alloc(maxDeliverBytes(delivery));
    expect(thrownBy(() => writeDeliver(target, 0, 1, delivery))).toBeInstanceOf(RangeError);
  });
});
