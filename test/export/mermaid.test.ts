import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeMermaid } from '../../src/lib/export/mermaid/write-mermaid.ts';
import { binding, exchange, queue, topology } from '../../src/lib/lab/notation.ts';
import { defaultsOf } from '../../src/lib/lab/scenario.ts';
import type { Topology } from '../../src/lib/routing/topology.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { aTopology } from './arbitraries.ts';

// Mermaid's own parser needs a browser's document and a hundred packages. This is the part of its grammar that is used,
// and stricter: whatever Mermaid, Markdown or HTML might act on must not be there.
const TEXT = String.raw`"((?:[\p{L}\p{N}\p{M} .,/_-]|#\d+;|<br/>)+)"`;
const NODE = new RegExp(String.raw`^(?:(e\d+)\(\[${TEXT}\]\)|(q\d+)\[\(${TEXT}\)\])$`, 'u');
const ARROW = new RegExp(String.raw`^([eq]\d+) (-->|-\.->)(?:\|${TEXT}\|)? ([eq]\d+)$`, 'u');
const MARKED = /^(?:classDef missing stroke-dasharray: 5|class ([eq]\d+(?:,[eq]\d+)*) missing)$/;

interface Diagram {
  readonly nodes: ReadonlyMap<string, string>;
  readonly arrows: readonly { from: string; dashed: boolean; label: string; to: string }[];
  readonly missing: readonly string[];
}

/** Reads a diagram; throws where a line is none of the grammar, and where an arrow leads to what is not there. */
function read(text: string): Diagram {
  const [head, ...lines] = text.trimEnd().split('\n');
  expect(head).toBe('flowchart LR');
  const nodes = new Map<string, string>();
  const arrows: Diagram['arrows'][number][] = [];
  const missing: string[] = [];
  for (const indented of lines) {
    const line = indented.replace(/^ {2}/, '');
    const node = NODE.exec(line);
    const arrow = ARROW.exec(line);
    const marked = MARKED.exec(line);
    if (node) {
      const id = node[1] ?? node[3] ?? '';
      expect(nodes.has(id), line).toBe(false);
      nodes.set(id, decoded(node[2] ?? node[4] ?? ''));
    } else if (arrow) {
      const [, from = '', way, label = '', to = ''] = arrow;
      arrows.push({ from, dashed: way === '-.->', label: decoded(label), to });
    } else if (marked) missing.push(...(marked[1]?.split(',') ?? []));
    else throw new Error(`this is no line of a flowchart: ${line}`);
  }
  for (const { from, to } of arrows) expect([nodes.has(from), nodes.has(to)]).toEqual([true, true]);
  return { nodes, arrows, missing };
}

const decoded = (text: string): string =>
  text.replaceAll('<br/>', '\n').replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

/** As a browser shows it. */
const shown = (name: string): string =>
  name
    .replace(/\p{Cc}/gu, (control) =>
      control < ' ' ? String.fromCharCode(0x2400 + control.charCodeAt(0)) : control,
    )
    .replace(/^ | $|(?<= ) /g, '\u00a0');

/** What the arrows say, by the names of what they lead from and to. */
function said({ nodes, arrows }: Diagram): string[] {
  const name = (id: string): string => nodes.get(id)?.split('\n')[0] ?? '';
  return arrows.map(
    ({ from, dashed, label, to }) =>
      `${name(from)} ${dashed ? '..' : '--'} ${label.replaceAll('\n', ' | ')} > ${name(to)}`,
  );
}

const draw = (there: Topology): Diagram => read(writeMermaid(there).text);

