import { crc32 } from 'node:zlib';
import { BrokerMessage } from '../message.ts';
import { MessageContent } from '../message-content.ts';

/** A message as it is read, its bytes views that do not last. */
export interface ReadMessage {
  readonly exchange: string;
  readonly routingKey: string;
  readonly moreKeys: readonly string[];
  readonly properties: Buffer;
  readonly body: Buffer;
}

export function messageOf({ exchange, routingKey, moreKeys, properties, body }: ReadMessage): BrokerMessage {
  const content = MessageContent.copied(properties, body);
  return new BrokerMessage(exchange, routingKey, content, moreKeys.length > 0 ? moreKeys : undefined);
}

/**
 * Each queue's record has a message whole; in memory it is one, however many queues have it, as it was before. Which
 * records belong together is seen by what they say: no two messages that say the same can be told apart.
 */
export class SharedMessages {
  readonly #byChecksum = new Map<number, BrokerMessage[]>();

  messageOf(read: ReadMessage): BrokerMessage {
    const checksum = crc32(read.body, crc32(read.properties, crc32(read.routingKey)));
    const alike = this.#byChecksum.get(checksum) ?? [];
    const known = alike.find((message) => isSame(message, read));
    if (known) return known;
    const message = messageOf(read);
    this.#byChecksum.set(checksum, [...alike, message]);
    return message;
  }
}

function isSame(
  { exchange, routingKey, moreKeys = [], content }: BrokerMessage,
  { body, properties, ...read }: ReadMessage,
): boolean {
  return (
    exchange === read.exchange &&
    routingKey === read.routingKey &&
    moreKeys.length === read.moreKeys.length &&
    moreKeys.every((key, at) => key === read.moreKeys[at]) &&
    content.rawProperties.equals(properties) &&
    (content.body[0]?.equals(body) ?? body.length === 0)
  );
}
