import { isPredeclared, RESERVED_PREFIX, type Topology } from '../routing/topology.ts';
import type { FieldTable } from '../routing/values.ts';
import { type Loss, tableText } from './json-values.ts';
import { listed } from './words.ts';
import type { Written } from './written.ts';

/** Definitions that RabbitMQ imports, a line to each object: all of the topology but what is there from the start. */
export function writeDefinitions(
  topology: Topology,
  { virtualHost: vhost = '/' }: { readonly virtualHost?: string } = {},
): Written {
  const losses = new Set<Loss>();
  const table = (args: FieldTable): string => tableText(args, (loss) => losses.add(loss));
  const queues = topology.queues.filter(({ name }) => name !== '');
  const sections = {
    vhosts: [line({ name: vhost })],
    exchanges: topology.exchanges
      .filter(({ name }) => !isPredeclared(name))
      .map(({ name, type, durable, autoDelete, internal, arguments: args }) =>
        line({ name, vhost, type, durable, auto_delete: autoDelete, internal }, table(args)),
      ),
    queues: queues.map(({ name, durable, autoDelete, exclusive, arguments: args }) =>
      // RabbitMQ passes `exclusive` over; our own reader does not.
      line({ name, vhost, durable, auto_delete: autoDelete, ...(exclusive && { exclusive }) }, table(args)),
    ),
    bindings: topology.bindings.map(({ source, destination, destinationType, routingKey, arguments: args }) =>
      line(
        { source, vhost, destination, destination_type: destinationType, routing_key: routingKey },
        table(args),
      ),
    ),
  };
  const texts = Object.entries(sections).map(([name, lines]) => `  "${name}": ${listText(lines)}`);
  return { text: `{\n${texts.join(',\n')}\n}\n`, notes: notesOf(topology, losses) };
}

function line(fields: Readonly<Record<string, string | boolean>>, args?: string): string {
  const members = Object.entries(fields).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  return `{${[...members, ...(args === undefined ? [] : [`"arguments": ${args}`])].join(', ')}}`;
}

const listText = (lines: readonly string[]): string =>
  lines.length === 0 ? '[]' : `[\n${lines.map((each) => `    ${each}`).join(',\n')}\n  ]`;

const LOSS_NOTES: Readonly<Record<Loss, string>> = {
  void: 'JSON has no void value that RabbitMQ takes: it is written as the text "undefined", as in RabbitMQ\'s own exports, and then asks for that text.',
  decimal: 'JSON has no decimals: they are written as doubles.',
  binary: "JSON has no bytes that are no text: they are written in base64, as in RabbitMQ's own exports.",
  'not a number': 'JSON has no NaN and no infinity: they are written as texts.',
};

function notesOf({ queues }: Topology, losses: ReadonlySet<Loss>): string[] {
  const exclusive = queues.filter((queue) => queue.exclusive && queue.name !== '');
  const reserved = queues.filter(({ name }) => name.startsWith(RESERVED_PREFIX));
  const named = (of: readonly { readonly name: string }[]): string => listed(of.map(({ name }) => name));
  return [
    ...(exclusive.length > 0
      ? [`An import has no owner for exclusive queues: ${named(exclusive)} will be there for everybody.`]
      : []),
    ...(reserved.length > 0
      ? [`An import passes over queues whose names begin with ${RESERVED_PREFIX}: ${named(reserved)}.`]
      : []),
    ...(queues.some(({ name }) => name === '')
      ? ['A queue that is to get its name from the broker is left out.']
      : []),
    ...Array.from(losses, (loss) => LOSS_NOTES[loss]),
  ];
}
