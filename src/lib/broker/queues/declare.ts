import type { Queue as QueueDefinition } from '../../routing/topology.ts';
import type { FieldTable } from '../../routing/values.ts';
import { assertSameArguments, assertSameProperty } from '../equivalence.ts';
import { erlangType } from '../erlang.ts';
import { lockedQueue, preconditionFailed, resourceText } from '../errors.ts';
import { checkNotReserved } from '../names.ts';
import type { KeptMessages } from '../store/journal.ts';
import type { VirtualHost } from '../virtual-host.ts';
import {
  checkQueueArguments,
  checkQueueType,
  comparedArguments,
  MODULES,
  type QueueTypeName,
} from './argument-rules.ts';
import { MessageQueue } from './message-queue.ts';
import type { BrokerQueue, QueueSetup } from './queue.ts';
import { QuorumQueue } from './quorum-queue.ts';
import { StreamQueue } from './stream-queue.ts';

/** What queue.declare asks for; an empty name asks for a generated one. */
export interface QueueDeclaration {
  readonly name: string;
  readonly durable: boolean;
  readonly exclusive: boolean;
  readonly autoDelete: boolean;
  readonly arguments: FieldTable;
}

const QUEUES: Readonly<Record<QueueTypeName, new (setup: QueueSetup) => BrokerQueue>> = {
  classic: MessageQueue,
  quorum: QuorumQueue,
  stream: StreamQueue,
};

/**
 * The queue with this name, new or, where it is declared as it was before, the one there is. Throws ACCESS_REFUSED,
 * RESOURCE_LOCKED, PRECONDITION_FAILED.
 */
export function declareQueue(
  virtualHost: VirtualHost,
  declaration: QueueDeclaration,
  owner: object,
  generateName: () => string,
): BrokerQueue {
  if (declaration.name === '') checkServerNamed(declaration.arguments, virtualHost);
  else checkNotReserved('queue', declaration.name);
  const name = declaration.name === '' ? generateName() : declaration.name;
  const definition: QueueDefinition = {
    name,
    // RabbitMQ: what belongs to a connection cannot outlive it.
    durable: declaration.durable && !declaration.exclusive,
    autoDelete: declaration.autoDelete,
    exclusive: declaration.exclusive,
    arguments: declaration.arguments,
  };
  const exclusiveOwner = declaration.exclusive ? owner : undefined;
  const existing = virtualHost.queue(name);
  if (!existing) return create(virtualHost, definition, exclusiveOwner);
  if (existing.owner !== exclusiveOwner) throw lockedQueue(name, virtualHost.name);
  assertSame(existing, definition, virtualHost);
  existing.touch();
  return existing;
}

function checkServerNamed(args: FieldTable, { name: virtualHost }: VirtualHost): void {
  const type = checkQueueType(args, { queue: '', virtualHost });
  if (type === 'classic') return;
  throw preconditionFailed(`Cannot declare a server-named queue for type ${MODULES[type]}`);
}

function assertSame(
  existing: BrokerQueue,
  received: QueueDefinition,
  { name: virtualHost }: VirtualHost,
): void {
  const resource = resourceText('queue', existing.name, virtualHost);
  const current = existing.definition;
  assertSameProperty(resource, 'durable', current.durable, received.durable);
  assertSameProperty(resource, 'auto_delete', current.autoDelete, received.autoDelete);
  assertSameArguments(resource, comparedArguments(existing.type), current.arguments, received.arguments);
}

/** A queue that was kept, with its messages. What it was declared with was checked then. */
export function restoreQueue(host: VirtualHost, definition: QueueDefinition, kept: KeptMessages): void {
  const type = checkQueueType(definition.arguments, { queue: definition.name, virtualHost: host.name });
  const queue = new QUEUES[type]({ definition, owner: undefined, host });
  host.addQueue(queue);
  queue.restore(kept);
}

function create(host: VirtualHost, definition: QueueDefinition, owner: object | undefined): BrokerQueue {
  const { name, arguments: args } = definition;
  host.checkRoomFor(name);
  const resource = resourceText('queue', name, host.name);
  const deadLetterExchange = args.get('x-dead-letter-exchange');
  if (deadLetterExchange !== undefined && deadLetterExchange.type !== 'string') {
    const type = erlangType(deadLetterExchange);
    throw preconditionFailed(`invalid type '${type}' for arg 'x-dead-letter-exchange' in ${resource}`);
  }
  const where = { queue: name, virtualHost: host.name };
  const type = checkQueueType(args, where);
  checkQueueArguments(type, args, where);
  if (type !== 'classic') checkReplicable(definition, resource);
  const queue = new QUEUES[type]({ definition, owner, host });
  host.addQueue(queue);
  return queue;
}

/** Quorum queues and streams are durable and belong to nobody. */
function checkReplicable({ durable, autoDelete, exclusive }: QueueDefinition, resource: string): void {
  const invalid = autoDelete
    ? 'auto-delete'
    : exclusive
      ? 'exclusive-owner'
      : durable
        ? undefined
        : 'non-durable';
  if (invalid) throw preconditionFailed(`invalid property '${invalid}' for ${resource}`);
}
