import type { Command } from 'commander';
import type { TopologySource } from '../check/topology-source.ts';
import { expected } from '../lab/errors.ts';
import { readKey, readName } from '../lab/names-given.ts';
import type { FieldTable } from '../routing/values.ts';
import { type Given, naming } from './given.ts';
import { headerOption, readHeaderFlags } from './header-option.ts';
import { examplesText } from './help.ts';
import type { Io } from './io.ts';
import { collected, lastOf, readOneOf } from './run-options.ts';
import { addTopologyOptions, readTopologySource } from './topology-options.ts';

export interface ExplainFlags {
  readonly source: TopologySource;
  readonly message: {
    readonly exchange: string;
    readonly routingKey: string;
    readonly headers: FieldTable;
  };
  readonly to: string | undefined;
  readonly format: ExplainFormat;
}

const FORMATS = ['text', 'json'] as const;
export type ExplainFormat = (typeof FORMATS)[number];

const EXAMPLES = [
  'explain orders order.created --definitions rabbit.json',
  'explain orders order.created --to billing --file orders.lab.yaml',
  'explain reports --header format=pdf --management http://guest:guest@127.0.0.1',
  "explain '' billing --management amqp://guest:guest@127.0.0.1 --vhost shop",
];
const NOTES = `
Nothing is published: this is what the topology says. An EXCHANGE of '' or
(default) is the default exchange, without a name. Types of header values are
told by how they are written: n=1 is an integer, n=1.0 a double, n="1" or n=abc
a string, n=true a boolean, n= void.

Exit codes:
  0 it reaches a queue, or with --to that queue   1 it does not, or nobody knows
  2 usage or an invalid file   3 the management API cannot be read
`;

export function addExplainCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  const command = program
    .command('explain')
    .summary('Say where a message would go, why, and why not elsewhere')
    .description('Say where a message would go, why, and what keeps it from a queue. Nothing is published.')
    .argument('<EXCHANGE>', "the exchange that it is published to; '' or (default) for the default one")
    .argument('[ROUTING_KEY]', 'its routing key; the empty one without')
    .addOption(headerOption())
    .addOption(collected('--to <QUEUE>', 'say what keeps it from this queue, and what would bring it there'));
  return addTopologyOptions(command)
    .addOption(collected('--format <FORMAT>', 'text or json (default: text)'))
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action(async (exchange: string, routingKey: string | undefined, given: Given) => {
      const flags = readExplainFlags(exchange, routingKey ?? '', given);
      const { runExplain } = await import('./run-explain.ts');
      done(await runExplain(flags, io));
    });
}

function readExplainFlags(exchange: string, routingKey: string, given: Given): ExplainFlags {
  const to = lastOf(given.to);
  return {
    message: {
      exchange:
        exchange === '(default)' ? '' : naming('EXCHANGE', () => readName("an exchange's name", exchange)),
      routingKey: naming('ROUTING_KEY', () => readKey(routingKey)),
      headers: readHeaderFlags(given),
    },
    to: to === undefined ? undefined : naming('--to', () => readTarget(to)),
    source: readTopologySource(given),
    format: readOneOf(given, '--format', FORMATS),
  };
}

function readTarget(text: string): string {
  if (text === '') throw expected("a queue's name", text);
  return readName("a queue's name", text);
}
