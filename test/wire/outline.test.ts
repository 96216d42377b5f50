import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldTable } from '../../src/lib/routing/values.ts';
import {
  decodeProperties,
  encodeProperties,
  outlineProperties,
  PROPERTY_FLAGS,
  type Properties,
} from '../../src/lib/wire/properties.ts';
import { properties as anyProperties } from './arbitraries.ts';

const SEED = 20_240_607;

const withSenderKeys = fc
  .tuple(anyProperties, fc.subarray(['CC', 'BCC', 'cc', 'CCC']))
  .map(([properties, keys]): Properties => {
    const added = keys.map((key) => [key, { type: 'void' }] as const);
    return { ...properties, headers: new Map([...(properties.headers ?? []), ...added]) as FieldTable };
  });

function failure(task: () => unknown): string | undefined {
  try {
    task();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

describe('the outline of properties', () => {
  it('tells what decoding them tells', () => {
    fc.assert(
      fc.property(fc.oneof(anyProperties, withSenderKeys), fc.nat(5), (properties, before) => {
        const raw = encodeProperties(properties);
        const bytes = Buffer.concat([Buffer.alloc(before, 7), raw, Buffer.alloc(5, 0xff)]);
        const outline = outlineProperties(bytes, before, before + raw.length);
        const { headers } = properties;
        expect(outline.deliveryMode).toBe(properties.deliveryMode);
        expect(outline.hasSenderKeys).toBe(Boolean(headers?.has('CC') || headers?.has('BCC')));
        for (const [name, flag] of Object.entries(PROPERTY_FLAGS)) {
          expect((outline.flags & flag) !== 0).toBe(name in properties);
        }
      }),
      { seed: SEED },
    );
  });

  it('is refused where decoding is, in the same words', () => {
    fc.assert(
      fc.property(
        anyProperties,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
        fc.nat(8),
        (properties, damage, cut) => {
          const raw = encodeProperties(properties);
          for (const [at, octet] of damage) raw[at % raw.length] = octet;
          const bytes = raw.subarray(0, raw.length - Math.min(cut, raw.length));
          expect(failure(() => outlineProperties(bytes, 0, bytes.length))).toBe(
            failure(() => decodeProperties(bytes)),
          );
        },
      ),
      { seed: SEED, numRuns: 3000 },
    );
  });
});
