import { bindingIdentity } from '../routing/routing-table.ts';
import {
  type Binding,
  type Exchange,
  type ExchangeTypeName,
  PREDECLARED_EXCHANGES,
  type Queue,
  RESERVED_PREFIX,
  type Topology,
} from '../routing/topology.ts';
import { EMPTY_TABLE, type FieldTable } from '../routing/values.ts';
import { expected, LabError } from './errors.ts';
import { HEADER_VALUES, readHeaders } from './header-text.ts';
import { readName } from './names-given.ts';
import { listOf, type OptionValues, oneValue, toggle } from './options.ts';

const everyQueueArg = listOf(
  [],
  { placeholder: 'K=V', summary: 'an argument of every queue, its value typed as in headers' },
  readQueueArguments,
);
const queueArg = {
  ...everyQueueArg,
  parse: (texts: readonly string[]) => eachOnce(everyQueueArg.parse(texts)),
};

/** The options that every exchange command has: the attributes of what it declares. */
export const declareOptions = (exchange: string) => ({
  exchange: oneValue(
    exchange,
    { placeholder: 'NAME', summary: 'the name of the exchange' },
    readExchangeName,
  ),
  transient: toggle('the exchange does not survive a broker restart'),
  autoDelete: toggle('the exchange goes with its last binding'),
  queueTransient: toggle('the queues do not survive a broker restart'),
  queueAutoDelete: toggle('each queue goes with its last consumer'),
  queueArg,
});

export type DeclareValues = OptionValues<ReturnType<typeof declareOptions>>;

/** The exchange as the options describe it. Throws a LabError where RabbitMQ has one of that name with other attributes. */
function declaredExchange(type: ExchangeTypeName, options: DeclareValues): Exchange {
  const { exchange: name, transient, autoDelete } = options;
  const predeclared = PREDECLARED_EXCHANGES.find((exchange) => exchange.name === name);
  if (!predeclared) {
    return { name, type, durable: !transient, autoDelete, internal: false, arguments: EMPTY_TABLE };
  }
  if (predeclared.type !== type) {
    throw new LabError(
      'usage',
      `--exchange: expected a ${type} exchange, got '${name}', which is ${predeclared.type}`,
      {
        hint: `RabbitMQ's own ${type} exchange is 'amq.${type}'. Any other name gets you a new one.`,
      },
    );
  }
  if (transient || autoDelete) {
    const flag = transient ? '--transient' : '--auto-delete';
    throw new LabError(
      'usage',
      `${flag} does not go with --exchange ${name}: RabbitMQ has declared it already, durable`,
      {
        hint: 'Leave the flag out, or name another exchange.',
      },
    );
  }
  return predeclared;
}

export interface BindingSpec {
  readonly queue: string;
  readonly key?: string;
  readonly arguments?: FieldTable;
}

/** One exchange and the queues bound to it, each queue once however often it is bound; the same binding twice is one. */
export function boundExchange(
  type: ExchangeTypeName,
  options: DeclareValues,
  bindings: readonly BindingSpec[],
): Topology {
  const exchange = declaredExchange(type, options);
  const bound = bindings.map(
    ({ queue, key = '', arguments: wanted = EMPTY_TABLE }): Binding => ({
      source: exchange.name,
      destination: queue,
      destinationType: 'queue',
      routingKey: key,
      arguments: wanted,
    }),
  );
  const queues = new Set(bindings.map(({ queue }) => queue));
  return {
    exchanges: [exchange],
    queues: Array.from(queues, (name) => declaredQueue(name, options)),
    bindings: [...new Map(bound.map((binding) => [bindingIdentity(binding), binding])).values()],
  };
}

function declaredQueue(name: string, options: DeclareValues): Queue {
  return {
    name,
    durable: !options.queueTransient,
    autoDelete: options.queueAutoDelete,
    exclusive: false,
    arguments: new Map(options.queueArg.flatMap((args) => [...args])),
  };
}

function readExchangeName(text: string): string {
  if (text === '') {
    throw expected("an exchange's name", text, DEFAULT_EXCHANGE_HINT);
  }
  const predeclared = PREDECLARED_EXCHANGES.find(({ name }) => name === text);
  if (predeclared?.internal)
    throw expected('an exchange that takes messages', text, 'This one is internal (403 ACCESS_REFUSED).');
  if (!predeclared && text.startsWith(RESERVED_PREFIX)) {
    throw expected(
      "an exchange's name",
      text,
      "New names must not begin with 'amq.': they are RabbitMQ's own (403 ACCESS_REFUSED).",
    );
  }
  return readName("an exchange's name", text);
}

function readQueueArguments(text: string): FieldTable {
  if (text === '') throw expected('K=V', text, `${HEADER_VALUES}.`);
  return readHeaders(text);
}

/** Throws where two of the tables have a key in common: only one of its values could count. */
function eachOnce(tables: readonly FieldTable[]): readonly FieldTable[] {
  const keys = tables.flatMap((table) => [...table.keys()]);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice === undefined) return tables;
  throw new LabError('usage', `expected each argument once, got '${twice}' twice`);
}

const DEFAULT_EXCHANGE_HINT =
  'The default exchange, whose name is empty, cannot be declared or bound to (403 ACCESS_REFUSED - operation not ' +
  'permitted on the default exchange): every queue is bound to it by its own name, always.';
