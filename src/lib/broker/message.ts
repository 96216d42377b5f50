import { EMPTY_TABLE, type FieldTable, type FieldValue } from '../routing/values.ts';
import { encodeProperties, type Properties } from '../wire/properties.ts';

/** A message inside the broker. Its body is the very bytes that came in, in one piece a frame. */
export interface BrokerMessage {
  readonly exchange: string;
  /** The publisher's routing key, then those in CC and BCC. */
  readonly routingKeys: readonly string[];
  readonly properties: Properties;
  /** The flags and property list as they travel. */
  readonly rawProperties: Buffer;
  readonly body: readonly Buffer[];
  readonly bodySize: number;
}

/** The key that deliveries show. */
export const routingKeyOf = (message: BrokerMessage): string => message.routingKeys[0] ?? '';

export const headersOf = (message: BrokerMessage): FieldTable => message.properties.headers ?? EMPTY_TABLE;

export const isPersistent = (message: BrokerMessage): boolean => message.properties.deliveryMode === 2;

/** The same message with other properties. */
export function withProperties(message: BrokerMessage, properties: Properties): BrokerMessage {
  return { ...message, properties, rawProperties: encodeProperties(properties) };
}

/** The same message with these headers set over its own; undefined takes one away. */
export function withHeaders(
  message: BrokerMessage,
  changed: Readonly<Record<string, FieldValue | undefined>>,
): BrokerMessage {
  const headers = new Map(headersOf(message));
  for (const [key, value] of Object.entries(changed)) {
    if (value === undefined) headers.delete(key);
    else headers.set(key, value);
  }
  return withProperties(message, { ...message.properties, headers });
}