describe('a diagram', () => {
  test('has bindings with what decides, on one arrow for each pair', () => {
    const there = topology(
      [
        exchange('news', 'fanout'),
        exchange('orders', 'topic'),
        exchange('docs', 'headers'),
        exchange('d', 'direct'),
      ],
      [queue('a'), queue('b')],
      [
        'news -[ignored]-> a',
        'orders -[order.*.*]-> a',
        'orders -[#]-> a',
        binding('docs -> a', { 'x-match': 'any', type: 'pdf', pages: { '!': 'double', value: 1 }, CC: null }),
        binding('docs -> b', {}),
        'd -> b',
        'orders =[#]=> news',
      ],
    );
    expect(said(draw(there))).toEqual([
      'news --  > a',
      'orders -- order.*.* | # > a',
      'docs -- any type="pdf" pages=1.0 CC= > a',
      'docs -- all > b',
      'd -- (empty key) > b',
      'orders -- # > news',
    ]);
  });

  test('has the ways of dead letters and to alternates dashed', () => {
    const there = topology(
      [
        exchange('orders', 'direct', { arguments: { 'alternate-exchange': 'spare' } }),
        exchange('spare', 'fanout'),
      ],
      [
        queue('work', { 'x-dead-letter-exchange': 'spare' }),
        queue('wait', {
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': 'work',
          'x-message-ttl': 5000,
        }),
        queue('keyed', { 'x-dead-letter-exchange': 'orders', 'x-dead-letter-routing-key': 'again' }),
        queue('own', { 'x-dead-letter-exchange': '' }),
      ],
    );
    const diagram = draw(there);
    expect(said(diagram)).toEqual([
      'work .. dead letters > spare',
      'wait .. dead letters > work',
      'keyed .. dead letters | again > orders',
      'own .. dead letters > (default exchange)',
      'orders .. alternate > spare',
    ]);
    expect([...diagram.nodes.values()]).toContain('wait\nTTL 5000 ms');
  });

  test('marks what others lead to and is not there', () => {
    const there = topology(
      [exchange('orders', 'direct', { arguments: { 'alternate-exchange': 'nowhere' } })],
      [queue('work', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'nobody' })],
      ['orders -[k]-> lost', 'amq.topic -[#]-> work'],
    );
    const { nodes, missing } = draw(there);
    expect(missing.map((id) => nodes.get(id))).toEqual([
      'lost\nmissing',
      'nobody\nmissing',
      'nowhere\nmissing',
    ]);
    expect([...nodes.values()]).toContain('amq.topic\ntopic');
  });

  test.each(scenarios)('of the scenario $name is a flowchart', (scenario) => {
    const there = scenario.build(defaultsOf(scenario.options)).topology;
    expect(draw(there).nodes.size).toBeGreaterThanOrEqual(there.exchanges.length + there.queues.length);
  });

  test('has every name as it is, whatever is in it', () => {
    fc.assert(
      fc.property(aTopology, (there) => {
        const { nodes } = draw(there);
        const names = [...nodes.values()].map((label) => label.split('\n')[0]);
        const own = [...there.exchanges, ...there.queues].map(({ name }) => shown(name));
        expect(names.slice(0, own.length)).toEqual(own);
      }),
    );
  });

  test.each([
    ['1. list', '1#46; list'],
    ['- list', '#45; list'],
    ['www.example.org', 'www#46;example.org'],
    ['_em_ a_b __c', '#95;em#95; a_b #95;#95;c'],
    ['`md` "q" <b> &amp; #35; %%', '#96;md#96; #34;q#34; #60;b#62; #38;amp#59; #35;35#59; #37;#37;'],
    ['a  b', 'a #160;b'],
    ['end', 'end'],
  ])('writes the name %j as %j', (name, written) => {
    expect(writeMermaid(topology([], [queue(name)])).text).toBe(`flowchart LR\n  q1[("${written}")]\n`);
  });

  test('that is too large for GitHub is written, and that is said', () => {
    const names = Array.from({ length: 501 }, (_, at) => `q${at}`);
    const { notes } = writeMermaid(
      topology(
        [exchange('x', 'fanout')],
        names.map((name) => queue(name)),
        names.map((name) => `x -> ${name}`),
      ),
    );
    expect(notes).toEqual(['GitHub draws a diagram of at most 500 arrows, and this one has 501.']);
  });
});
