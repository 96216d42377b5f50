import type { Command } from 'commander';
import { expected, LabError } from '../../lab/errors.ts';
import { readHeaderBinding } from '../../lab/header-text.ts';
import { readKey, readName } from '../../lab/names-given.ts';
import type { BrokerSource } from '../../lab/run/brokers.ts';
import { EMPTY_TABLE, type FieldTable, fieldTable } from '../../routing/values.ts';
import type { ConsumeAnswer, ConsumeSource, Consumption } from '../../systems/roles/consume.ts';
import { type Given, naming } from '../given.ts';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import {
  collected,
  eitherOf,
  lastOf,
  readNumber,
  readOneOf,
  readRunningBroker,
  runningBrokerOption,
  textsOf,
} from '../run-options.ts';
import { readFormat } from './message-format.ts';

export interface ConsumeFlags {
  readonly source: BrokerSource;
  readonly what: Consumption;
  /** Null for JSON. */
  readonly format: string | null;
}

const ANSWERS: readonly ConsumeAnswer[] = ['ack', 'reject', 'requeue', 'hold', 'crash', 'none'];
const MAX_COUNT = 1_000_000_000;
const MAX_PREFETCH = 65_535;
const DEFAULT_PREFETCH = 100;
/** The default, with the queue where several are possible. */
const DEFAULT_FORMAT = '%k  %b%r%n';

const EXAMPLES = [
  'consume work',
  "consume --exchange orders --key 'order.*' --key '#.failed'",
  'consume --exchange reports --match all:format=pdf',
  'consume work --answer reject --count 1',
  "consume work --format '%i %h %b%n'",
  'consume log --offset first',
];
const NOTES = `
With --exchange it consumes from a queue of its own, which is bound on the fly
and goes with it. --type declares the exchange where it is not there; such an
exchange goes with its last binding.

Formats: json, or a text with %b body, %k routing key, %e exchange, %q queue,
%h headers, %i message id, %r whether it came before, %d its deaths, %# number,
%n new line, %t tab, %% a percent sign.

Ctrl-C ends it, with exit code 0: what was not answered goes back to its queue.
`;

export function addConsumeCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  return program
    .command('consume')
    .summary('Consume a queue, or what an exchange routes')
    .description('Consume from a broker that runs, print each message, and answer it as you say.')
    .argument('[QUEUE]', 'the queue; without, one of its own, bound to --exchange')
    .option('--declare', 'declare the QUEUE, durable, where it is not there')
    .addOption(collected('--exchange <NAME>', 'binds a queue of its own to this exchange'))
    .addOption(
      collected(
        '--key <KEY>',
        'a binding key; repeat it for more (default: #, everything of a topic or fanout exchange)',
      ),
    )
    .addOption(collected('--match <MODE[:K=V,…]>', 'a binding of a headers exchange: all:format=pdf'))
    .addOption(collected('--type <TYPE>', 'declare the exchange with this type where it is not there'))
    .addOption(
      collected(
        '--answer <ANSWER>',
        `${eitherOf(ANSWERS)}; crash breaks the connection with the message unanswered, none is the no-ack mode (default: ack)`,
      ),
    )
    .addOption(
      collected(
        '--prefetch <N>',
        `unanswered messages at a time, 0 for no limit (default: ${DEFAULT_PREFETCH})`,
      ),
    )
    .addOption(collected('--count <N>', 'end after so many messages'))
    .addOption(collected('--offset <OFFSET>', 'where to begin in a stream: first, last, next, 42, or 1h'))
    .addOption(collected('--format <FORMAT>', `json, or a text as below (default: '${DEFAULT_FORMAT}')`))
    .addOption(runningBrokerOption())
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action(async (queue: string | undefined, given: Given) => {
      const flags = readConsumeFlags(queue, given, io.env);
      const { runConsume } = await import('./run-consume.ts');
      done(await runConsume(flags, io));
    });
}

