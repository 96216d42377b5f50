import type { Binding, Exchange, Queue, RoutedMessage } from '../../src/lib/routing/topology.ts';
import { fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';

export const exchange = (name: string, type: string, alternate?: string): Exchange => ({
  name,
  type,
  durable: false,
  autoDelete: false,
  internal: false,
  arguments: fieldTable({ 'alternate-exchange': alternate }),
});

export const queue = (name: string): Queue => ({
  name,
  durable: false,
  autoDelete: false,
  exclusive: false,
  arguments: new Map(),
});

export const binding = (
  source: string,
  destination: string,
  routingKey = '',
  args: PlainTable = {},
): Binding => ({
  source,
  destination,
  destinationType: 'queue',
  routingKey,
  arguments: fieldTable(args),
});

export const toExchange = (source: string, destination: string, routingKey = ''): Binding => ({
  ...binding(source, destination, routingKey),
  destinationType: 'exchange',
});

export const message = (
  exchangeName: string,
  routingKey: string,
  headers: PlainTable = {},
): RoutedMessage => ({ exchange: exchangeName, routingKey, headers: fieldTable(headers) });
