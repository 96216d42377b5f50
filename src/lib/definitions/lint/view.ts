import { groupBy } from '../../group-by.ts';
import { exchangeType } from '../../routing/exchange-types/index.ts';
import type { BindingIndex } from '../../routing/match.ts';
import { RoutingTable } from '../../routing/routing-table.ts';
import {
  type Binding,
  DEFAULT_EXCHANGE,
  EXCHANGE_TYPES,
  type Exchange,
  isPredeclared,
  isStream,
  type Queue,
  type Topology,
} from '../../routing/topology.ts';
import { EMPTY_TABLE, stringValue } from '../../routing/values.ts';
import { hasKnownMode } from './headers-binding.ts';

/** Where a queue sends its dead letters; without a key they keep their own. */
export interface DeadLettering {
  readonly exchange: string;
  readonly routingKey: string | undefined;
}

type Named = Pick<Exchange, 'name'>;

/**
 * A topology as the rules look at it. Bindings are those that RabbitMQ accepts. What bindings name and nobody declares
 * is taken to be there, as in exports by rabbitmqctl, which have no internal exchange and no exclusive queue, but the
 * bindings of them; nothing is known of it.
 */
export class TopologyView {
  readonly topology: Topology;
  /** Those of the topology, each name once, without the predeclared ones. */
  readonly exchanges: readonly Exchange[];
  /** Each name once. */
  readonly queues: readonly Queue[];
  readonly #table: RoutingTable;
  readonly #undeclared: ReadonlySet<string>;
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #deadLettering: ReadonlyMap<string, DeadLettering>;
  readonly #senders: ReadonlyMap<string | undefined, readonly Queue[]>;
  readonly #namedByKeys: ReadonlySet<string | undefined>;
  readonly #alternateFor: ReadonlyMap<string | undefined, readonly Exchange[]>;
  readonly #indexes = new Map<string, BindingIndex>();

  constructor(topology: Topology) {
    this.topology = topology;
    this.exchanges = firstOfEach(topology.exchanges).filter(({ name }) => !isPredeclared(name));
    this.queues = firstOfEach(topology.queues);
    this.#queues = new Map(this.queues.map((queue) => [queue.name, queue]));
    this.#table = RoutingTable.from({ ...topology, bindings: [] });
    this.#undeclared = new Set(exchangesIn(topology.bindings).filter((name) => !this.#table.exchange(name)));
    for (const name of this.#undeclared) this.#table.addExchange(unknownExchange(name));
    for (const binding of topology.bindings) if (this.#isAccepted(binding)) this.#table.bind(binding);
    this.#deadLettering = new Map(
      this.queues.flatMap((queue) => {
        const deadLettering = deadLetteringOf(queue);
        return deadLettering ? [[queue.name, deadLettering] as const] : [];
      }),
    );
    this.#senders = groupBy(this.queues, (queue) => this.deadLettering(queue)?.exchange);
    this.#namedByKeys = new Set(
      this.deadLettersTo({ name: DEFAULT_EXCHANGE }).map((queue) => this.deadLettering(queue)?.routingKey),
    );
    this.#alternateFor = groupBy(this.exchanges, (exchange) => this.alternateOf(exchange));
  }

  /** One of the topology, a predeclared one, or one that only bindings name, whose type is not modelled. */
  exchange(name: string): Exchange | undefined {
    return this.#table.exchange(name);
  }

  queue(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  isDeclared(type: Binding['destinationType'], name: string): boolean {
    return type === 'queue' ? this.#queues.has(name) : !this.#undeclared.has(name) && !!this.exchange(name);
  }

  /** Whether its bindings can be judged: it is of none of the plugins' types. */
  isModelled({ type }: Exchange): boolean {
    return EXCHANGE_TYPES.some((known) => known === type);
  }

  bindingsFrom({ name }: Named): readonly Binding[] {
    return this.#table.bindingsFrom(name);
  }

  bindingsTo(type: Binding['destinationType'], { name }: Named): readonly Binding[] {
    return this.#table.bindingsTo(type, name);
  }

  /** Each exchange with its bindings, predeclared ones as well, where it has any. */
  *sources(): Iterable<readonly [source: Exchange, bindings: readonly Binding[]]> {
    for (const exchange of this.#table.exchanges()) {
      const bindings = this.bindingsFrom(exchange);
      if (bindings.length > 0) yield [exchange, bindings];
    }
  }

  /** The bindings of a direct, topic or fanout exchange that take this key. */
  takers(exchange: Exchange, routingKey: string): readonly Binding[] {
    let index = this.#indexes.get(exchange.name);
    if (!index) {
      index = exchangeType(exchange.type).createIndex();
      this.bindingsFrom(exchange).forEach(index.add, index);
      this.#indexes.set(exchange.name, index);
    }
    const found = new Set<Binding>();
    index.visitMatches({ exchange: exchange.name, routingKey, headers: EMPTY_TABLE }, [routingKey], (taker) =>
      found.add(taker),
    );
    return [...found];
  }

  alternateOf({ arguments: args }: Exchange): string | undefined {
    return stringValue(args.get('alternate-exchange'));
  }

  /** Undefined where dead messages are dropped. */
  deadLettering({ name }: Named): DeadLettering | undefined {
    return this.#deadLettering.get(name);
  }

  /** The queues whose dead letters go to this exchange. */
  deadLettersTo({ name }: Named): readonly Queue[] {
    return this.#senders.get(name) ?? [];
  }

  /** Whether a queue sends its dead letters to the queue of that name, over the default exchange and by its key. */
  isSentDeadLettersByName({ name }: Named): boolean {
    return this.#namedByKeys.has(name);
  }

  /** The exchanges for which it is the alternate. */
  alternateFor({ name }: Named): readonly Exchange[] {
    return this.#alternateFor.get(name) ?? [];
  }

  #isAccepted(binding: Binding): boolean {
    const source = this.#table.exchange(binding.source);
    if (!source || source.name === DEFAULT_EXCHANGE) return false;
    return source.type !== 'headers' || hasKnownMode(binding);
  }
}

function exchangesIn(bindings: readonly Binding[]): readonly string[] {
  const named = bindings.flatMap(({ source, destination, destinationType }) =>
    destinationType === 'exchange' ? [source, destination] : [source],
  );
  return [...new Set(named)];
}

const unknownExchange = (name: string): Exchange => ({
  name,
  type: '(not known)',
  durable: true,
  autoDelete: false,
  internal: false,
  arguments: EMPTY_TABLE,
});

function firstOfEach<T extends { readonly name: string }>(all: readonly T[]): readonly T[] {
  return [...new Map(all.toReversed().map((each) => [each.name, each])).values()].reverse();
}

function deadLetteringOf(queue: Queue): DeadLettering | undefined {
  const exchange = stringValue(queue.arguments.get('x-dead-letter-exchange'));
  if (exchange === undefined || isStream(queue)) return undefined;
  return { exchange, routingKey: stringValue(queue.arguments.get('x-dead-letter-routing-key')) };
}
