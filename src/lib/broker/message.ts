import type { RoutedMessage } from '../routing/topology.ts';
import { EMPTY_TABLE, type FieldTable, type FieldValue } from '../routing/values.ts';
import {
  decodeProperties,
  deliveryModeIn,
  encodeProperties,
  PROPERTY_FLAGS,
  type Properties,
} from '../wire/properties.ts';
import type { MessageContent } from './message-content.ts';

/** A message inside the broker. */
export class BrokerMessage implements RoutedMessage {
  readonly exchange: string;
  /** The key that deliveries show. */
  readonly routingKey: string;
  readonly content: MessageContent;
  /** The keys in CC and BCC, undefined where it has neither. */
  readonly moreKeys: readonly string[] | undefined;

  constructor(exchange: string, routingKey: string, content: MessageContent, moreKeys?: readonly string[]) {
    this.exchange = exchange;
    this.routingKey = routingKey;
    this.content = content;
    this.moreKeys = moreKeys;
  }

  get routingKeys(): readonly string[] {
    return this.moreKeys ? [this.routingKey, ...this.moreKeys] : [this.routingKey];
  }

  /** Read anew for each who asks: few do, and many messages wait. */
  get properties(): Properties {
    return decodeProperties(this.content.rawProperties);
  }

  get headers(): FieldTable {
    return this.has('headers') ? (this.properties.headers ?? EMPTY_TABLE) : EMPTY_TABLE;
  }

  get bodySize(): number {
    return this.content.bodySize;
  }

  /** Whether the property is there. */
  has(property: keyof Properties): boolean {
    return (this.content.flags & PROPERTY_FLAGS[property]) !== 0;
  }

  get isPersistent(): boolean {
    return deliveryModeIn(this.content.rawProperties) === 2;
  }
}

/** The same message with other properties. */
export function withProperties(message: BrokerMessage, properties: Properties): BrokerMessage {
  const content = message.content.withProperties(encodeProperties(properties));
  return new BrokerMessage(message.exchange, message.routingKey, content, message.moreKeys);
}

/** By key, as RabbitMQ leaves every table that it sets a value in. */
export const sortedTable = (table: FieldTable): FieldTable =>
  new Map([...table].sort(([a], [b]) => (a < b ? -1 : 1)));

export function withHeader(message: BrokerMessage, name: string, value: FieldValue): BrokerMessage {
  const { properties } = message;
  const headers = sortedTable(new Map(properties.headers).set(name, value));
  return withProperties(message, { ...properties, headers });
}

export function withoutHeader(message: BrokerMessage, name: string): BrokerMessage {
  const { properties } = message;
  const headers = new Map(properties.headers);
  headers.delete(name);
  return withProperties(message, { ...properties, headers });
}
