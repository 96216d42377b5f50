import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takesAllOf } from '../../src/lib/definitions/lint/headers-binding.ts';
import { type Finding, lint } from '../../src/lib/definitions/lint/lint.ts';
import type { RuleId } from '../../src/lib/definitions/lint/rules.ts';
import { headers } from '../../src/lib/routing/exchange-types/headers.ts';
import { type RoutingStep, route } from '../../src/lib/routing/route.ts';
import { RoutingTable } from '../../src/lib/routing/routing-table.ts';
import type { Binding, Queue, RoutedMessage, Topology } from '../../src/lib/routing/topology.ts';
import { fieldTable, plainTable } from '../../src/lib/routing/values.ts';
import {
  binding as anyBinding,
  EXCHANGE_NAMES,
  message,
  NOBODY,
  QUEUE_NAMES,
  type Sample,
  sample,
} from '../support/topologies.ts';

const deadLetterArguments = fc.record({
  'x-dead-letter-exchange': fc.constantFrom<string>(...EXCHANGE_NAMES, NOBODY, ''),
  'x-dead-letter-routing-key': fc.option(fc.constantFrom<string>('a', 'a.b', '', ...QUEUE_NAMES), {
    nil: undefined,
  }),
});

/** Some internal exchanges, and some queues that dead-letter; few bindings, so that something is left out. */
const samples: fc.Arbitrary<Sample> = fc
  .record({
    base: sample,
    bindings: fc.array(anyBinding, { maxLength: 6 }),
    few: fc.boolean(),
    internal: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    dead: fc.array(fc.option(deadLetterArguments), { minLength: 5, maxLength: 5 }),
    // With keys in CC or BCC one message takes the ways of several.
    messages: fc.array(message.map(withoutKeys), { minLength: 10, maxLength: 20 }),
  })
  .map(({ base: { topology }, bindings, few, internal, dead, messages }) => ({
    topology: {
      exchanges: topology.exchanges.map((exchange, at) => ({ ...exchange, internal: internal[at] === true })),
      queues: topology.queues.map((queue, at) => ({
        ...queue,
        exclusive: false,
        arguments: fieldTable(dead[at] ?? {}),
      })),
      bindings: few ? bindings : topology.bindings,
    },
    messages,
  }));

function withoutKeys(each: RoutedMessage): RoutedMessage {
  const table = [...each.headers].filter(([name]) => name !== 'CC' && name !== 'BCC');
  return { ...each, headers: new Map(table) };
}

const nameIn = ({ subject }: Finding): string => (subject.kind === 'binding' ? '' : subject.name);
const bindingIn = ({ subject }: Finding): Binding => {
  if (subject.kind !== 'binding') throw new Error('expected a finding about a binding');
  return subject.binding;
};
const tables = new WeakMap<Topology, RoutingTable>();
function tableOf(topology: Topology): RoutingTable {
  const table = tables.get(topology) ?? RoutingTable.from(topology);
  tables.set(topology, table);
  return table;
}
const queuesFor = (topology: Topology, each: RoutedMessage): readonly string[] =>
  [...route(tableOf(topology), each)].sort();
const isInternal = ({ exchanges }: Topology, name: string): boolean =>
  exchanges.some((exchange) => exchange.name === name && exchange.internal);
/** Those that a publisher can send. */
const published = ({ topology, messages }: Sample): readonly RoutedMessage[] =>
  messages.filter(({ exchange }) => exchange !== '' && !isInternal(topology, exchange));

