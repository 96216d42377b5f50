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

/** By key, as RabbitMQ leaves every table that it sets a value in. */
export const sortedTable = (table: FieldTable): FieldTable =>
  new Map([...table].sort(([a], [b]) => (a < b ? -1 : 1)));

export function withHeader(message: BrokerMessage, name: string, value: FieldValue): BrokerMessage {
  const headers = sortedTable(new Map(headersOf(message)).set(name, value));
  return withProperties(message, { ...message.properties, headers });
}

export function withoutHeader(message: BrokerMessage, name: string): BrokerMessage {
  const headers = new Map(headersOf(message));
  headers.delete(name);
  return withProperties(message, { ...message.properties, headers });
}
