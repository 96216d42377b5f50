import { connect } from 'amqplib';
import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import type { Happening, LabEvent } from '../../src/lib/lab/events.ts';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import { consume, publish, queue, topology, wait } from '../../src/lib/lab/notation.ts';
import { type Proxy as BrokerProxy, startProxy } from '../support/proxy.ts';
import { play, RABBITMQ } from '../support/scenario-runs.ts';

/** Where a proxy is put before a broker that is not the lab's own. */
const BROKERS = ['embedded', ...(RABBITMQ ? ['RabbitMQ'] : [])];

/** m1 and m3 are consumed, m2 is left; what is published after the wait comes too late for most faults. */
const experiment: Experiment = {
  name: 'test',
  topology: topology([], [queue('a'), queue('b')]),
  steps: [
    consume('c1', 'a'),
    publish('m1', '', 'a'),
    publish('m2', '', 'b'),
    wait(1),
    publish('m3', '', 'a'),
    publish('m4', '', 'b'),
  ],
  expected: null,
};

async function behindProxy(
  broker: string,
  use: (proxy: BrokerProxy, brokerUrl: string) => Promise<void>,
): Promise<void> {
  const embedded = broker === 'embedded' ? await startBroker() : undefined;
  const brokerUrl = embedded?.url ?? RABBITMQ ?? '';
  const proxy = await startProxy(brokerUrl);
  try {
    await use(proxy, brokerUrl);
  } finally {
    await proxy.close();
    await embedded?.close();
  }
}

/** Does something at the first event of this kind, or at the first after so many settled moments. */
function at(kind: Happening['kind'], act: () => void, after = 0): (event: LabEvent) => void {
  let settled = 0;
  let isDone = false;
  return (event) => {
    if (event.kind === 'settled') settled++;
    if (isDone || event.kind !== kind || settled < after) return;
    isDone = true;
    act();
  };
}

describe.each(BROKERS)('on %s', (broker) => {
  test('a connection that breaks is told with all that was seen until then', async () => {
    await behindProxy(broker, async (proxy) => {
      const onEvent = at('settled', () => proxy.drop());
      const { report, verdict } = await play(experiment, proxy.url, { onEvent });
      expect(report.fault).toMatchObject({
        failure: 'gone',
        message: expect.stringMatching(/went away \((?!.*could be deleted)/),
      });
      expect([report.complete, verdict.passed, verdict.problems]).toEqual([false, false, []]);
      const told = verdict.messages.map(({ outcome, observed, unknown }) => [outcome, observed, unknown]);
      expect(told.slice(2)).toEqual([
        ['unpublished', [], []],
        ['unpublished', [], []],
      ]);
      expect(told[0]).toEqual(['confirmed', ['a'], ['b']]);
      // It lies in b, where nobody has looked.
      expect(told[1]).toEqual(['confirmed', [], ['a', 'b']]);
    });
  });

  test('a connection that says nothing any more ends the run in time, with what it waited for', async () => {
    await behindProxy(broker, async (proxy, brokerUrl) => {
      let prefix = '';
      const mute = at('published', () => proxy.mute());
      const onEvent = (event: LabEvent): void => {
        if (event.kind === 'connected') prefix = event.prefix;
        mute(event);
      };
      const { report } = await play(experiment, proxy.url, { onEvent, timeoutMs: 1_500 });
      expect(report.fault).toMatchObject({
        failure: 'timeout',
        message: expect.stringMatching(/^not done after 1\.5 s: waiting for .* \d of \d publisher confirms/),
        hint: expect.stringMatching(/^Give it longer .*\nLeft there: /),
      });
      // The janitor has only the silent connection.
      for (const queue of ['a', 'b']) await deleteQueue(brokerUrl, `${prefix}${queue}`);
    });
  }, 30_000);

  test('a consumer that the broker cancels is told, and the run goes on', async () => {
    await behindProxy(broker, async (proxy) => {
      let url = '';
      const onEvent = (event: LabEvent): void => {
        if (event.kind === 'connected') url = `${event.prefix}a`;
        if (event.kind === 'settled' && url !== '') {
          void deleteQueue(proxy.url, url);
          url = '';
        }
      };
      const waits = {
        ...experiment,
        steps: experiment.steps.map((step) => (step.kind === 'wait' ? wait(300) : step)),
      };
      const { report } = await play(waits, proxy.url, { onEvent });
      expect(report).toMatchObject({ complete: true, fault: null });
      expect(report.observed).toMatchObject({ cancelled: ['c1'], returned: ['m3'], gone: ['a'] });
    });
  });
});

test('a broker that restarts in the middle has gone away, in its own words', async () => {
  await using broker = await startBroker();
  const onEvent = at('settled', () => broker.restart());
  const { report, verdict } = await play(experiment, broker.url, { onEvent });
  expect(report.fault).toMatchObject({
    failure: 'gone',
    message: expect.stringMatching(/went away: CONNECTION_FORCED/),
  });
  expect(verdict.messages.map(({ outcome }) => outcome)).toEqual([
    'confirmed',
    'confirmed',
    'unpublished',
    'unpublished',
  ]);
});

test('a channel that the broker closes is told, and its messages are unconfirmed', async () => {
  await using broker = await startBroker();
  const onEvent = at('published', () => broker.fail.channels({ connection: 'mq-lab test producer' }));
  const { report } = await play(experiment, broker.url, { onEvent });
  expect(report).toMatchObject({ complete: true, fault: null });
  expect(report.observed.errors).toEqual({
    producer: [expect.stringMatching(/^406 PRECONDITION_FAILED - closed on request/)],
  });
});

async function deleteQueue(url: string, queue: string): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  await channel.deleteQueue(queue);
  await connection.close();
}
