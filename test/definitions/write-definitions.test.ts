import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDefinitions } from '../../src/lib/definitions/read-definitions.ts';
import { writeDefinitions } from '../../src/lib/definitions/write-definitions.ts';
import { binding, exchange, queue, topology } from '../../src/lib/lab/notation.ts';
import { defaultsOf } from '../../src/lib/lab/scenario.ts';
import { PREDECLARED_EXCHANGES } from '../../src/lib/routing/topology.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { importable } from './arbitraries.ts';
import { plainTopology } from './build.ts';

/** What RabbitMQ exports of a void value. */
const VOID_AS_TEXT = (_: string, value: unknown): unknown => (value === null ? 'undefined' : value);

describe('definitions', () => {
  test('are read as the topology that was written', () => {
    fc.assert(
      fc.property(importable, fc.string({ minLength: 1 }), (there, virtualHost) => {
        const { text } = writeDefinitions(there, { virtualHost });
        const read = readDefinitions(text);
        expect(plainTopology(read.topology)).toEqual(plainTopology(there));
        expect(read.virtualHost).toBe(virtualHost);
      }),
      { numRuns: 300 },
    );
  });

  test('once read are written in the same words', () => {
    fc.assert(
      fc.property(importable, (there) => {
        const { text } = writeDefinitions(there);
        expect(writeDefinitions(readDefinitions(text).topology).text).toBe(text);
      }),
    );
  });

  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    'are read as the topology of %s that was written',
    (_, scenario) => {
      const { topology: there } = scenario.build(defaultsOf(scenario.options));
      const written = plainTopology(readDefinitions(writeDefinitions(there).text).topology);
      const { exchanges, ...rest } = plainTopology(there);
      const declared = exchanges.filter(({ name }) => !name.startsWith('amq.'));
      expect(written).toEqual(JSON.parse(JSON.stringify({ ...rest, exchanges: declared }, VOID_AS_TEXT)));
    },
  );

  test('have a line for each object, and doubles with a point', () => {
    const there = topology(
      [exchange('x', 'headers')],
      [queue('q', { 'x-message-ttl': 1 })],
      [
        binding('x -> q', {
          one: { '!': 'double', value: 1 },
          big: { '!': 'double', value: 1e300 },
          two: 2.5,
        }),
        binding('x =[k]=> amq.fanout'),
      ],
    );
    expect(writeDefinitions(there)).toEqual({
      text: `{
  "vhosts": [
    {"name": "/"}
  ],
  "exchanges": [
    {"name": "x", "vhost": "/", "type": "headers", "durable": true, "auto_delete": false, "internal": false, "arguments": {}}
  ],
  "queues": [
    {"name": "q", "vhost": "/", "durable": true, "auto_delete": false, "arguments": {"x-message-ttl": 1}}
  ],
  "bindings": [
    {"source": "x", "vhost": "/", "destination": "q", "destination_type": "queue", "routing_key": "", "arguments": {"one": 1.0, "big": 1.0e300, "two": 2.5}},
    {"source": "x", "vhost": "/", "destination": "amq.fanout", "destination_type": "exchange", "routing_key": "k", "arguments": {}}
  ]
}
`,
      notes: [],
    });
  });

  test('of nothing are definitions, too', () => {
    const { text } = writeDefinitions(topology([], []));
    expect(readDefinitions(text).topology).toEqual({ exchanges: [], queues: [], bindings: [] });
  });

  test('leave out what is there from the start, and say what an import cannot bring back', () => {
    const there = topology(
      PREDECLARED_EXCHANGES,
      [queue('mine', {}, { exclusive: true }), queue('amq.gen-1'), queue('')],
      [
        binding('amq.headers -> mine', {
          there: null,
          price: { '!': 'decimal', value: { places: 1, digits: 15 } },
        }),
      ],
    );
    const { text, notes } = writeDefinitions(there);
    const { topology: read } = readDefinitions(text);
    expect(read.exchanges).toEqual([]);
    expect(read.queues.map(({ name, exclusive }) => [name, exclusive])).toEqual([
      ['mine', true],
      ['amq.gen-1', false],
    ]);
    expect(plainTopology(read).bindings[0]?.arguments).toEqual({ there: 'undefined', price: 1.5 });
    expect(notes.map((note) => note.split(':')[0])).toEqual([
      'An import has no owner for exclusive queues',
      'An import passes over queues whose names begin with amq.',
      'A queue that is to get its name from the broker is left out.',
      'JSON has no void value that RabbitMQ takes',
      'JSON has no decimals',
    ]);
  });
});