function readConsumeFlags(queue: string | undefined, given: Given, env: Io['env']): ConsumeFlags {
  const answer = readOneOf(given, '--answer', ANSWERS);
  return {
    source: readRunningBroker(given, env),
    format: naming('--format', () => readFormat(lastOf(given.format) ?? DEFAULT_FORMAT)),
    what: {
      source: readSource(queue, given),
      answer,
      ...readAmount(given, answer),
      arguments: readOffset(given),
    },
  };
}

/** Without a prefetch it takes no message that it will not print: what goes back is marked as redelivered. */
function readAmount(given: Given, answer: ConsumeAnswer): Pick<Consumption, 'prefetch' | 'count'> {
  const count = readNumber(given, 'count', 1, MAX_COUNT) ?? null;
  if (count !== null && answer === 'none')
    throw new LabError('usage', '--count does not go with --answer none', {
      hint: 'A broker that waits for no answer sends the whole queue at once, and forgets it.',
    });
  const inHand = answer === 'hold' ? Math.min(count ?? DEFAULT_PREFETCH, MAX_PREFETCH) : 1;
  const usual = count === null && answer !== 'crash' ? DEFAULT_PREFETCH : inHand;
  return { count, prefetch: readNumber(given, 'prefetch', 0, MAX_PREFETCH) ?? usual };
}

function readOffset(given: Given): FieldTable {
  const text = lastOf(given.offset);
  if (text === undefined) return EMPTY_TABLE;
  if (/^\d{1,15}$/.test(text)) return fieldTable({ 'x-stream-offset': Number(text) });
  if (/^(first|last|next|\d{1,9}[smhDMY])$/.test(text)) return fieldTable({ 'x-stream-offset': text });
  return naming('--offset', () => {
    throw expected('first, last, next, a number from 0, or an age such as 30s, 5m, 1h, 7D', text);
  });
}

function readSource(queue: string | undefined, given: Given): ConsumeSource {
  const exchange = lastOf(given.exchange);
  if ((queue === undefined) === (exchange === undefined))
    throw new LabError(
      'usage',
      `expected a QUEUE or --exchange, got ${queue === undefined ? 'neither' : 'both'}`,
      {
        hint: 'mq-lab consume work, or mq-lab consume --exchange orders --key order.created.',
      },
    );
  if (queue !== undefined) {
    const stray = ['key', 'match', 'type'].find((name) => given[name] !== undefined);
    if (stray !== undefined) throw new LabError('usage', `--${stray} goes with --exchange, not with a QUEUE`);
    return {
      kind: 'queue',
      queue: naming('QUEUE', () => readName("a queue's name", queue)),
      declare: given.declare === true,
    };
  }
  if (given.declare === true)
    throw new LabError('usage', '--declare goes with a QUEUE', {
      hint: 'An exchange is declared with --type TYPE.',
    });
  return {
    kind: 'exchange',
    exchange: naming('--exchange', () => readExchange(exchange ?? '')),
    type: lastOf(given.type) ?? null,
    bindings: readBindings(given),
  };
}

function readExchange(text: string): string {
  if (text === '')
    throw expected("an exchange's name", text, 'Nothing is bound to the default exchange: name a QUEUE.');
  return readName("an exchange's name", text);
}

function readBindings(given: Given): Extract<ConsumeSource, { kind: 'exchange' }>['bindings'] {
  const keys = textsOf(given.key).map((text) => ({
    routingKey: naming('--key', () => readKey(text)),
    arguments: EMPTY_TABLE,
  }));
  const matches = textsOf(given.match).map((text) => ({
    routingKey: '',
    arguments: naming('--match', () => readHeaderBinding(`queue:${text}`).arguments),
  }));
  // A fanout exchange looks at no key, a topic exchange gives everything to #.
  const all = [...keys, ...matches];
  return all.length > 0 ? all : [{ routingKey: '#', arguments: EMPTY_TABLE }];
}
