import {
  DEFAULT_EXCHANGE,
  type Exchange,
  PREDECLARED_EXCHANGES,
  type Queue,
  type Topology,
} from '../../routing/topology.ts';
import { integerValue, stringValue } from '../../routing/values.ts';
import { mermaidText } from './text.ts';

/** The exchanges and queues of a diagram, under ids that are no names: names may be anything. */
export class Nodes {
  readonly #exchanges: ReadonlyMap<string, Exchange>;
  readonly #ids = new Map<string, string>();
  readonly #lines: string[] = [];
  readonly #missing: string[] = [];
  readonly #numbers = { exchange: 0, queue: 0 };

  constructor({ exchanges, queues }: Pick<Topology, 'exchanges' | 'queues'>) {
    this.#exchanges = new Map([...PREDECLARED_EXCHANGES, ...exchanges].map((each) => [each.name, each]));
    for (const each of exchanges) this.#add('exchange', each.name, exchangeDetails(each));
    for (const each of queues) this.#add('queue', each.name, queueDetails(each));
  }

  /** Those that others lead to and that are not there are marked. */
  get lines(): readonly string[] {
    if (this.#missing.length === 0) return this.#lines;
    return [
      ...this.#lines,
      'classDef missing stroke-dasharray: 5',
      `class ${this.#missing.join(',')} missing`,
    ];
  }

  exchange(name: string): string {
    const known = this.#ids.get(`exchange ${name}`);
    if (known !== undefined) return known;
    const predeclared = this.#exchanges.get(name);
    return predeclared
      ? this.#add('exchange', name, exchangeDetails(predeclared))
      : this.#addMissing('exchange', name);
  }

  queue(name: string): string {
    return this.#ids.get(`queue ${name}`) ?? this.#addMissing('queue', name);
  }

  /** The type of an exchange, where it is known. */
  typeOf(exchange: string): string | undefined {
    return this.#exchanges.get(exchange)?.type;
  }

  #addMissing(kind: 'exchange' | 'queue', name: string): string {
    const id = this.#add(kind, name, ['missing']);
    this.#missing.push(id);
    return id;
  }

  #add(kind: 'exchange' | 'queue', name: string, details: readonly string[]): string {
    const id = kind === 'exchange' ? `e${++this.#numbers.exchange}` : `q${++this.#numbers.queue}`;
    this.#ids.set(`${kind} ${name}`, id);
    const shown = name === DEFAULT_EXCHANGE ? unnamed(kind) : name;
    const text = mermaidText(details.length === 0 ? [shown] : [shown, details.join(', ')]);
    this.#lines.push(kind === 'exchange' ? `${id}([${text}])` : `${id}[(${text})]`);
    return id;
  }
}

const unnamed = (kind: 'exchange' | 'queue'): string =>
  kind === 'exchange' ? '(default exchange)' : '(named by the broker)';

const exchangeDetails = ({ type, internal, autoDelete }: Exchange): string[] => [
  type,
  ...(internal ? ['internal'] : []),
  ...(autoDelete ? ['auto-delete'] : []),
];

function queueDetails({ arguments: args, exclusive, autoDelete }: Queue): string[] {
  const type = stringValue(args.get('x-queue-type'));
  const ttl = integerValue(args.get('x-message-ttl'));
  return [
    ...(type === undefined || type === 'classic' ? [] : [type]),
    ...(exclusive ? ['exclusive'] : []),
    ...(autoDelete ? ['auto-delete'] : []),
    ...(ttl === undefined ? [] : [`TTL ${ttl} ms`]),
  ];
}
