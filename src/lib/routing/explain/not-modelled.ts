import { route } from '../route.ts';
import { RoutingTable } from '../routing-table.ts';
import { EXCHANGE_TYPES, type RoutedMessage, type Topology } from '../topology.ts';
import { EMPTY_TABLE } from '../values.ts';

/** Whether the type is one of RabbitMQ's own. */
export const isModelled = (type: string): boolean => (EXCHANGE_TYPES as readonly string[]).includes(type);

/** Whether an exchange of a plugin's type finds no binding, and so hands on to its alternate, is not known. */
export function withoutGuesses(topology: Topology): Topology {
  const exchanges = topology.exchanges.map((exchange) =>
    isModelled(exchange.type) ? exchange : { ...exchange, arguments: EMPTY_TABLE },
  );
  return { ...topology, exchanges };
}

/** The queues that get the message if plugins' exchanges hand it to all that is bound to them, and on besides. */
export function possibleQueues(topology: Topology, message: RoutedMessage): readonly string[] {
  const guessed = topology.exchanges.filter(({ type }) => !isModelled(type));
  const table = RoutingTable.from({
    ...topology,
    exchanges: topology.exchanges.map((each) =>
      guessed.includes(each) ? { ...each, type: 'fanout' } : each,
    ),
  });
  for (const { name } of guessed) {
    const alternate = table.indexed(name)?.alternate;
    if (alternate !== undefined)
      table.bind({
        source: name,
        destination: alternate,
        destinationType: 'exchange',
        routingKey: '',
        arguments: EMPTY_TABLE,
      });
  }
  return route(table, message);
}
