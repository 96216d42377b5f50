import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseBrokerUrl } from '../../src/lib/lab/amqp/broker-url.ts';
import { connect } from '../../src/lib/lab/amqp/connection.ts';
import { queue } from '../../src/lib/lab/notation.ts';
import { deleteQueues } from '../../src/lib/systems/service/delete-queues.ts';
import { publish, ready, deleteQueues as removeAll, type System, system, TARGETS, taken } from './system.ts';

describe.each(TARGETS)('the queues of jobs on %s', (target) => {
  let system_: System;
  beforeAll(async () => {
    system_ = await system(target);
  });
  afterAll(() => system_[Symbol.asyncDispose]());

  async function deleted(): Promise<(string | undefined)[]> {
    const [jobs, retry, parking] = ['', '.retry', '.parking'].map((end) => queue(system_.queue + end));
    if (!jobs || !retry || !parking) throw new Error('three are named');
    const connection = await connect(parseBrokerUrl(system_.broker), {
      name: 'mq-lab test',
      timeoutMs: 5_000,
      signal: new AbortController().signal,
      onLost: () => {},
    });
    try {
      return (await deleteQueues(connection, { jobs, retry, parking })).map(({ kept }) => kept);
    } finally {
      await connection.close();
    }
  }

  test('are gone where they never were', async () => {
    expect(await deleted()).toEqual([undefined, undefined, undefined]);
  });

  test('all stay while a message waits to come back', async () => {
    const retry = `${system_.queue}.retry`;
    await publish(system_.broker, system_.queue, 'taken', {}, { durable: true });
    await taken(system_.broker, system_.queue);
    await publish(system_.broker, retry, 'waits', {}, { durable: true });
    const goesThere = `what fails in ${system_.queue} goes there`;
    expect(await deleted()).toEqual([`messages in ${retry} come back to it`, goesThere, goesThere]);
    expect(await ready(system_.broker, system_.queue)).toBe(0);
    await removeAll(system_.broker, [retry]);
    expect(await deleted()).toEqual([undefined, undefined, undefined]);
  });
});
