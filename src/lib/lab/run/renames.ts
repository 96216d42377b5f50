import {
  DEFAULT_EXCHANGE,
  EXCHANGE_TYPES,
  type Exchange,
  isPredeclared,
  MAX_NAME_BYTES,
  PREDECLARED_EXCHANGES,
  type Queue,
} from '../../routing/topology.ts';
import { stringValue } from '../../routing/values.ts';
import { LabError } from '../errors.ts';
import type { Experiment } from '../experiment.ts';
import { REPLY_TO } from '../known-names.ts';
import { takesNameAsKey } from '../last-declared.ts';

export type Rename = (name: string) => string;

/** How each thing that an experiment names is called under a prefix. */
export interface Renames {
  readonly message: Rename;
  readonly queue: Rename;
  readonly exchange: Rename;
  /** For the keys that are sent to this exchange. */
  key(exchange: string): Rename;
  /** For the keys that something is bound to this exchange with. */
  bindingKey(exchange: string): Rename;
}

/**
 * Keys that reach the default exchange are queue names, and get the prefix as those do; others stay as written. Where
 * one key is both on its way, as that of a dead letter may be, all keys get it, those of bindings too: behind the same
 * beginning, equal keys stay equal, and patterns match as before. So it is where RabbitMQ makes a queue's name a key.
 */
export function renamesFor(experiment: Experiment, prefix: string): Renames {
  const long = (what: string, name: string, text = `${prefix}${name}`): string => {
    if (Buffer.byteLength(text) <= MAX_NAME_BYTES) return text;
    throw new LabError('usage', `the ${what} '${name}' is too long for this broker`, {
      hint: `There it gets the prefix '${prefix}', and it has at most ${MAX_NAME_BYTES} bytes. Shorten it.`,
    });
  };
  const named: Rename = (name) => long('name', name);
  /** The empty key is no words at all, and must not become one. */
  const keyed: Rename = (key) => long('key', key, key === '' ? prefix.replace(/\.$/, '') : `${prefix}${key}`);
  const everyKey = sendsKeysBothWays(experiment) || bindsByName(experiment);
  const types = new Map(exchangesOf(experiment).map(({ name, type }) => [name, type]));
  const hasKeys = (exchange: string): boolean =>
    (EXCHANGE_TYPES as readonly string[]).includes(types.get(exchange) ?? '');
  return {
    message: named,
    queue: (name) => (name === '' || name === REPLY_TO ? name : named(name)),
    exchange: (name) => (isPredeclared(name) ? name : named(name)),
    key: (exchange) => (everyKey || exchange === DEFAULT_EXCHANGE ? keyed : asWritten),
    bindingKey: (exchange) => (everyKey && hasKeys(exchange) ? keyed : asWritten),
  };
}

const asWritten: Rename = (name) => name;

/** Whether a key may be sent to the default exchange as well as to another on its way, as far as can be told at sight. */
function sendsKeysBothWays(experiment: Experiment): boolean {
  const deadLettering = queuesOf(experiment).map(({ arguments: args }) => ({
    exchange: stringValue(args.get('x-dead-letter-exchange')),
    keepsKey: !args.has('x-dead-letter-routing-key'),
  }));
  const given = [
    ...publishedTo(experiment),
    ...deadLettering.filter(({ keepsKey }) => !keepsKey).map(({ exchange }) => exchange),
  ];
  const kept = [
    ...deadLettering.filter(({ keepsKey }) => keepsKey).map(({ exchange }) => exchange),
    ...exchangesOf(experiment)
      .map(({ arguments: args }) => stringValue(args.get('alternate-exchange')))
      .filter((alternate) => alternate === DEFAULT_EXCHANGE),
  ];
  const isDefault = (exchange: string | undefined): boolean => exchange === DEFAULT_EXCHANGE;
  const isOther = (exchange: string | undefined): boolean => exchange !== undefined && !isDefault(exchange);
  return (kept.some(isDefault) && given.some(isOther)) || (kept.some(isOther) && given.some(isDefault));
}

const bindsByName = ({ steps }: Experiment): boolean =>
  steps.some((step) => step.kind === 'bind' && takesNameAsKey(step.binding));

/** The exchanges that producers and consumers publish to; replies go to the default exchange. */
function publishedTo({ steps }: Experiment): string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'publish') {
      const { exchange, properties } = step.message;
      return [exchange, ...(properties?.replyTo === undefined ? [] : [DEFAULT_EXCHANGE])];
    }
    if (step.kind !== 'consume') return [];
    const { publishes, retries } = step.behaviour ?? {};
    return [...(publishes ? [publishes.exchange] : []), ...(retries ? [retries.exchange] : [])];
  });
}

/** Every exchange that is there or comes to be there. */
function exchangesOf({ topology, steps }: Experiment): Exchange[] {
  const declared = steps.flatMap((step) => (step.kind === 'declare' && step.exchange ? [step.exchange] : []));
  return [...PREDECLARED_EXCHANGES, ...topology.exchanges, ...declared];
}

function queuesOf({ topology, steps }: Experiment): Queue[] {
  const declared = steps.flatMap((step) => (step.kind === 'declare' && step.queue ? [step.queue] : []));
  return [...topology.queues, ...declared];
}
