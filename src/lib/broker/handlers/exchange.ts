import { EXCHANGE_TYPES, type Exchange, RESERVED_PREFIX } from '../../routing/topology.ts';
import type { Method } from '../../wire/methods.ts';
import { assertSameArguments, assertSameProperty } from '../equivalence.ts';
import { erlangType } from '../erlang.ts';
import { AmqpError, notFound, preconditionFailed, resourceText } from '../errors.ts';
import { checkNotDefaultExchange, checkNotReserved, stripLineBreaks } from '../names.ts';
import type { VirtualHost } from '../virtual-host.ts';
import { bind, unbind } from './binding.ts';
import type { ChannelHandlers } from './index.ts';

export const exchangeHandlers: ChannelHandlers = {
  'exchange.declare'(channel, method) {
    if (method.passive) checkExists(channel.virtualHost, method);
    else declare(channel.virtualHost, method);
    if (!method.noWait) channel.send({ name: 'exchange.declare-ok' });
  },

  'exchange.delete'(channel, method) {
    remove(channel.virtualHost, method);
    if (!method.noWait) channel.send({ name: 'exchange.delete-ok' });
  },

  'exchange.bind'(channel, method) {
    bind(channel, { ...method, destinationType: 'exchange' });
    if (!method.noWait) channel.send({ name: 'exchange.bind-ok' });
  },

  'exchange.unbind'(channel, method) {
    unbind(channel, { ...method, destinationType: 'exchange' });
    if (!method.noWait) channel.send({ name: 'exchange.unbind-ok' });
  },
};

function checkExists(virtualHost: VirtualHost, method: Method<'exchange.declare'>): void {
  const name = stripLineBreaks(method.exchange);
  checkNotDefaultExchange(name);
  if (!virtualHost.exchange(name)) throw notFound('exchange', name, virtualHost.name);
}

function declare(virtualHost: VirtualHost, method: Method<'exchange.declare'>): void {
  checkType(method.type);
  const name = stripLineBreaks(method.exchange);
  checkNotDefaultExchange(name);
  const { type, durable, autoDelete, internal } = method;
  const declared = { name, type, durable, autoDelete, internal, arguments: method.arguments };
  const existing = virtualHost.exchange(name);
  if (existing) {
    assertSame(virtualHost, existing, declared);
    return;
  }
  checkNotReserved('exchange', name);
  checkAlternate(virtualHost, declared);
  virtualHost.addExchange(declared);
}

/** RabbitMQ calls words `invalid` that its virtual machine happens to know, the empty one always; others are `unknown`. */
function checkType(type: string): void {
  if ((EXCHANGE_TYPES as readonly string[]).includes(type)) return;
  throw new AmqpError('COMMAND_INVALID', `${type === '' ? 'invalid' : 'unknown'} exchange type '${type}'`);
}

function assertSame(virtualHost: VirtualHost, current: Exchange, received: Exchange): void {
  const resource = resourceText('exchange', current.name, virtualHost.name);
  assertSameProperty(resource, 'type', current.type, received.type);
  assertSameProperty(resource, 'durable', current.durable, received.durable);
  assertSameProperty(resource, 'auto_delete', current.autoDelete, received.autoDelete);
  assertSameProperty(resource, 'internal', current.internal, received.internal);
  assertSameArguments(resource, ['alternate-exchange'], current.arguments, received.arguments);
}

function checkAlternate(virtualHost: VirtualHost, exchange: Exchange): void {
  const alternate = exchange.arguments.get('alternate-exchange');
  if (alternate === undefined || alternate.type === 'string') return;
  const resource = resourceText('exchange', exchange.name, virtualHost.name);
  throw preconditionFailed(
    `invalid type '${erlangType(alternate)}' for arg 'alternate-exchange' in ${resource}`,
  );
}

function remove(virtualHost: VirtualHost, method: Method<'exchange.delete'>): void {
  const name = stripLineBreaks(method.exchange);
  checkNotDefaultExchange(name);
  const resource = resourceText('exchange', name, virtualHost.name);
  if (name.startsWith(RESERVED_PREFIX)) {
    throw new AmqpError('ACCESS_REFUSED', `deletion of system ${resource} not allowed`);
  }
  if (!virtualHost.exchange(name)) return;
  if (method.ifUnused && virtualHost.table.bindingsFrom(name).length > 0) {
    throw preconditionFailed(`${resource} in use`);
  }
  virtualHost.deleteExchange(name);
}
