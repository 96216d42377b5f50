import type { FieldTable, FieldValue } from '../../src/lib/routing/values.ts';
import type { Random } from './random.ts';

const text = (...values: string[]): FieldValue[] => values.map((value) => ({ type: 'string', value }));
const whole = (...values: number[]): FieldValue[] => values.map((value) => ({ type: 'int32', value }));
const yes: FieldValue[] = [{ type: 'boolean', value: true }];

export const QUEUES = ['fuzz.a', 'fuzz.b', 'fuzz.c', 'fuzz.d'];
export const EXCHANGES = ['fuzz.x', 'fuzz.y', 'fuzz.z'];

/** What means something to the broker, with values that it takes. */
const KNOWN: Readonly<Record<string, readonly FieldValue[]>> = {
  'x-message-ttl': whole(0, 1, 50, 0x7fff_ffff),
  'x-expires': whole(1, 50, 0x7fff_ffff),
  'x-max-length': whole(0, 1, 3),
  'x-max-length-bytes': whole(0, 6, 100),
  'x-overflow': text('drop-head', 'reject-publish', 'reject-publish-dlx'),
  'x-dead-letter-exchange': text('', '', 'amq.fanout', ...EXCHANGES),
  'x-dead-letter-routing-key': text(...QUEUES),
  'x-max-priority': whole(1, 5, 255),
  'x-single-active-consumer': yes,
  'x-queue-type': text('classic', 'quorum', 'quorum', 'stream', 'stream'),
  'x-queue-mode': text('lazy', 'default'),
  'x-delivery-limit': whole(0, 1, 2),
  'x-stream-offset': [...text('first', 'last', 'next', '1h'), ...whole(0, 2, 1000)],
  'x-max-age': text('1h', '7D'),
  'x-stream-max-segment-size-bytes': whole(1000),
  'x-priority': whole(-1, 0, 5),
  'x-match': text('all', 'any', 'all-with-x', 'any-with-x'),
  'alternate-exchange': text('amq.fanout', ...EXCHANGES),
  CC: [{ type: 'array', value: text(...QUEUES) }],
  BCC: [{ type: 'array', value: text('fuzz.a', '') }],
  a: whole(0, 1),
};
const KEYS = Object.keys(KNOWN);

const ODD_TEXTS = ['', 'é', '1', 'all', '1h', 'x'.repeat(300)];

/** A few of them, or something wild. */
export function randomTable(random: Random, depth = 0): FieldTable {
  if (random.oneIn(2)) return new Map();
  const wild = random.oneIn(5);
  return new Map(
    Array.from({ length: 1 + random.below(3) }, () => {
      const key = random.pick(KEYS);
      return [
        wild && random.oneIn(4) ? 'x-death' : key,
        wild ? randomValue(random, depth) : usual(random, key),
      ];
    }),
  );
}

const usual = (random: Random, key: string): FieldValue => random.pick(KNOWN[key] as readonly FieldValue[]);

/** Any value that travels; nested ever less. */
function randomValue(random: Random, depth: number): FieldValue {
  switch (random.below(depth > 3 ? 9 : 12)) {
    case 0:
      return { type: 'boolean', value: random.oneIn(2) };
    case 1:
      return { type: 'int8', value: random.below(256) - 128 };
    case 2:
      return { type: 'int32', value: random.pick([0, 1, 2, 5, 100, -1, 0x7fff_ffff]) };
    case 3:
      return { type: 'int64', value: random.pick([0n, 1n, 5n, -1n, 2n ** 40n, 2n ** 63n - 1n]) };
    case 4:
      return { type: 'double', value: random.pick([0, -0, 1.5, 1e300, Number.POSITIVE_INFINITY]) };
    case 5:
      return { type: 'void' };
    case 6:
      return { type: 'timestamp', value: BigInt(random.below(2 ** 31)) };
    case 9:
      return {
        type: 'array',
        value: Array.from({ length: random.below(4) }, () => randomValue(random, depth + 1)),
      };
    case 10:
      return { type: 'table', value: randomTable(random, depth + 1) };
    default:
      return { type: 'string', value: random.pick(ODD_TEXTS) };
  }
}
