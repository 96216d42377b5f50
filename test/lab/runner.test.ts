import { connect } from 'amqplib';
import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { VirtualClock } from '../../src/lib/broker/clock.ts';
import { LabError } from '../../src/lib/lab/errors.ts';
import type { LabEvent } from '../../src/lib/lab/events.ts';
import type { Leftovers } from '../../src/lib/lab/janitor/janitor.ts';
import { declareQueue, publish, queue } from '../../src/lib/lab/notation.ts';
import { startProxy } from '../support/proxy.ts';
import { exchange, play, TARGETS, topicExperiment } from '../support/scenario-runs.ts';

const experiment = topicExperiment(['a.*', 'a.#'], ['a', 'a.b', 'z']);

describe.each(TARGETS)('a run on %s', (target) => {
  test('observes which queue got which message, and what came back', async () => {
    const { report, verdict } = await play(experiment, target);
    expect(verdict.passed).toBe(true);
    expect(
      report.messages.map(({ id, copies, returned }) => [id, [...copies.keys()].sort(), returned?.code]),
    ).toEqual([
      ['m1', ['q2'], undefined],
      ['m2', ['q1', 'q2'], undefined],
      ['m3', [], 312],
    ]);
    expect(
      report.queues.map(({ name, messages, consumers }) => [name, messages, consumers[0]?.name]),
    ).toEqual([
      ['q1', ['m2'], 'c1'],
      ['q2', ['m1', 'm2'], 'c2'],
    ]);
  });

  test('names each role’s connection after it', async () => {
    const { report } = await play(experiment, target);
    expect(report.producer).toBe('mq-lab test producer');
    expect(report.queues.map(({ consumers }) => consumers[0]?.connection)).toEqual([
      'mq-lab test consumer c1',
      'mq-lab test consumer c2',
    ]);
  });

  test('lets many consumers share connections', async () => {
    const patterns = Array.from({ length: 80 }, () => '#');
    const { report, verdict } = await play(topicExperiment(patterns, ['a']), target);
    const connections = report.queues.map(({ consumers }) => consumers[0]?.connection);
    expect(verdict.passed).toBe(true);
    expect(new Set(connections).size).toBe(32);
  });

  test('of ten thousand messages sees each of them', async () => {
    const keys = Array.from({ length: 10_000 }, () => 'a.b');
    const { report, verdict } = await play(topicExperiment(['a.*'], keys), target, { timeoutMs: 60_000 });
    expect(verdict.passed).toBe(true);
    expect(report.queues[0]?.messages).toHaveLength(10_000);
  }, 60_000);

  test('plays queues that are auto-delete and transient', async () => {
    const { topology } = experiment;
    const queues = topology.queues.map((queue) => ({ ...queue, durable: false, autoDelete: true }));
    const exchanges = [{ ...exchange('x', 'topic'), durable: false, autoDelete: true }];
    const { verdict } = await play({ ...experiment, topology: { ...topology, queues, exchanges } }, target);
    expect(verdict.passed).toBe(true);
  });

  test('ends with its signal’s reason', async () => {
    const reason = new LabError('interrupted', 'enough');
    await expect(play(experiment, target, { signal: AbortSignal.abort(reason) })).rejects.toThrow('enough');
  });

  test('ends with the broker’s own words where it refuses', async () => {
    const { topology } = experiment;
    const exchanges = [exchange('x', 'no-such-type')];
    const refused = play({ ...experiment, topology: { ...topology, exchanges } }, target);
    await expect(refused).rejects.toThrow(/refused: COMMAND_INVALID - unknown exchange type 'no-such-type'/);
  });
});

