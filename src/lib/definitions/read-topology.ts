import {
  type Binding,
  type Exchange,
  isPredeclared,
  type Queue,
  type Topology,
} from '../routing/topology.ts';
import { DefinitionFields, unexpected } from './definition-fields.ts';
import { type JsonNode, type JsonOf, TextFault } from './json-text.ts';
import type { Places } from './places.ts';
import { bindingsTaken, topologyNotes } from './topology-notes.ts';
import type { UnknownFields } from './unknown-fields.ts';
import { type Chosen, itemsOf } from './virtual-hosts.ts';

/** The exchanges, queues and bindings of one virtual host as they are declared, and what is to be said of them. */
export function readTopology(
  root: JsonOf<'object'>,
  chosen: Chosen,
  unknown: UnknownFields,
  places: Places,
): { readonly topology: Topology; readonly notes: readonly string[] } {
  const nodes = (section: string): JsonNode[] => itemsOf(root, section).filter((node) => chosen.has(node));
  const exchangeNodes = nodes('exchanges');
  const exchanges = eachOnce('exchange', exchangeNodes, places, (fields) => exchangeOf(fields, unknown));
  const queues = eachOnce('queue', nodes('queues'), places, (fields) => queueOf(fields, unknown));
  const bound = nodes('bindings').map((node) => {
    const binding = bindingOf(node, unknown);
    places.add({ kind: 'binding', binding }, node.at);
    return binding;
  });
  const topology = {
    exchanges: exchanges.filter(({ name }) => !isPredeclared(name)),
    queues,
    bindings: bindingsTaken(bound),
  };
  const saysInternal = exchangeNodes.some((node) => node.kind === 'object' && node.members.has('internal'));
  return { topology, notes: topologyNotes(topology, bound, saysInternal) };
}

const DECLARED = ['vhost', 'name', 'durable', 'auto_delete', 'arguments'];
const EXCHANGE_FIELDS = new Set([...DECLARED, 'type', 'internal']);
const QUEUE_FIELDS = new Set([...DECLARED, 'type', 'exclusive']);
const BINDING_FIELDS = new Set([
  ...['vhost', 'source', 'destination', 'destination_type', 'routing_key', 'arguments'],
  'properties_key',
]);

function eachOnce<T extends { readonly name: string }>(
  kind: 'exchange' | 'queue',
  nodes: readonly JsonNode[],
  places: Places,
  read: (fields: DefinitionFields) => T,
): T[] {
  const found = new Map<string, T>();
  for (const node of nodes) {
    const item = read(new DefinitionFields(node, kind));
    if (found.has(item.name))
      throw new TextFault(node.at, `expected each ${kind} once, got '${item.name}' twice`);
    found.set(item.name, item);
    places.add({ kind, name: item.name }, node.at);
  }
  return [...found.values()];
}

function exchangeOf(fields: DefinitionFields, unknown: UnknownFields): Exchange {
  const exchange = {
    name: fields.string('name'),
    type: fields.name('type'),
    durable: fields.boolean('durable'),
    autoDelete: fields.boolean('auto_delete'),
    // RabbitMQ: rabbitmqctl leaves the field out, and every exchange that has it.
    internal: fields.boolean('internal', false),
    arguments: fields.table('arguments'),
  };
  unknown.of('exchanges', fields, EXCHANGE_FIELDS);
  return exchange;
}

function queueOf(fields: DefinitionFields, unknown: UnknownFields): Queue {
  const queue = {
    name: fields.name('name'),
    durable: fields.boolean('durable'),
    autoDelete: fields.boolean('auto_delete'),
    // RabbitMQ exports no exclusive queues; our own writer does.
    exclusive: fields.boolean('exclusive', false),
    arguments: fields.table('arguments'),
  };
  unknown.of('queues', fields, QUEUE_FIELDS);
  return queue;
}

function bindingOf(node: JsonNode, unknown: UnknownFields): Binding {
  const fields = new DefinitionFields(node, 'binding');
  const type = fields.string('destination_type');
  if (type !== 'queue' && type !== 'exchange')
    throw unexpected(fields.get('destination_type'), "'destination_type' to be queue or exchange");
  const binding: Binding = {
    source: fields.string('source'),
    destination: fields.name('destination'),
    destinationType: type,
    routingKey: fields.string('routing_key'),
    arguments: fields.table('arguments'),
  };
  unknown.of('bindings', fields, BINDING_FIELDS);
  return binding;
}
