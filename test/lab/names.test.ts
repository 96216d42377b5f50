import { describe, expect, test } from 'vitest';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import { messagesOf } from '../../src/lib/lab/experiment.ts';
import { randomPrefix, withPrefix } from '../../src/lib/lab/names.ts';
import { plainTable } from '../../src/lib/routing/values.ts';
import { exchange, message, queue, topicExperiment } from '../support/scenario-runs.ts';

const PREFIX = 'mq-lab.abcde.';

function experimentWith(
  parts: Partial<Experiment['topology']>,
  ...messages: ReturnType<typeof message>[]
): Experiment {
  return {
    name: 'test',
    topology: { exchanges: [], queues: [], bindings: [], ...parts },
    steps: messages.map((each) => ({ kind: 'publish', message: each })),
    expected: null,
  };
}

describe('the prefix', () => {
  test('is random, and short', () => {
    expect(randomPrefix()).toMatch(/^mq-lab\.[0-9a-z]{5}\.$/);
    expect(randomPrefix()).not.toBe(randomPrefix());
  });

  test('that is empty leaves the experiment as it is', () => {
    const experiment = topicExperiment(['a'], ['a']);
    expect(withPrefix(experiment, '').onBroker).toBe(experiment);
  });

  test('stands before exchanges, queues, bindings, consumers’ queues and message ids', () => {
    const { onBroker } = withPrefix(topicExperiment(['a.*'], ['a.b']), PREFIX);
    expect(onBroker.topology.exchanges[0]?.name).toBe(`${PREFIX}x`);
    expect(onBroker.topology.queues[0]?.name).toBe(`${PREFIX}q1`);
    expect(onBroker.topology.bindings[0]).toMatchObject({ source: `${PREFIX}x`, destination: `${PREFIX}q1` });
    expect(onBroker.steps[0]).toMatchObject({ consumer: 'c1', queue: `${PREFIX}q1` });
    expect(onBroker.steps[1]).toMatchObject({ message: { id: `${PREFIX}m1`, exchange: `${PREFIX}x` } });
  });

  test('leaves keys that are patterns or matched by them alone', () => {
    const { onBroker } = withPrefix(topicExperiment(['a.*'], ['a.b']), PREFIX);
    expect(onBroker.topology.bindings[0]?.routingKey).toBe('a.*');
    expect(messagesOf(onBroker)[0]?.routingKey).toBe('a.b');
  });

  test("leaves RabbitMQ's own exchanges alone", () => {
    const experiment = experimentWith(
      { exchanges: [exchange('amq.topic', 'topic')] },
      message('m1', 'amq.topic', 'a'),
    );
    const { onBroker } = withPrefix(experiment, PREFIX);
    expect(onBroker.topology.exchanges[0]?.name).toBe('amq.topic');
    expect(messagesOf(onBroker)[0]).toMatchObject({ exchange: 'amq.topic', routingKey: 'a' });
  });

  test('stands before keys that reach the default exchange, in CC and BCC too, and where no queue has that name', () => {
    const experiment = experimentWith(
      { queues: [queue('q')] },
      message('m1', '', 'nobody', { CC: ['q'], BCC: ['r'], other: 'q' }),
    );
    const { onBroker } = withPrefix(experiment, PREFIX);
    expect(messagesOf(onBroker)[0]?.routingKey).toBe(`${PREFIX}nobody`);
    expect(plainTable(messagesOf(onBroker)[0]?.headers ?? new Map())).toEqual({
      CC: [`${PREFIX}q`],
      BCC: [`${PREFIX}r`],
      other: 'q',
    });
  });

  test('leaves CC alone where it is matched by patterns', () => {
    const experiment = experimentWith(
      { exchanges: [exchange('x', 'topic')] },
      message('m1', 'x', 'a', { CC: ['b'] }),
    );
    const { onBroker } = withPrefix(experiment, PREFIX);
    expect(plainTable(messagesOf(onBroker)[0]?.headers ?? new Map())).toEqual({ CC: ['b'] });
  });

  test('stands before the names in arguments', () => {
    const { onBroker } = withPrefix(
      experimentWith({
        exchanges: [exchange('x', 'topic', { 'alternate-exchange': 'ae' })],
        queues: [
          queue('q', { 'x-dead-letter-exchange': 'dlx', 'x-dead-letter-routing-key': 'key' }),
          queue('r', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'q', 'x-max-length': 1 }),
          queue('s', { 'x-dead-letter-exchange': 'amq.topic' }),
        ],
      }),
      PREFIX,
    );
    expect(plainTable(onBroker.topology.exchanges[0]?.arguments ?? new Map())).toEqual({
      'alternate-exchange': `${PREFIX}ae`,
    });
    expect(onBroker.topology.queues.map(({ arguments: args }) => plainTable(args))).toEqual([
      { 'x-dead-letter-exchange': `${PREFIX}dlx`, 'x-dead-letter-routing-key': 'key' },
      { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': `${PREFIX}q`, 'x-max-length': 1 },
      { 'x-dead-letter-exchange': 'amq.topic' },
    ]);
  });

  test('is refused where one key would be a name and a pattern', () => {
    const experiment = experimentWith(
      { exchanges: [exchange('x', 'topic')], queues: [queue('q', { 'x-dead-letter-exchange': '' })] },
      message('m1', 'x', 'a'),
    );
    expect(() => withPrefix(experiment, PREFIX)).toThrow(/m1 cannot be played.*dead letters of 'q'/);
    expect(() => withPrefix(experiment, '')).not.toThrow();
  });

  test('is refused where it makes a name too long', () => {
    const experiment = experimentWith({ queues: [queue('q'.repeat(250))] });
    expect(() => withPrefix(experiment, PREFIX)).toThrow(/too long for this broker/);
  });

  test('is taken out of names and texts again', () => {
    const { short, clean } = withPrefix(topicExperiment(['a'], []), PREFIX);
    expect(short(`${PREFIX}q1`)).toBe('q1');
    expect(short('amq.topic')).toBe('amq.topic');
    expect(short('q1')).toBeUndefined();
    expect(clean(`NOT_FOUND - no queue '${PREFIX}q1' in vhost '/'`)).toBe(
      "NOT_FOUND - no queue 'q1' in vhost '/'",
    );
  });
});
