import { exchangeType } from './exchange-types/index.ts';
import type { BindingIndex } from './match.ts';
import { type Binding, type Exchange, PREDECLARED_EXCHANGES, type Topology } from './topology.ts';
import { stringValue, tableIdentity } from './values.ts';

/** A topology that can change, kept so that routing through it is fast. Names that are bound need not exist. */
export class RoutingTable {
  readonly #exchanges = new Map<string, IndexedExchange>();
  readonly #queues = new Set<string>();
  readonly #toDestination = new Map<string, Set<Binding>>();

  /** A table with the predeclared exchanges and, of the topology, the rest. */
  static from(topology: Topology): RoutingTable {
    const table = new RoutingTable();
    for (const exchange of [...PREDECLARED_EXCHANGES, ...topology.exchanges]) table.addExchange(exchange);
    for (const queue of topology.queues) table.addQueue(queue.name);
    for (const binding of topology.bindings) table.bind(binding);
    return table;
  }

  exchange(name: string): Exchange | undefined {
    return this.#exchanges.get(name)?.exchange;
  }

  exchanges(): Exchange[] {
    return Array.from(this.#exchanges.values(), ({ exchange }) => exchange);
  }

  /** Does nothing where the name is taken. */
  addExchange(exchange: Exchange): void {
    if (this.#exchanges.has(exchange.name)) return;
    this.#exchanges.set(exchange.name, {
      exchange,
      alternate: stringValue(exchange.arguments.get('alternate-exchange')),
      bindings: new Map(),
      index: exchangeType(exchange.type).createIndex(),
    });
  }

  /** Removes the exchange with the bindings from and to it, which it returns. */
  removeExchange(name: string): Binding[] {
    const removed = [...this.bindingsFrom(name), ...this.#removeBindingsTo('exchange', name)];
    for (const binding of this.bindingsFrom(name)) this.unbind(binding);
    this.#exchanges.delete(name);
    return removed;
  }

  hasQueue(name: string): boolean {
    return this.#queues.has(name);
  }

  addQueue(name: string): void {
    this.#queues.add(name);
  }

  /** Removes the queue with the bindings to it, which it returns. */
  removeQueue(name: string): Binding[] {
    this.#queues.delete(name);
    return this.#removeBindingsTo('queue', name);
  }

  /** False where the same binding (source, destination, key, arguments) is there already, or its source is not. */
  bind(binding: Binding): boolean {
    const source = this.#exchanges.get(binding.source);
    const identity = bindingIdentity(binding);
    if (!source || source.bindings.has(identity)) return false;
    source.bindings.set(identity, binding);
    source.index.add(binding);
    const destination = destinationKey(binding.destinationType, binding.destination);
    const others = this.#toDestination.get(destination);
    if (others) others.add(binding);
    else this.#toDestination.set(destination, new Set([binding]));
    return true;
  }

  /** False where there was no such binding. */
  unbind(binding: Binding): boolean {
    const source = this.#exchanges.get(binding.source);
    const identity = bindingIdentity(binding);
    const known = source?.bindings.get(identity);
    if (!source || !known) return false;
    source.bindings.delete(identity);
    source.index.remove(known);
    const destination = destinationKey(known.destinationType, known.destination);
    const others = this.#toDestination.get(destination);
    others?.delete(known);
    if (others?.size === 0) this.#toDestination.delete(destination);
    return true;
  }

  hasBinding(binding: Binding): boolean {
    return this.#exchanges.get(binding.source)?.bindings.has(bindingIdentity(binding)) ?? false;
  }

  /** The bindings whose source is this exchange, in the order in which they were made. */
  bindingsFrom(source: string): Binding[] {
    return [...(this.#exchanges.get(source)?.bindings.values() ?? [])];
  }

  bindingsTo(type: Binding['destinationType'], name: string): Binding[] {
    return [...(this.#toDestination.get(destinationKey(type, name)) ?? [])];
  }

  /** @internal For `route`. */
  indexed(name: string): IndexedExchange | undefined {
    return this.#exchanges.get(name);
  }

  #removeBindingsTo(type: Binding['destinationType'], name: string): Binding[] {
    const removed = this.bindingsTo(type, name);
    for (const binding of removed) this.unbind(binding);
    return removed;
  }
}

export interface IndexedExchange {
  readonly exchange: Exchange;
  readonly alternate: string | undefined;
  readonly bindings: Map<string, Binding>;
  readonly index: BindingIndex;
}

const destinationKey = (type: Binding['destinationType'], name: string): string => `${type} ${name}`;

/** RabbitMQ: bindings with the same source, destination, key and arguments are one. */
export function bindingIdentity(binding: Binding): string {
  const { destinationType, destination, routingKey } = binding;
  const args = tableIdentity(binding.arguments);
  return `${destinationType} ${destination.length} ${destination} ${routingKey.length} ${routingKey} ${args}`;
}
