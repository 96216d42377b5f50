import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { LabError } from '../../src/lib/lab/errors.ts';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import { consume, exchange, look, publish, queue, topology } from '../../src/lib/lab/notation.ts';
import { predict } from '../../src/lib/lab/verdict/prediction.ts';
import type { Run } from '../../src/lib/render/run.ts';
import { Random } from '../fuzz/random.ts';
import { contentsOf, deleteFrom } from '../support/inspect.ts';
import { type Proxy as BrokerProxy, startProxy } from '../support/proxy.ts';
import { play, RABBITMQ } from '../support/scenario-runs.ts';
import { COUNT, SEED, sideBySide, tell } from './settings.ts';

const BROKERS = ['embedded', ...(RABBITMQ ? ['RabbitMQ'] : [])];
if (!RABBITMQ) tell('faults on RabbitMQ were NOT tested: set MQ_LAB_TEST_URL');

const QUEUES = ['q1', 'q2', 'q3'];
const PATTERNS = ['#', 'a.*', '*.b', 'a.b', 'c.#'];
const KEYS = ['a', 'a.b', 'a.c', 'c', 'c.b', 'x.y.z'];
/** One in so many connections stalls: that takes the lab's patience, of some seconds, each time. */
const STALLS = 5;
const STALL_LIMIT_MS = 3_000;
const PATIENCE_MS = 5_000;

/** Consumers on some queues, and messages in two bursts. */
function experimentFrom(random: Random): Experiment {
  const bindings = QUEUES.map((name) => `x -[${random.pick(PATTERNS)}]-> ${name}`);
  const consumers = QUEUES.filter(() => random.oneIn(2)).map((name) => consume(`c-${name}`, name));
  const burst = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => publish(`m${from + at}`, 'x', random.pick(KEYS)));
  const first = 1 + random.below(20);
  return {
    name: 'faults',
    topology: topology(
      [exchange('x', 'topic')],
      QUEUES.map((name) => queue(name)),
      bindings,
    ),
    steps: [...consumers, ...burst(1, first), look('between'), ...burst(first + 1, 1 + random.below(20))],
    expected: null,
  };
}

/** What the report says, held against what really lies in the queues; each lie in a sentence. */
function lies(run: Run, contents: ReadonlyMap<string, readonly string[]>): string[] {
  const { report, verdict, experiment } = run;
  const { queues: routed } = predict(experiment.topology);
  return [
    ...verdict.problems.map((problem) => `problem ${JSON.stringify(problem)}`),
    ...verdict.messages.flatMap(({ message, outcome, returned, observed, unknown }) => {
      const takes = new Set(routed(message));
      return QUEUES.flatMap((name): string[] => {
        const lies = contents.get(name)?.includes(message.id) ?? false;
        const seen = observed.includes(name);
        const saysNo = !seen && !unknown.includes(name);
        const here = `${message.id} in ${name}`;
        return [
          ...(seen && !takes.has(name) ? [`${here}: reported, though it was never routed there`] : []),
          ...(saysNo && lies ? [`${here}: reported as not there, and it is`] : []),
          ...(saysNo && takes.has(name) && outcome === 'confirmed'
            ? [`${here}: confirmed, and reported lost`]
            : []),
          ...(outcome === 'confirmed' && takes.has(name) && !seen && !lies && !report.complete
            ? [`${here}: confirmed, and lost by the broker`]
            : []),
          ...((outcome === 'unpublished' || returned) && (lies || seen)
            ? [`${here}: ${outcome}, and there`]
            : []),
        ];
      });
    }),
  ];
}

/** Looks for a while: the broker notices late that somebody is gone, and puts back what was not acknowledged. */
async function liesIn(run: Run, brokerUrl: string, prefix: string): Promise<string[]> {
  const contents = new Map<string, string[]>(QUEUES.map((name) => [name, []]));
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await contentsOf(
      brokerUrl,
      QUEUES.map((name) => prefix + name),
    );
    for (const [name, ids] of found)
      contents.get(name.slice(prefix.length))?.push(...ids.map((id) => id.slice(prefix.length)));
    const told = lies(run, contents);
    if (told.length === 0 || performance.now() > until) return told;
  }
}

async function withFault(at: number, brokerUrl: string, length: BrokerProxy['passed']): Promise<string> {
  const random = new Random(SEED + at);
  const experiment = experimentFrom(random);
  const proxy = await startProxy(brokerUrl);
  const direction = random.pick(['sent', 'got'] as const);
  const bytes = random.below(Math.ceil(length[direction] * 1.1));
  const stalls = random.oneIn(STALLS);
  // Nobody gets through after it, so that all stays as it was.
  let isHit = false;
  proxy.after(direction, bytes, () => {
    isHit = true;
    if (stalls) proxy.mute();
    else proxy.cut();
  });
  let prefix = '';
  const title = `fault ${at} (seed ${SEED}): ${stalls ? 'stalled' : 'cut'} after ${bytes} bytes ${direction}`;
  const options = {
    timeoutMs: stalls ? STALL_LIMIT_MS : 20_000,
    onEvent: (event: Run['events'][number]) => {
      if (event.kind === 'connected') prefix = event.prefix;
    },
  };
  try {
    const run = await play(experiment, proxy.url, options);
    // It gave up by itself, and has deleted what could be looked at.
    if (!isHit && run.report.fault) return 'too slow';
    expect(await liesIn(run, brokerUrl, prefix), title).toEqual([]);
    if (!run.report.fault) {
      expect(run.verdict.passed, title).toBe(true);
      return 'not hit';
    }
    if (run.report.complete) return 'after its end';
    expect(run.report.fault.failure, title).toBe(stalls ? 'timeout' : 'gone');
    return 'in the middle';
  } catch (error) {
    if (!(error instanceof LabError) || error.failure === 'usage') throw error;
    return 'before its beginning';
  } finally {
    await proxy.close();
    if (prefix !== '')
      await deleteFrom(brokerUrl, { exchanges: [`${prefix}x`], queues: QUEUES.map((name) => prefix + name) });
  }
}

describe.each(BROKERS)('on %s', (name) => {
  test(
    'whatever is said of a message is true, wherever its connections break',
    async () => {
      await using embedded = name === 'embedded' ? await startBroker() : undefined;
      const url = embedded?.url ?? RABBITMQ ?? '';
      const whole = await startProxy(url);
      await play(experimentFrom(new Random(SEED)), whole.url);
      const length = { ...whole.passed };
      await whole.close();
      const ends = new Map<string, number>();
      await sideBySide(COUNT, 4, async (at) => {
        const end = await withFault(at, url, length);
        ends.set(end, (ends.get(end) ?? 0) + 1);
      });
      const counts = Array.from(ends, ([end, count]) => `${count} ${end}`).join(', ');
      tell(
        `seed ${SEED}, ${COUNT} faults on ${name}: ${counts} (MQ_LAB_SEED and MQ_LAB_INTERRUPTIONS change them)`,
      );
    },
    60_000 + COUNT * 10_000,
  );
});
