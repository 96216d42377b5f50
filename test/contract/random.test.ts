import fc from 'fast-check';
import { expect } from 'vitest';
import { route } from '../../src/lib/routing/route.ts';
import { RoutingTable } from '../../src/lib/routing/routing-table.ts';
import type { Binding, RoutedMessage, Topology } from '../../src/lib/routing/topology.ts';
import { EMPTY_TABLE, type FieldTable, type FieldValue, formatTable } from '../../src/lib/routing/values.ts';
import type { RawChannel } from '../support/raw-client.ts';
import { QUEUE_NAMES, sample } from '../support/topologies.ts';
import { type Bench, contract } from './contract.ts';

const SEED = Number(process.env.MQ_LAB_SEED ?? 20_240_611);
const CASES = Number(process.env.MQ_LAB_CASES ?? 300);
process.stderr.write(
  `generated topologies: seed ${SEED}, ${CASES} cases (MQ_LAB_SEED and MQ_LAB_CASES change them)\n`,
);

/** Where a message went: the queues that have it, or that it was returned. */
interface Outcome {
  readonly queues: readonly string[];
  readonly returned: boolean;
}

contract('generated topologies', (its) => {
  const allTogether = async (bench: Bench) => {
    // Without capabilities: the deletions at the end of a case are not to be announced to its consumers.
    const channel = await bench.channel({ capabilities: {} });
    const property = fc.asyncProperty(sample, async ({ topology, messages }) => {
      // A case is repeated while it is being shrunk: new names each time.
      const rename = renamer(bench.name('g'));
      const [renamed, sent] = [rename.topology(topology), messages.map(rename.message)];
      const table = RoutingTable.from(renamed);
      const observed = await play(channel, renamed, sent, rename.name);
      for (const [at, message] of sent.entries()) {
        const queues = [...route(table, message)].sort();
        const expected: Outcome = { queues, returned: queues.length === 0 };
        expect(
          observed[at],
          `${message.exchange} '${message.routingKey}' ${formatTable(message.headers)}`,
        ).toEqual(expected);
      }
    });
    await fc.assert(property, { seed: SEED, numRuns: CASES });
  };
  its('route every message as the model says', allTogether, 15_000 + CASES * 100);
});

/** Declares, publishes, looks into every queue, and deletes; nearly all of it without waiting for an answer. */
async function play(
  channel: RawChannel,
  topology: Topology,
  messages: readonly RoutedMessage[],
  nameOf: (short: string) => string,
): Promise<Outcome[]> {
  for (const { name, type, arguments: args } of topology.exchanges) {
    channel.send('exchange.declare', { exchange: name, type, arguments: args, noWait: true });
  }
  for (const { name } of topology.queues)
    channel.send('queue.declare', { queue: name, exclusive: true, noWait: true });
  for (const binding of topology.bindings) bind(channel, binding);
  for (const [at, { exchange, routingKey, headers }] of messages.entries()) {
    const properties = { messageId: `${at}`, ...(headers === EMPTY_TABLE ? {} : { headers }) };
    channel.publish(exchange, routingKey, '', { mandatory: true, properties });
  }
  const queues = QUEUE_NAMES.map(nameOf);
  for (const queue of queues)
    channel.send('basic.consume', { queue, consumerTag: queue, noAck: true, noWait: true });
  const received = await channel.settled(...queues);
  for (const { name } of topology.queues) channel.send('queue.delete', { queue: name, noWait: true });
  for (const { name } of topology.exchanges)
    channel.send('exchange.delete', { exchange: name, noWait: true });
  await channel.ok('channel.flow', { active: true });

  const outcomes = messages.map(() => ({ queues: [] as string[], returned: false }));
  for (const frame of received) {
    if (frame.name !== 'basic.deliver' && frame.name !== 'basic.return')
      throw new Error(JSON.stringify(frame));
    const outcome = outcomes[Number(frame.properties?.messageId)] as (typeof outcomes)[number];
    if (frame.name === 'basic.deliver') outcome.queues.push(frame.consumerTag);
    else outcome.returned = true;
  }
  for (const { queues } of outcomes) queues.sort();
  return outcomes;
}

function bind(channel: RawChannel, binding: Binding): void {
  const { source, destination, routingKey, arguments: args } = binding;
  if (binding.destinationType === 'queue') {
    channel.send('queue.bind', {
      queue: destination,
      exchange: source,
      routingKey,
      arguments: args,
      noWait: true,
    });
  } else {
    channel.send('exchange.bind', { destination, source, routingKey, arguments: args, noWait: true });
  }
}

/** Gives the short names of a sample a prefix, wherever they are names: declarations, bindings, keys to queues. */
function renamer(prefix: string) {
  const name = (short: string): string => (/^([xq]\d|nobody)$/.test(short) ? `${prefix}-${short}` : short);
  const value = (field: FieldValue): FieldValue => {
    if (field.type === 'string') return { type: 'string', value: name(field.value) };
    if (field.type === 'array') return { type: 'array', value: field.value.map(value) };
    return field;
  };
  const table = (of: FieldTable): FieldTable =>
    new Map(Array.from(of, ([key, field]) => [key, value(field)]));
  return {
    name,
    message: ({ exchange, routingKey, headers }: RoutedMessage): RoutedMessage => ({
      exchange: name(exchange),
      routingKey: name(routingKey),
      headers: table(headers),
    }),
    topology: ({ exchanges, queues, bindings }: Topology): Topology => ({
      exchanges: exchanges.map((each) => ({
        ...each,
        name: name(each.name),
        arguments: table(each.arguments),
      })),
      queues: queues.map((each) => ({ ...each, name: name(each.name) })),
      bindings: bindings.map((each) => ({
        ...each,
        source: name(each.source),
        destination: name(each.destination),
        routingKey: name(each.routingKey),
      })),
    }),
  };
}