/** What a finding of the rule says has to hold for each message that can be published. */
const HOLDS: Partial<Record<RuleId, (finding: Finding, sample: Sample) => void>> = {
  // without a shadowed binding, each gets into the same queues
  'shadowed-binding': (finding, { topology, messages }) => {
    const without = {
      ...topology,
      bindings: topology.bindings.filter((each) => each !== bindingIn(finding)),
    };
    for (const each of messages) expect(queuesFor(without, each)).toEqual(queuesFor(topology, each));
  },

  // without a headers binding that takes nothing, too
  'headers-matches-nothing': (finding, { topology, messages }) => {
    for (const each of messages) expect(headers.match(bindingIn(finding), each, '').matched).toBe(false);
    expect(topology.bindings).toContain(bindingIn(finding));
  },

  // a headers binding that takes everything takes each
  'headers-matches-everything': (finding, { messages }) => {
    for (const each of messages) expect(headers.match(bindingIn(finding), each, '').matched).toBe(true);
  },

  // from an exchange that leads nowhere none gets to a queue
  'exchange-leads-nowhere': (finding, { topology, messages }) => {
    for (const each of messages)
      expect(queuesFor(topology, { ...each, exchange: nameIn(finding) })).toEqual([]);
  },

  // none that somebody may publish comes to an internal exchange that nothing leads to
  'unreachable-exchange': (finding, sample_) => {
    for (const each of published(sample_)) {
      const steps: RoutingStep[] = [];
      route(tableOf(sample_.topology), each, (step) => steps.push(step));
      const sources = steps.map((step) => (step.kind === 'binding' ? step.binding.source : ''));
      expect(sources).not.toContain(nameIn(finding));
    }
  },

  // none takes a binding that is out of reach
  'binding-out-of-reach': (finding, sample_) => {
    const { topology } = sample_;
    const without = { ...topology, bindings: topology.bindings.filter((one) => one !== bindingIn(finding)) };
    for (const each of published(sample_)) {
      expect(queuesFor(without, each)).toEqual(queuesFor(topology, each));
    }
  },

  // none gets into an unbound queue from an exchange with a name
  'unbound-queue': (finding, { topology, messages }) => {
    for (const each of messages.filter(({ exchange }) => exchange !== ''))
      expect(queuesFor(topology, each)).not.toContain(nameIn(finding));
  },

  // what an alternate exchange that leads nowhere is for gets to no queue
  'alternate-exchange-leads-nowhere': (finding, { topology, messages }) => {
    const exchange = topology.exchanges.find(({ name }) => name === nameIn(finding));
    const plain = {
      ...topology,
      exchanges: topology.exchanges.map((each) =>
        each === exchange ? { ...each, arguments: fieldTable({}) } : each,
      ),
    };
    for (const each of messages) {
      const from = { ...each, exchange: nameIn(finding) };
      expect(queuesFor(topology, from)).toEqual(queuesFor(plain, from));
    }
  },

  // dead letters that get nowhere under their key get to no queue
  'dead-letter-unroutable': (finding, { topology, messages }) => {
    const args = plainTable(queueNamed(topology, nameIn(finding)).arguments);
    const [exchange, key] = ['x-dead-letter-exchange', 'x-dead-letter-routing-key'].map((name) => args[name]);
    if (typeof key !== 'string' || typeof exchange !== 'string') return;
    for (const each of messages)
      expect(queuesFor(topology, { exchange, routingKey: key, headers: each.headers })).toEqual([]);
  },
};

test('a finding holds for every message', { timeout: 60_000 }, () => {
  const found = new Set<string>();
  fc.assert(
    fc.property(samples, (each) => {
      for (const finding of lint(each.topology)) {
        HOLDS[finding.id]?.(finding, each);
        found.add(finding.id);
      }
    }),
    { numRuns: 300 },
  );
  // A property of nothing holds always.
  expect(Object.keys(HOLDS).filter((rule) => !found.has(rule))).toEqual([]);
});

const queueNamed = ({ queues }: Topology, wanted: string): Queue =>
  queues.find(({ name }) => name === wanted) as Queue;

test('an exchange of which nothing is said that it drops messages takes each', () => {
  let silent = 0;
  fc.assert(
    fc.property(samples, ({ topology, messages }) => {
      const findings = lint(topology);
      const open = topology.exchanges.filter(
        ({ name, internal, arguments: args }) =>
          !internal &&
          !args.has('alternate-exchange') &&
          topology.queues.every((queue) => plainTable(queue.arguments)['x-dead-letter-exchange'] !== name) &&
          topology.exchanges.every((each) => plainTable(each.arguments)['alternate-exchange'] !== name) &&
          !findings.some(
            (finding) =>
              ['dropping-exchange', 'exchange-leads-nowhere'].includes(finding.id) &&
              nameIn(finding) === name,
          ),
      );
      const table = RoutingTable.from(topology);
      for (const { name } of open) {
        silent++;
        for (const each of messages) {
          const matched: boolean[] = [];
          route(table, { ...each, exchange: name }, (step) => {
            if (step.kind === 'binding' && step.binding.source === name) matched.push(step.match.matched);
          });
          expect([name, matched.includes(true)]).toEqual([name, true]);
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(silent).toBeGreaterThan(0);
});

test('a headers binding takes all that another takes only where no message shows otherwise', () => {
  fc.assert(
    fc.property(
      anyBinding,
      anyBinding,
      fc.array(message, { minLength: 30, maxLength: 30 }),
      (wide, narrow, messages) => {
        const shown = messages.find(
          (each) => headers.match(narrow, each, '').matched && !headers.match(wide, each, '').matched,
        );
        if (takesAllOf(wide, narrow)) expect(shown).toBeUndefined();
      },
    ),
    { numRuns: 150 },
  );
});
