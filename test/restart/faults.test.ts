import { connect } from 'amqplib';
import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../src/lib/lab/events.ts';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import { consume, publish, queue, topology, wait } from '../../src/lib/lab/notation.ts';
import { brokers } from '../contract/contract.ts';
import { start } from '../support/binary.ts';
import { contentsOf, deleteFrom } from '../support/inspect.ts';
import { play } from '../support/scenario-runs.ts';

const TIMEOUT_MS = 120_000;
const PATIENCE_MS = 60_000;

/** m1 is consumed, m2 lies in a durable queue, m3 comes too late. */
const experiment: Experiment = {
  name: 'restarted',
  topology: topology([], [queue('a'), queue('b')]),
  steps: [
    consume('c1', 'a'),
    publish('m1', '', 'a', { persistent: true }),
    publish('m2', '', 'b', { persistent: true }),
    wait(60_000),
    publish('m3', '', 'b'),
  ],
  expected: null,
};

const restarting = brokers.flatMap(({ kind, url, restart }) => (restart ? [{ kind, url, restart }] : []));

describe.each(restarting)('on $kind, a broker that is restarted in the middle', ({ url, restart }) => {
  test(
    'went away: what was seen by then is told, and nothing else is claimed',
    async () => {
      let prefix = '';
      let restarted: Promise<void> | undefined;
      const onEvent = (event: LabEvent): void => {
        if (event.kind === 'connected') prefix = event.prefix;
        if (event.kind === 'step' && event.step === 3) restarted = restart();
      };
      const { report, verdict } = await play(experiment, url, { onEvent, timeoutMs: PATIENCE_MS });
      await restarted;
      expect(report.fault).toMatchObject({ failure: 'gone', message: expect.stringMatching(/went away/) });
      expect(verdict.problems).toEqual([]);
      const told = verdict.messages.map(({ outcome, observed, unknown }) => [outcome, observed, unknown]);
      expect(told).toEqual([
        ['confirmed', ['a'], ['b']],
        ['confirmed', [], ['a', 'b']],
        ['unpublished', [], []],
      ]);
      const queues = [`${prefix}a`, `${prefix}b`];
      // Where the lab could not delete it any more, the confirmed message is there still.
      const there = (await contentsOf(url, queues)).get(`${prefix}b`) ?? [`${prefix}m2`];
      expect(there).toEqual([`${prefix}m2`]);
      await deleteFrom(url, { exchanges: [], queues });
    },
    TIMEOUT_MS,
  );

  test(
    'is left as it was, once it is back',
    async () => {
      const lab = start(['fanout', '--consumers', '12', '--messages', '9000', '--broker', url]);
      const [, prefix = ''] = await lab.said('stderr', /named (mq-lab\.[0-9a-z]+\.)\*/);
      while (!(await exists(url, `${prefix}q6`)));
      await restart();
      expect((await lab.ended).exitCode).toBe(3);
      const names = Array.from({ length: 12 }, (_, at) => `${prefix}q${at + 1}`);
      for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; )
        if ((await Promise.all(names.map((name) => exists(url, name)))).every((is) => !is)) break;
      for (const name of names) expect(await exists(url, name), name).toBe(false);
    },
    TIMEOUT_MS,
  );
});

async function exists(url: string, name: string): Promise<boolean> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  channel.on('error', () => {});
  const is = await channel.checkQueue(name).then(
    () => true,
    () => false,
  );
  await connection.close();
  return is;
}
