import { rawFrame } from '../support/raw-client.ts';
import type { Random } from './random.ts';

const INTERESTING = [0, 1, 0x7f, 0x80, 0xce, 0xff];

/** The bytes with something wrong about them; `length` is where a frame's own length stands. */
export function mutate(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length === 0) return random.bytes(1 + random.below(12));
  const at = random.below(copy.length);
  switch (random.below(9)) {
    case 0:
      copy[at] = (copy[at] as number) ^ (1 << random.below(8));
      return copy;
    case 1:
      copy[at] = random.pick(INTERESTING);
      return copy;
    case 2:
      return copy.subarray(0, at);
    case 3:
      return Buffer.concat([copy.subarray(0, at), random.bytes(1 + random.below(8)), copy.subarray(at)]);
    case 4:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + 1 + random.below(8))]);
    case 5:
      return lyingLength(random, copy);
    case 6:
      copy[copy.length - 1] = random.below(256);
      return copy;
    case 7:
      return Buffer.concat([copy, copy.subarray(at)]);
    default:
      return reframed(random, copy);
  }
}

function lyingLength(random: Random, frame: Buffer): Buffer {
  if (frame.length < 7) return frame;
  const truth = frame.readUInt32BE(3);
  const lies = [truth - 1, truth + 1, 0, truth * 2, 131_072, 131_073, 0x7fff_ffff, 0xffff_ffff];
  frame.writeUInt32BE(random.pick(lies) >>> 0, 3);
  return frame;
}

/** The payload changed, the frame around it right: the mistake gets as far as it can. */
function reframed(random: Random, frame: Buffer): Buffer {
  if (frame.length < 8) return frame;
  const payload = frame.subarray(7, frame.length - 1);
  const changed = random.oneIn(3)
    ? payload.subarray(0, random.below(payload.length + 1))
    : scrambled(random, payload);
  return rawFrame(frame[0] as number, frame.readUInt16BE(1), changed);
}

function scrambled(random: Random, payload: Buffer): Buffer {
  const copy = Buffer.from(payload);
  for (let count = 1 + random.below(3); count > 0 && copy.length > 0; count--) {
    copy[random.below(copy.length)] = random.below(256);
  }
  return copy;
}
