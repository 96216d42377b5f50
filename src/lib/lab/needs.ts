import { isModelled } from '../routing/explain/not-modelled.ts';
import { isStream, type Queue } from '../routing/topology.ts';
import { stringValue } from '../routing/values.ts';
import { LabError } from './errors.ts';
import type { BrokerInfo } from './events.ts';
import { consumersOf, type Experiment } from './experiment.ts';

/** That an experiment cannot be played on a broker, through no fault of either: where many are played, it is skipped. */
export class Unplayable extends LabError {
  constructor(message: string, hint: string) {
    super('usage', message, { hint });
    this.name = 'Unplayable';
  }
}

interface Feature {
  readonly what: string;
  /** The versions of RabbitMQ that have it: from one on, or up to before another. */
  readonly since?: string;
  readonly until?: string;
  isIn(experiment: Experiment): boolean;
}

const inQueues =
  (test: (queue: Queue) => boolean) =>
  ({ topology }: Experiment) =>
    topology.queues.some(test);
const says = (queue: Queue, argument: string, value: string): boolean =>
  stringValue(queue.arguments.get(argument)) === value;
const isQuorum = (queue: Queue): boolean => says(queue, 'x-queue-type', 'quorum');

/** What not every version has. An argument that a version does not know it passes over without a word. */
const FEATURES: readonly Feature[] = [
  { what: 'quorum queues', since: '3.8.0', isIn: inQueues(isQuorum) },
  { what: 'streams', since: '3.9.0', isIn: inQueues(isStream) },
  {
    what: 'a single active consumer',
    since: '3.8.0',
    isIn: inQueues((queue) => queue.arguments.has('x-single-active-consumer')),
  },
  {
    what: 'x-overflow=reject-publish-dlx',
    since: '3.8.0',
    isIn: inQueues((queue) => says(queue, 'x-overflow', 'reject-publish-dlx')),
  },
  {
    what: 'message TTL in quorum queues',
    since: '3.10.0',
    isIn: inQueues((queue) => isQuorum(queue) && queue.arguments.has('x-message-ttl')),
  },
  {
    what: 'x-match=all-with-x and any-with-x',
    since: '3.10.0',
    isIn: ({ topology }) =>
      topology.bindings.some((binding) =>
        /-with-x$/.test(stringValue(binding.arguments.get('x-match')) ?? ''),
      ),
  },
  {
    what: 'transient queues that several connections may use',
    until: '4.3.0',
    isIn: inQueues(({ durable, exclusive }) => !durable && !exclusive),
  },
  {
    what: 'a prefetch for a whole channel',
    until: '4.3.0',
    isIn: (experiment) => consumersOf(experiment).some(({ channelPrefetch }) => channelPrefetch),
  },
];

/** Which of RabbitMQ's plugins has the exchange type. */
const PLUGINS: Readonly<Record<string, string>> = {
  'x-consistent-hash': 'rabbitmq_consistent_hash_exchange',
  'x-delayed-message': 'rabbitmq_delayed_message_exchange',
  'x-jms-topic': 'rabbitmq_jms_topic_exchange',
  'x-modulus-hash': 'rabbitmq_sharding',
  'x-random': 'rabbitmq_random_exchange',
  'x-recent-history': 'rabbitmq_recent_history_exchange',
};

/** Why the broker has not all that the experiment needs, as far as it can be told before anything is declared. */
export function unsupported(experiment: Experiment, broker: BrokerInfo): Unplayable | undefined {
  if (broker.kind === 'embedded' || broker.kind === 'model') {
    const foreign = experiment.topology.exchanges.find(({ type }) => !isModelled(type) && type in PLUGINS);
    return foreign && withoutPlugin(foreign.type, `${broker.product} ${broker.version}`);
  }
  if (broker.product !== 'RabbitMQ') return undefined;
  const missing = FEATURES.find((feature) => feature.isIn(experiment) && !has(broker.version, feature));
  return (
    missing &&
    new Unplayable(
      `this needs ${missing.what}, which RabbitMQ has ${spanOf(missing)}, and this is ${broker.version}`,
      'Play it on another: --broker embedded, or --broker docker:TAG.',
    )
  );
}

/** The same from what the broker said as it refused a declaration; undefined where it is about something else. */
export function unsupportedType(said: string, broker: BrokerInfo): Unplayable | undefined {
  const type = /(?:unknown|invalid) exchange type '([^']+)'/.exec(said)?.[1] ?? '';
  return type in PLUGINS ? withoutPlugin(type, `${broker.product} ${broker.version}`) : undefined;
}

function withoutPlugin(type: string, broker: string): Unplayable {
  return new Unplayable(
    `this needs the exchange type ${type}, which ${broker} does not have`,
    `It comes with a plugin: rabbitmq-plugins enable ${PLUGINS[type]}`,
  );
}

const spanOf = ({ since, until }: Feature): string =>
  since === undefined ? `up to before ${until}` : `since ${since}`;

function has(version: string, { since = '0', until }: Feature): boolean {
  return !isBefore(version, since) && (until === undefined || isBefore(version, until));
}

/** `3.10.8` is before `3.11.0-rc.1`: what follows the third number is not looked at. */
function isBefore(version: string, other: string): boolean {
  const [ours, theirs] = [version, other].map((text) => text.split(/[.+-]/).map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (ours?.[at] || 0) - (theirs?.[at] || 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
