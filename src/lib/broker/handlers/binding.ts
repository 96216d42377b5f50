import { HEADERS_MODES } from '../../routing/exchange-types/headers.ts';
import type { Binding } from '../../routing/topology.ts';
import type { FieldTable } from '../../routing/values.ts';
import type { Channel } from '../channel.ts';
import { erlangTerm, erlangType } from '../erlang.ts';
import { notFound, preconditionFailed } from '../errors.ts';
import { checkNotDefaultExchange, stripLineBreaks } from '../names.ts';

/** Throws ACCESS_REFUSED, NOT_FOUND (the source first), PRECONDITION_FAILED, RESOURCE_LOCKED. */
export function bind(channel: Channel, requested: Binding): void {
  const binding = checkedBinding(requested);
  const { virtualHost } = channel;
  const source = virtualHost.exchange(binding.source);
  if (!source) throw notFound('exchange', binding.source, virtualHost.name);
  checkDestination(channel, binding);
  if (source.type === 'headers') checkHeadersMode(binding.arguments);
  checkAccess(channel, binding);
  virtualHost.bind(binding);
}

/** RabbitMQ: what is not bound, or does not exist, is unbound already. */
export function unbind(channel: Channel, requested: Binding): void {
  const binding = checkedBinding(requested);
  const { virtualHost } = channel;
  if (!virtualHost.table.hasBinding(binding)) return;
  checkAccess(channel, binding);
  virtualHost.unbind(binding);
}

function checkedBinding(requested: Binding): Binding {
  const binding = {
    source: stripLineBreaks(requested.source),
    destination: stripLineBreaks(requested.destination),
    destinationType: requested.destinationType,
    routingKey: requested.routingKey,
    arguments: requested.arguments,
  };
  if (binding.destinationType === 'exchange') checkNotDefaultExchange(binding.destination);
  checkNotDefaultExchange(binding.source);
  return binding;
}

function checkDestination({ virtualHost }: Channel, { destination, destinationType }: Binding): void {
  const exists =
    destinationType === 'queue' ? virtualHost.queue(destination) : virtualHost.exchange(destination);
  if (!exists) throw notFound(destinationType, destination, virtualHost.name);
}

function checkAccess({ connection, virtualHost }: Channel, { destination, destinationType }: Binding): void {
  const queue = destinationType === 'queue' ? virtualHost.queue(destination) : undefined;
  if (queue) connection.checkAccess(queue);
}

function checkHeadersMode(args: FieldTable): void {
  const value = args.get('x-match');
  if (value === undefined) return;
  if (value.type !== 'string') {
    throw preconditionFailed(
      `Invalid x-match field type ${erlangType(value)} (value ${erlangTerm(value)}); expected longstr`,
    );
  }
  if (HEADERS_MODES.some((mode) => mode === value.value)) return;
  throw preconditionFailed(
    `Invalid x-match field value ${erlangTerm(value)}; expected all, any, all-with-x, or any-with-x`,
  );
}
