import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { LabError } from '../../src/lib/lab/errors.ts';
import type { Step } from '../../src/lib/lab/experiment.ts';
import {
  consume,
  declareQueue,
  exchange,
  publish,
  queue,
  restart,
  topology,
} from '../../src/lib/lab/notation.ts';
import { type Broker, type BrokerSupply, brokerSource, openBroker } from '../../src/lib/lab/run/brokers.ts';
import type { Scenario } from '../../src/lib/lab/scenario.ts';
import { type VerifyOptions, verify } from '../../src/lib/lab/verify.ts';
import { startProxy } from '../support/proxy.ts';

type Supply = Pick<BrokerSupply, 'open'>;

const on = (target: string): Supply => ({ open: () => openBroker(brokerSource(target)) });
const EMBEDDED = on('embedded');

/** Publishes m1 into queue `a`, which is what it expects unless told otherwise. */
function scenario(name: string, parts: Partial<Scenario> & { steps?: readonly Step[] } = {}): Scenario {
  const { steps = [publish('m1', '', 'a')], ...given } = parts;
  return {
    name,
    group: 'queues',
    summary: '',
    guess: '',
    notice: [],
    takeaway: '',
    examples: [],
    options: {},
    build: () => ({ topology: topology([], [queue('a'), queue('b')]), steps }),
    expected: { queues: { m1: ['a'] }, left: { a: ['m1'] } },
    ...given,
  };
}

const verifying = (
  scenarios: readonly Scenario[],
  brokers: readonly Supply[],
  options: Partial<VerifyOptions> = {},
) =>
  verify(scenarios, brokers, {
    concurrency: 4,
    timeoutMs: 10_000,
    signal: new AbortController().signal,
    ...options,
  });

const wrong = scenario('wrong', { expected: { queues: { m1: ['b'] }, left: { a: ['m1'] } } });
const refused = scenario('refused', {
  build: () => ({ topology: topology([], [queue('a', { 'x-max-length': -1 })]), steps: [] }),
});
const restarts = scenario('restarts', {
  steps: [publish('m1', '', 'a', { persistent: true }), restart()],
});

