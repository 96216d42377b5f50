import { AmqpError } from './errors.ts';
import { REPLY_TO } from './names.ts';
import { randomText } from './random-text.ts';

/** The first part of every address, where RabbitMQ names the process that replies go to. */
const HOST = Buffer.from('mq-lab').toString('base64url');

/** A new address for direct replies. */
export const newReplyAddress = (): string => `${REPLY_TO}.${HOST}.${randomText()}`;

/**
 * Whether the key may be an address. Throws INTERNAL_ERROR for one that looks like an address but is none: RabbitMQ
 * stumbles over its first part.
 */
export function isReplyAddress(key: string): boolean {
  if (!key.startsWith(PREFIX)) return false;
  const parts = key.slice(REPLY_TO.length).split('.').filter(Boolean);
  if (parts.length === 2 && parts[0] !== HOST) throw new AmqpError('INTERNAL_ERROR');
  return true;
}

const PREFIX = `${REPLY_TO}.`;
