import { encodeContent } from '../../src/lib/wire/content.ts';
import { encodeProperties, type Properties } from '../../src/lib/wire/properties.ts';
import { randomTable } from './arguments.ts';
import { randomMethod } from './methods.ts';
import type { Random } from './random.ts';

const SIZES = [0, 0, 1, 5, 100, 5000];

/** A whole publish: method, header and body frames, as buffers of their own. */
export function randomPublish(random: Random, channel: number): Buffer[] {
  const body = Buffer.alloc(random.pick(SIZES), 'x');
  return [
    randomMethod(random, channel, 'basic.publish'),
    ...encodeContent(channel, encodeProperties(randomProperties(random)), body, random.pick([4096, 131_072])),
  ];
}

function randomProperties(random: Random): Properties {
  const maybe = <T>(values: readonly T[]): T | undefined =>
    random.oneIn(4) ? random.pick(values) : undefined;
  const properties: Record<string, unknown> = {
    headers: random.oneIn(2) ? randomTable(random) : undefined,
    deliveryMode: maybe([0, 1, 2, 2, 3]),
    priority: maybe([0, 1, 5, 9, 255]),
    expiration: maybe(['0', '1', '100', '-1', 'x', '', '999999999999999999999']),
    replyTo: maybe(['amq.rabbitmq.reply-to', 'fuzz.a']),
    userId: maybe(['guest', 'guest', 'other']),
    messageId: maybe(['m', '']),
    timestamp: maybe([0n, 2n ** 40n]),
    type: maybe(['t']),
  };
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== undefined),
  ) as Properties;
}
