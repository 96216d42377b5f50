import { describe, expect, test } from 'vitest';
import { formatTable } from '../../src/lib/routing/values.ts';
import { build, newWorkbench, rebuilt, type Workbench } from '../../src/lib/walkthrough/build/workbench.ts';
import { NO_PROGRESS, withEntry } from '../../src/lib/walkthrough/progress/progress.ts';
import { problemText } from '../../src/lib/walkthrough/views/view.ts';
import { BUILD, canvas, Walk } from './build.ts';

const EMPTY = newWorkbench(BUILD);

function built(...lines: readonly string[]): Workbench {
  return lines.reduce((bench, line) => {
    const reply = build(bench, line);
    if (reply.kind !== 'changed') throw new Error(`'${line}' did not take: ${JSON.stringify(reply)}`);
    return reply.bench;
  }, EMPTY);
}

function told(line: string, bench = EMPTY): string {
  const reply = build(bench, line);
  return reply.kind === 'problem' ? problemText(reply.problem, canvas()) : `no problem but ${reply.kind}`;
}

describe('the builder', () => {
  test.each([
    ['bind shop -[order.#]-> audit', 'shop -order.#-> audit {}'],
    ['bind shop-[order.#]->audit', 'shop -order.#-> audit {}'],
    ['  BIND  shop   -[a b]->  audit ', 'shop -a b-> audit {}'],
    ['bind shop -> audit', 'shop --> audit {}'],
    ['bind shop -[]-> audit x-match=any k=1 v="a b"', 'shop --> audit {x-match: "any", k: 1, v: "a b"}'],
    ['bind amq.topic -[#]-> audit', 'amq.topic -#-> audit {}'],
  ])('reads %s', (line, wanted) => {
    const [bound] = built(line).topology.bindings;
    expect(
      `${bound?.source} -${bound?.routingKey}-> ${bound?.destination} ${formatTable(bound?.arguments ?? new Map())}`,
    ).toBe(wanted);
  });

  test('binds exchanges to exchanges', () => {
    const { topology } = built('exchange all fanout', 'bind shop =[#]=> all', 'bind all -> audit');
    expect(topology.bindings.map(({ destinationType }) => destinationType)).toEqual(['exchange', 'queue']);
  });

  test('declares queues and exchanges with arguments and flags', () => {
    const { topology } = built('queue later x-message-ttl=1000 --transient', 'exchange in topic --internal');
    expect(topology.queues.at(-1)).toMatchObject({ name: 'later', durable: false });
    expect(topology.queues.at(-1)?.arguments.get('x-message-ttl')).toEqual({ type: 'int32', value: 1000 });
    expect(topology.exchanges.at(-1)).toMatchObject({ name: 'in', type: 'topic', internal: true });
  });

  test('unbinds by number and in full, and deletes with all that hangs on it', () => {
    const two = ['bind shop -[a]-> audit', 'bind shop -[b]-> billing'];
    expect(built(...two, 'unbind 1').topology.bindings).toMatchObject([{ routingKey: 'b' }]);
    expect(built(...two, 'unbind shop -[b]-> billing').topology.bindings).toMatchObject([
      { routingKey: 'a' },
    ]);
    expect(built(...two, 'delete audit').topology).toMatchObject({
      queues: [{ name: 'billing' }, { name: 'europe' }],
      bindings: [{ routingKey: 'b' }],
    });
  });

  test('takes every step back, one by one, to where it began', () => {
    const lines = ['queue x', 'bind shop -[a]-> x', 'delete x'];
    expect(built(...lines, 'undo', 'undo', 'undo').topology).toEqual(BUILD.given);
    expect(told('undo')).toBe('There is nothing to take back.');
  });

  test.each([
    ['bnd x', /no command 'bnd'\. Did you mean bind/],
    ['bind shop order.# billing', /It is bind SOURCE -\[KEY\]-> QUEUE, as in: bind/],
    ['bind', /It is bind/],
    ['bind shop -[a]-> nobody', /no queue 'nobody' \(404 NOT_FOUND\)\. There is billing, europe, audit/],
    ['bind nowhere -[a]-> audit', /no exchange 'nowhere'.*There is shop/],
    ["bind '' -[a]-> audit", /default exchange \(403/],
    ['bind shop -> audit x-match=some', /x-match=some is refused \(406.*all, any/],
    ['bind shop -> audit n=99999999999999999999', /cannot be read/],
    ['queue', /It is queue NAME/],
    ['queue amq.mine', /403 ACCESS_REFUSED/],
    ['queue audit x-max-length=1', /declared otherwise \(406/],
    ['queue audit', /there already/],
    ['queue x --durable', /no --durable here\. There is --transient/],
    [`queue ${'x'.repeat(256)}`, /255 bytes/],
    ['exchange x fan', /no exchange type 'fan'\. There are direct, fanout/],
    ['unbind 7', /There is no binding\./],
    ['delete nobody', /no queue or exchange 'nobody'\. There is billing/],
    ['publish shop a', /no command 'publish'/],
  ])('says of %s what is wrong', (line, wanted) => {
    expect(told(line)).toMatch(wanted);
  });

  test('counts a binding that is bound again once', () => {
    const bench = built('bind shop -[a]-> audit');
    expect(told('bind shop -[a]-> audit', bench)).toMatch(/there already/);
  });

  test('passes over written lines that do not take any more', () => {
    expect(rebuilt(BUILD, ['bind gone -[a]-> audit', 'queue x']).topology.queues).toHaveLength(4);
  });
});

describe('a lesson that builds', () => {
  const started = (): Walk => new Walk(NO_PROGRESS, { lesson: 'topic-build', sandbox: false });

  test('shows what did not come where it should, what came where it should not, and why', async () => {
    const walk = await started().types('bind shop -[order.*]-> billing', 'bind shop -[#]-> europe', 'try');
    expect(walk.scene.at).toBe('build');
    const text = walk.text();
    expect(text).toMatch(/m6 +order +✗ missing +✗ surplus +✗ missing/);
    expect(text).toContain('m2 should reach billing, and did not:');
    expect(text).toContain("word 3, 'placed', is one too many");
    expect(text).toContain('m1 reached europe, and should not:');
    expect(text).toContain('6 messages are not where they should be.');
  });

  test('names the commands whenever it is entered, and not after each of them', async () => {
    const walk = started();
    expect(walk.text()).toContain('Type a command: bind,');
    await walk.types('bind shop -[#]-> audit');
    expect(walk.text()).not.toContain('Type a command');
    const resumed = new Walk(walk.saved.reduce(withEntry, NO_PROGRESS));
    expect(resumed.text()).toContain('1 of at most 4 bindings');
    expect(resumed.text()).toContain('Type a command: bind,');
    await resumed.types('lessons');
    await resumed.does({ kind: 'pressed', key: 'back' });
    expect(resumed.text()).toContain('Type a command: bind,');
  });

  test('passes whatever reaches the goal, and tells it by par as in golf', async () => {
    const walk = await started().types(...BUILD.solution, 'try');
    expect(walk.saved.at(-1)).toEqual({ did: 'built', lesson: 'topic-build', bindings: 3 });
    expect(walk.text()).toContain('3 bindings: par.');

    const other = await started().types(
      'bind shop -[order]-> billing',
      'bind shop -[order.#]-> billing',
      'bind shop -[*.eu.#]-> europe',
      'bind shop -[#]-> audit',
      'try',
    );
    expect(other.text()).toContain('4 bindings: 1 over par.');
    expect(other.saved.at(-1)).toMatchObject({ did: 'built', bindings: 4 });
  });

  test('does not count with more bindings than there may be', async () => {
    const more = ['bind shop -[order]-> billing', 'bind shop -[order.eu.#]-> billing'];
    const walk = await started().types(...BUILD.solution, ...more, 'try');
    expect(walk.scene.at).toBe('build');
    expect(walk.text()).toContain('It works, with 5 bindings: at most 4 count.');
  });

  test('can be gone on with to need fewer, and what stands is written down again', async () => {
    const walk = await started().types('bind shop -[order]-> billing', ...BUILD.solution, 'try');
    await walk.does({ kind: 'chose', choice: 'improve' });
    expect(walk.scene).toMatchObject({ at: 'build', bench: { topology: { bindings: { length: 4 } } } });
    expect(walk.saved.slice(-4).map(({ did }) => did)).toEqual(['typed', 'typed', 'typed', 'typed']);
    await walk.types('unbind 1', 'try');
    expect(walk.text()).toContain('3 bindings: par.');
  });

  test('hints in three steps, and helps with every command', async () => {
    const walk = await started().types('hint', 'hint', 'hint');
    expect(walk.text()).toContain('bind shop -[*.eu.*]-> europe');
    await walk.types('help');
    for (const word of ['bind', 'unbind', 'queue', 'exchange', 'undo', 'try', 'goal', 'sandbox', 'quit'])
      expect(walk.text()).toMatch(new RegExp(`^ +${word}\\b`, 'm'));
    await walk.types('goal');
    expect(walk.text()).toMatch(/m4 +stock\.eu\.low +▸ europe, audit/);
  });

  test('loses nothing to an empty or a mistyped line', async () => {
    const walk = await started().types('bind shop -[#]-> audit', '', '   ', 'nonsense');
    expect(walk.scene).toMatchObject({ bench: { topology: { bindings: [{ routingKey: '#' }] } } });
  });

  test('leaves by word for the list, the sandbox, the next lesson, or for good', async () => {
    expect((await started().types('lessons')).scene.at).toBe('lessons');
    expect((await started().types('sandbox')).scene.at).toBe('sandbox');
    expect((await started().types('skip')).scene).toMatchObject({ at: 'intro' });
    expect((await started().types('quit')).scene).toEqual({ at: 'left', how: 'quit' });
  });
});
