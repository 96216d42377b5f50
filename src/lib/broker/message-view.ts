import { type PlainTable, plainTable } from '../routing/values.ts';
import type { Properties } from '../wire/properties.ts';
import type { BrokerMessage } from './message.ts';

/** A message as events and `broker.queue` show it. */
export interface MessageView {
  readonly exchange: string;
  readonly routingKey: string;
  /** In plain values: `{ n: 1, ratio: { '!': 'double', value: 1 } }`. */
  readonly headers: PlainTable;
  readonly properties: Omit<Properties, 'headers'>;
  readonly content: Buffer;
}

/** The message for reading; its content is put together once somebody asks for it. */
export function viewOf(message: BrokerMessage): MessageView {
  const { headers: _headers, ...properties } = message.properties;
  return {
    exchange: message.exchange,
    routingKey: message.routingKey,
    properties,
    get headers() {
      return plainTable(message.headers);
    },
    get content() {
      return Buffer.concat(message.content.body);
    },
  };
}