describe('a run on somebody else’s broker', () => {
  test('prefixes its names, and leaves nothing behind', async () => {
    await using broker = await startBroker();
    const events: LabEvent[] = [];
    const { verdict, report } = await play(experiment, broker.url, {
      onEvent: (event) => events.push(event),
    });
    expect(verdict.passed).toBe(true);
    expect(report.prefix).toMatch(/^mq-lab\./);
    expect(
      await existing(broker.url, [`${report.prefix}q1`, `${report.prefix}q2`], [`${report.prefix}x`]),
    ).toEqual([]);
  });

  test('declares nothing before the janitor knows of it', async () => {
    await using broker = await startBroker();
    const there: string[] = [];
    const mind = async ({ queues, exchanges }: Leftovers): Promise<void> => {
      there.push(...(await existing(broker.url, queues, exchanges)));
    };
    const { verdict } = await play(experiment, broker.url, { janitor: { mind } });
    expect(verdict.passed).toBe(true);
    expect(there).toEqual([]);
  });

  test('leaves no queue for good whose name it was never told', async () => {
    const clock = new VirtualClock();
    await using broker = await startBroker({ clock });
    const proxy = await startProxy(broker.url);
    const onEvent = (event: LabEvent): void => {
      if (event.kind === 'named') proxy.cut();
    };
    const nameless = {
      ...experiment,
      steps: [declareQueue(queue(''), { alias: 'own' }), publish('m1', '', 'own')],
    };
    await play(nameless, proxy.url, { onEvent, timeoutMs: 5_000 });
    const left = (): string[] => broker.topology().queues.map(({ name }) => name);
    expect(left()).toContainEqual(expect.stringMatching(/^amq\.gen-/));
    clock.advanceTo(clock.now() + 5_000);
    expect(left()).not.toContainEqual(expect.stringMatching(/^amq\.gen-/));
  });

  test('keeps what it declared where it is asked to, and says under which names', async () => {
    await using broker = await startBroker();
    const { report } = await play(experiment, broker.url, { keep: true });
    const { exchanges, queues } = report.kept ?? { exchanges: [], queues: [] };
    expect(queues).toEqual([`${report.prefix}q1`, `${report.prefix}q2`]);
    expect(await existing(broker.url, queues, exchanges)).toEqual([...queues, ...exchanges]);
  });

  test('does not say that it kept what went with its consumers', async () => {
    await using broker = await startBroker();
    const { topology } = experiment;
    const queues = topology.queues.map((queue) => ({ ...queue, autoDelete: true }));
    const { report } = await play({ ...experiment, topology: { ...topology, queues } }, broker.url, {
      keep: true,
    });
    expect(report.kept).toEqual({ queues: [], exchanges: [`${report.prefix}x`] });
  });

  test('leaves nothing behind when it is interrupted at any moment', async () => {
    await using broker = await startBroker();
    for (const kind of ['connected', 'declared', 'consumer-started', 'published', 'confirmed'] as const) {
      const interrupted = new AbortController();
      let prefix = '';
      const onEvent = (event: LabEvent): void => {
        if (event.kind === 'connected') prefix = event.prefix;
        if (event.kind === kind) interrupted.abort(new LabError('interrupted', `at ${kind}`));
      };
      const run = play(experiment, broker.url, { signal: interrupted.signal, onEvent });
      await expect(run).rejects.toThrow(`at ${kind}`);
      expect(await existing(broker.url, [`${prefix}q1`, `${prefix}q2`], [`${prefix}x`])).toEqual([]);
    }
  });

  test('uses RabbitMQ’s own exchanges under their names, and does not delete them', async () => {
    await using broker = await startBroker();
    const shared = {
      ...experiment,
      topology: {
        ...experiment.topology,
        exchanges: [exchange('amq.topic', 'topic')],
        bindings: experiment.topology.bindings.map((binding) => ({ ...binding, source: 'amq.topic' })),
      },
      steps: experiment.steps.map((step) =>
        step.kind === 'publish' ? { ...step, message: { ...step.message, exchange: 'amq.topic' } } : step,
      ),
    };
    const [one, two] = await Promise.all([play(shared, broker.url), play(shared, broker.url)]);
    expect([one.verdict.problems, two.verdict.problems]).toEqual([[], []]);
    expect(await existing(broker.url, [], ['amq.topic'])).toEqual(['amq.topic']);
  });

  test('says that the broker went away', async () => {
    await using broker = await startBroker();
    const proxy = await startProxy(broker.url);
    const onEvent = (event: LabEvent): void => {
      if (event.kind === 'declared') proxy.cut();
    };
    const { report } = await play(experiment, proxy.url, { onEvent });
    expect(report.fault).toMatchObject({
      failure: 'gone',
      message: expect.stringMatching(/went away.*; then not everything could be deleted from amqp:/),
      hint: expect.stringMatching(
        /^Look into its log.*\nLeft there: mq-lab\.\w+\.q1, .* tried again in the background/,
      ),
    });
  });

  test('that is not done in time names what it was waiting for', async () => {
    await using broker = await startBroker();
    const proxy = await startProxy(broker.url, withoutMessages);
    const { report } = await play(experiment, proxy.url, { timeoutMs: 500 });
    expect(report.fault).toMatchObject({
      failure: 'timeout',
      message: 'not done after 0.5 s: waiting for 3 of 3 publisher confirms',
    });
    await proxy.close();
  });

  test('says so where the broker takes no messages at present', async () => {
    await using broker = await startBroker();
    const proxy = await startProxy(broker.url, withoutMessages);
    // connection.blocked, with its reason as a short string
    const reason = 'low on memory';
    const method = Buffer.from([0, 10, 0, 60, reason.length, ...Buffer.from(reason)]);
    const blocked = Buffer.from([1, 0, 0, 0, 0, 0, method.length, ...method, 0xce]);
    const onEvent = (event: LabEvent): void => {
      if (event.kind === 'declared') proxy.inject(blocked);
    };
    const told = new Set<string | undefined>();
    const onBlocked = (why: string | undefined): void => void told.add(why);
    const { report } = await play(experiment, proxy.url, { timeoutMs: 500, onEvent, onBlocked });
    expect([...told]).toEqual([reason]);
    expect(report.fault).toMatchObject({
      failure: 'blocked',
      message: expect.stringMatching(/confirms \(it takes no messages at present: low on memory\)$/),
    });
    await proxy.close();
  });
});

/** The broker gets everything but what is published. */
const withoutMessages = (bytes: Buffer): Buffer => (bytes.includes('text/plain') ? Buffer.alloc(0) : bytes);

/** Those of the names that exist. */
async function existing(
  url: string,
  queues: readonly string[],
  exchanges: readonly string[],
): Promise<string[]> {
  const connection = await connect(url);
  const found: string[] = [];
  const check = async (name: string, kind: 'checkQueue' | 'checkExchange'): Promise<void> => {
    const channel = await connection.createChannel();
    channel.on('error', () => {});
    await channel[kind](name).then(
      () => found.push(name),
      () => {},
    );
  };
  for (const name of queues) await check(name, 'checkQueue');
  for (const name of exchanges) await check(name, 'checkExchange');
  await connection.close();
  return found;
}