describe('verify', () => {
  test('passes what happens as a person expected', async () => {
    const [result] = await verifying([scenario('one')], [EMBEDDED]);
    expect(result).toMatchObject({ outcome: 'passed', runs: [{ problems: [], error: null }] });
    expect(result?.ms).toBeGreaterThan(0);
  });

  test('goes on with the others where one fails, and where one is refused', async () => {
    const results = await verifying([wrong, refused, scenario('right')], [EMBEDDED], { concurrency: 1 });
    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'passed']);
    expect(results[0]).toMatchObject({
      runs: [
        {
          problems: [
            { kind: 'unexpected', queue: 'a' },
            { kind: 'missing', queue: 'b' },
          ],
        },
      ],
    });
    expect(results[1]).toMatchObject({
      runs: [{ error: { message: expect.stringContaining('x-max-length') }, observed: null }],
    });
  });

  test('tells the results in the order of the scenarios, however long each takes', async () => {
    let endSecond = (): void => {};
    const secondEnded = new Promise<void>((resolve) => {
      endSecond = resolve;
    });
    const slowAtFirst = gated((nth) => (nth === 1 ? secondEnded : undefined));
    const ended: string[] = [];
    const told: string[] = [];
    const three = ['first', 'second', 'third'].map((name) => scenario(name));
    await verifying(three, [slowAtFirst], {
      concurrency: 2,
      onEnd: ({ name }) => {
        ended.push(name);
        if (name === 'second') endSecond();
      },
      onResult: (result) => told.push(result.scenario.name),
    });
    expect(ended[0]).toBe('second');
    expect(told).toEqual(['first', 'second', 'third']);
  });

  test('plays no more at a time than it may', async () => {
    let open = 0;
    let most = 0;
    const counting: Supply = {
      async open() {
        most = Math.max(most, ++open);
        const broker = await EMBEDDED.open();
        return { ...broker, close: () => broker.close().finally(() => open--) };
      },
    };
    const six = Array.from({ length: 6 }, (_, at) => scenario(`s${at}`));
    await verifying(six, [counting], { concurrency: 3 });
    expect([open, most]).toEqual([0, 3]);
  });

  test('plays what others would notice last, and alone', async () => {
    const shared = scenario('shared', { steps: [publish('m1', 'amq.fanout')] });
    const running = new Set<string>();
    const beside = new Map<string, number>();
    const order: string[] = [];
    await verifying([restarts, scenario('x'), shared, scenario('y')], [EMBEDDED], {
      onStart: ({ name }) => {
        order.push(name);
        beside.set(name, running.size);
        running.add(name);
      },
      onEnd: ({ name }) => running.delete(name),
    });
    expect(order).toEqual(['x', 'y', 'restarts', 'shared']);
    expect([beside.get('restarts'), beside.get('shared')]).toEqual([0, 0]);
  });

  test('skips what restarts its broker where nobody may, and says why', async () => {
    await using broker = await startBroker();
    const [onOwn] = await verifying([restarts], [EMBEDDED]);
    expect(onOwn).toMatchObject({ outcome: 'passed' });
    const [onTheirs] = await verifying([restarts], [on(broker.url)]);
    expect(onTheirs).toMatchObject({
      outcome: 'skipped',
      reason: expect.stringMatching(/restarts its broker, and the broker at amqp:\S+ is not the lab's own/),
    });
    expect(await verifying([restarts], [EMBEDDED, on(broker.url)])).toMatchObject([{ outcome: 'skipped' }]);
  });

  test('gives up where a broker cannot be reached at all', async () => {
    const told: unknown[] = [];
    const two = [scenario('one'), scenario('two')];
    const unreachable = verifying(two, [on('amqp://127.0.0.1:1')], {
      onResult: (result) => told.push(result),
    });
    await expect(unreachable).rejects.toMatchObject({
      failure: 'broker',
      message: 'nothing listens at amqp://127.0.0.1:1',
    });
    expect(told).toEqual([]);
  });

  test('that is interrupted ends all runs, leaves nothing behind, and says what interrupted it', async () => {
    await using broker = await startBroker();
    const interrupted = new AbortController();
    const declares: readonly Step[] = [declareQueue(queue('c')), { kind: 'wait', ms: 60_000 }];
    const holding = Array.from({ length: 6 }, (_, at) => scenario(`s${at}`, { steps: declares }));
    const started: string[] = [];
    broker.onEvent((event) => {
      if (event.type === 'queue-declared' && event.queue.name.endsWith('.c'))
        interrupted.abort(new LabError('interrupted', 'enough'));
    });
    const ended = verifying(holding, [on(broker.url)], {
      timeoutMs: 100_000,
      signal: interrupted.signal,
      onStart: ({ name }) => started.push(name),
    });
    await expect(ended).rejects.toMatchObject({ failure: 'interrupted', message: 'enough' });
    expect(started).toHaveLength(4);
    expect(broker.topology().queues).toEqual([]);
  });

  test('finds where two brokers do not do the same, but for what depends on time', async () => {
    await using broker = await startBroker();
    const other = await startProxy(broker.url, (bytes) =>
      Buffer.from(bytes.toString('latin1').replaceAll('k.one', 'k.two'), 'latin1'),
    );
    const routed = scenario('routed', {
      build: () => ({
        topology: topology(
          [exchange('x', 'topic')],
          [queue('a'), queue('b')],
          ['x -[*.one]-> a', 'x -[*.two]-> b'],
        ),
        steps: [
          consume('c1', 'a'),
          consume('c2', 'b'),
          publish('m1', 'x', 'k.one'),
          publish('m2', 'x', 'k.two'),
        ],
      }),
      expected: {},
    });
    const both = [EMBEDDED, on(other.url)];
    const timing = ['queues', 'deliveries'] as const;
    const [strict, loose] = await verifying([routed, { ...routed, timing }], both);
    expect(strict).toMatchObject({
      outcome: 'failed',
      differences: [
        { section: 'queues', of: 'm1', expected: 'a', observed: 'b' },
        { section: 'deliveries', of: 'c1', expected: 'm1', observed: 'nothing' },
        { section: 'deliveries', of: 'c2', expected: 'm2', observed: 'm1, m2' },
      ],
    });
    expect(loose).toMatchObject({ differences: [] });
    expect(await verifying([routed], [EMBEDDED, on(broker.url)])).toMatchObject([
      { outcome: 'passed', differences: [] },
    ]);
    await other.close();
  });
});

/** An embedded broker each, which opens only once the gate for the n-th lets it. */
function gated(gate: (nth: number) => Promise<void> | undefined): Supply {
  let nth = 0;
  return {
    async open(): Promise<Broker> {
      await gate(++nth);
      return EMBEDDED.open();
    },
  };
}
