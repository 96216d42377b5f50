import { fieldTable } from '../../src/lib/routing/values.ts';
import { HEARTBEAT_FRAME, PROTOCOL_HEADER } from '../../src/lib/wire/frames.ts';
import { METHODS, type MethodName } from '../../src/lib/wire/methods.ts';
import { contentFrames, methodFrame, plainResponse, rawFrame } from '../support/raw-client.ts';
import { randomPublish } from './content.ts';
import { randomMethod, randomMethodName } from './methods.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';

const CAPABILITIES = { capabilities: { consumer_cancel_notify: true, authentication_failure_close: true } };
const SERVER_FRAME_MAX = 131_072;

/** What a client says on its way in, each as a chunk of its own. */
export function handshake(random: Random, frameMax: number = SERVER_FRAME_MAX): Buffer[] {
  return [
    PROTOCOL_HEADER,
    methodFrame(0, 'connection.start-ok', {
      clientProperties: fieldTable(CAPABILITIES),
      mechanism: 'PLAIN',
      response: plainResponse('guest', 'guest'),
      locale: 'en_US',
    }),
    methodFrame(0, 'connection.tune-ok', {
      channelMax: random.pick([2, 2047]),
      frameMax,
      heartbeat: random.pick([0, 0, 1, 60]),
    }),
    methodFrame(0, 'connection.open', { virtualHost: '/' }),
  ];
}

/** A handshake in which something is wrong: left out, doubled, out of order, cut off, changed. */
export function brokenHandshake(random: Random): Buffer[] {
  const steps = handshake(random);
  const at = random.below(steps.length);
  switch (random.below(6)) {
    case 0:
      return steps.slice(0, at);
    case 1:
      steps.splice(at, 1);
      return steps;
    case 2:
      steps.splice(at, 0, steps[random.below(steps.length)] as Buffer);
      return steps;
    case 3:
      steps.splice(at, 0, randomFrame(random));
      return steps;
    case 4:
      return [random.bytes(1 + random.below(40))];
    default:
      steps[at] = mutate(random, steps[at] as Buffer);
      return steps;
  }
}

/** One chunk of a client that is in, or thinks it is. */
export function randomInput(random: Random): Buffer {
  const frame = random.oneIn(6)
    ? Buffer.concat(randomPublish(random, randomChannel(random)))
    : randomFrame(random);
  const kind = random.below(20);
  if (kind < 15) return frame;
  if (kind < 18) return mutate(random, frame);
  return random.pick(CRAFTED)(random);
}

/** Mostly one that is open. */
const randomChannel = (random: Random): number =>
  random.pick(random.oneIn(80) ? [0, 3, 9, 2047, 65_535] : [1, 1, 2]);

const randomFrame = (random: Random): Buffer =>
  randomMethod(random, randomChannel(random), randomMethodName(random));

const DEPTHS = [10, 10, 10, 1000, 30_000];

/** Frames that no encoder makes. */
const CRAFTED: readonly ((random: Random) => Buffer)[] = [
  (random) => rawFrame(random.below(256), randomChannel(random), random.bytes(random.below(30))),
  (random) => rawFrame(1, 1, Buffer.concat([idOf('queue.declare'), random.bytes(random.below(40))])),
  (random) => rawFrame(2, 1, random.bytes(random.below(30))),
  (random) => rawFrame(3, randomChannel(random), random.bytes(random.below(30))),
  (random) => rawFrame(8, random.pick([0, 1]), random.bytes(random.below(2))),
  () => HEARTBEAT_FRAME,
  (random) => rawFrame(3, 1, Buffer.alloc(random.pick([4096, 4097, SERVER_FRAME_MAX, SERVER_FRAME_MAX + 1]))),
  (random) => shuffled(random, randomPublish(random, 1)),
  (random) => Buffer.concat(randomPublish(random, 1).slice(0, 1 + random.below(3))),
  (random) => wildTable(random),
  (random) => deepTable(random.pick(DEPTHS)),
  (random) => deepArray(random.pick(DEPTHS)),
  (random) => deepHeaders(random.pick(DEPTHS), random.pick([TABLE_UNDER_A, ARRAY])),
  () => methodFrame(0, 'connection.close', { replyCode: 200 }),
  () => Buffer.concat([methodFrame(1, 'basic.publish'), ...contentFrames(1, 'x', {}).slice(0, 1)]),
];

const idOf = (name: MethodName): Buffer => {
  const [classId, methodId] = METHODS[name].id;
  return Buffer.from([0, classId, 0, methodId]);
};

function shuffled(random: Random, pieces: readonly Buffer[]): Buffer {
  const rest = [...pieces];
  const out: Buffer[] = [];
  while (rest.length > 0) out.push(...rest.splice(random.below(rest.length), 1));
  return Buffer.concat(out);
}

/** A queue.declare whose table has a right length and anything inside. */
function wildTable(random: Random): Buffer {
  const inside = random.bytes(random.below(60));
  return declareWith(inside);
}

/** A table in a table in a table, or arrays likewise. */
function nested(depth: number, opening: readonly number[]): Buffer {
  const levels: Buffer[] = [];
  let length = 0;
  while (levels.length < depth && length < SERVER_FRAME_MAX - 100) {
    const head = Buffer.from([...opening, 0, 0, 0, 0]);
    head.writeUInt32BE(length, opening.length);
    levels.push(head);
    length += head.length;
  }
  return Buffer.concat(levels.reverse());
}

const TABLE_UNDER_A = [1, 0x61, 0x46];
const ARRAY = [0x41];

const deepTable = (depth: number): Buffer => declareWith(nested(depth, TABLE_UNDER_A));

const deepArray = (depth: number): Buffer =>
  declareWith(Buffer.concat([Buffer.from([1, 0x61]), nested(depth, ARRAY)]));

/** A message whose headers are such a table. */
function deepHeaders(depth: number, opening: readonly number[]): Buffer {
  const inside = nested(depth, opening);
  const table = opening === ARRAY ? Buffer.concat([Buffer.from([1, 0x61]), inside]) : inside;
  const head = Buffer.alloc(18);
  head.writeUInt16BE(60, 0);
  head.writeUInt16BE(1 << 13, 12);
  head.writeUInt32BE(table.length, 14);
  return Buffer.concat([
    methodFrame(1, 'basic.publish', { routingKey: 'fuzz.a' }),
    rawFrame(2, 1, Buffer.concat([head, table])),
  ]);
}

function declareWith(table: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(table.length);
  const fields = Buffer.from([0, 0, 6, ...Buffer.from('fuzz.a'), 0]);
  return rawFrame(1, 1, Buffer.concat([idOf('queue.declare'), fields, length, table]));
}
