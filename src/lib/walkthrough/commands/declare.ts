import type { BindStep, DeclareStep } from '../../lab/experiment.ts';
import { exchange, queue } from '../../lab/notation.ts';
import { HEADERS_MODES } from '../../routing/exchange-types/headers.ts';
import { EXCHANGE_TYPES, RESERVED_PREFIX } from '../../routing/topology.ts';
import { stringValue } from '../../routing/values.ts';
import { CommandProblem } from './problem.ts';
import { allowOptions, short, wordsOf } from './words.ts';

// The commands that the builder and the sandbox share, as far as they declare and bind.

export const USAGES = {
  queue: { usage: 'queue NAME [ARGUMENT=VALUE …]', example: 'queue billing' },
  exchange: { usage: 'exchange NAME TYPE [ARGUMENT=VALUE …]', example: 'exchange audit fanout' },
  bind: { usage: 'bind SOURCE -[KEY]-> QUEUE', example: 'bind shop -[order.*]-> billing' },
  unbind: { usage: 'unbind NUMBER', example: 'unbind 1' },
  delete: { usage: 'delete NAME', example: 'delete billing' },
} as const;

export const misused = (command: keyof typeof USAGES): CommandProblem =>
  new CommandProblem({ kind: 'usage', ...USAGES[command] });

export function declareQueue(rest: string): DeclareStep {
  const parts = wordsOf(rest);
  allowOptions(parts, ['transient', 'exclusive', 'auto-delete']);
  const [name, ...more] = parts.words;
  if (name === undefined || name === '' || more.length > 0) throw misused('queue');
  const flags = {
    durable: !parts.options.has('transient'),
    exclusive: parts.options.has('exclusive'),
    autoDelete: parts.options.has('auto-delete'),
  };
  return { kind: 'declare', queue: { ...queue(ownName(name), {}, flags), arguments: parts.pairs } };
}

export function declareExchange(rest: string): DeclareStep {
  const parts = wordsOf(rest);
  allowOptions(parts, ['transient', 'internal', 'auto-delete']);
  const [name, type, ...more] = parts.words;
  if (name === undefined || name === '' || type === undefined || more.length > 0) throw misused('exchange');
  if (!EXCHANGE_TYPES.some((known) => known === type))
    throw new CommandProblem({ kind: 'unknown-type', type, known: EXCHANGE_TYPES });
  const flags = {
    durable: !parts.options.has('transient'),
    internal: parts.options.has('internal'),
    autoDelete: parts.options.has('auto-delete'),
  };
  return {
    kind: 'declare',
    exchange: { ...exchange(ownName(name), type, flags), arguments: parts.pairs },
  };
}

function ownName(name: string): string {
  if (name.startsWith(RESERVED_PREFIX)) throw new CommandProblem({ kind: 'reserved-name', name });
  return short(name);
}

const KEYED = /^(?<source>\S.*?)\s*(?<arrow>[-=])\[(?<key>.*)\]\k<arrow>>\s*(?<destination>\S+)(?<rest>.*)$/;
const PLAIN = /^(?<source>\S.*?)\s*(?<arrow>[-=])>\s*(?<destination>\S+)(?<rest>.*)$/;

/** `SOURCE -[KEY]-> QUEUE`, `SOURCE =[KEY]=> EXCHANGE`, either without a key, and behind it arguments. */
export function bindStep(kind: 'bind' | 'unbind', rest: string): BindStep {
  const groups = (KEYED.exec(rest) ?? PLAIN.exec(rest))?.groups;
  if (!groups) throw misused('bind');
  const { source = '', arrow, key = '', destination = '', rest: after = '' } = groups;
  if (source === "''" || source === '(default)') throw new CommandProblem({ kind: 'default-exchange' });
  const ends = { source: short(source), destination: short(destination), routingKey: short(key) };
  const parts = wordsOf(after);
  allowOptions(parts, []);
  if (parts.words.length > 0) throw misused('bind');
  const mode = parts.pairs.get('x-match');
  if (mode && !HEADERS_MODES.some((known) => known === stringValue(mode)))
    throw new CommandProblem({ kind: 'wrong-x-match', mode: stringValue(mode) ?? '', known: HEADERS_MODES });
  return {
    kind,
    binding: {
      ...ends,
      destinationType: arrow === '=' ? 'exchange' : 'queue',
      arguments: parts.pairs,
    },
  };
}
