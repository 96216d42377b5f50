import { describe, expect, test } from 'vitest';
import { footprintOf } from '../../src/lib/lab/footprint.ts';
import {
  bind,
  consume,
  cut,
  declareExchange,
  declareQueue,
  exchange,
  publish,
  queue,
  topology,
} from '../../src/lib/lab/notation.ts';

const NOTHING = topology([], []);

describe('the footprint of an experiment', () => {
  test('has what is declared at the start and in steps, each name once', () => {
    const footprint = footprintOf({
      topology: topology([exchange('x', 'topic')], [queue('a')]),
      steps: [
        declareExchange(exchange('x', 'direct')),
        declareExchange(exchange('y', 'direct')),
        declareQueue(queue('a')),
        declareQueue(queue('b')),
      ],
    });
    expect(footprint).toEqual({ exchanges: 2, queues: 2, nameless: 0, shared: [] });
  });

  test('has each queue that the broker names, and none that is only asked for', () => {
    const steps = [
      declareQueue(queue(''), { alias: 'mine' }),
      declareQueue(queue(''), { alias: 'yours' }),
      declareQueue(queue('there'), { passive: true }),
    ];
    expect(footprintOf({ topology: NOTHING, steps })).toMatchObject({ queues: 2, nameless: 2 });
  });

  test('has a queue for each connection that breaks', () => {
    const steps = [consume('c1', 'a'), cut('c1'), cut('c1')];
    expect(footprintOf({ topology: NOTHING, steps })).toMatchObject({ queues: 1, nameless: 0 });
  });

  test.each([
    [{ topology: topology([exchange('amq.topic', 'topic')], []), steps: [] }],
    [{ topology: topology([], [], ['amq.topic -> a']), steps: [] }],
    [{ topology: NOTHING, steps: [bind('amq.topic -> a')] }],
    [{ topology: NOTHING, steps: [publish('m1', 'amq.topic')] }],
    [
      {
        topology: NOTHING,
        steps: [consume('c1', 'a', { publishes: { exchange: 'amq.topic', routingKey: '' } })],
      },
    ],
  ])('names the exchanges that others use too, but not the default one (%#)', (experiment) => {
    const steps = [...experiment.steps, publish('m2', '', 'a')];
    expect(footprintOf({ ...experiment, steps })).toMatchObject({ exchanges: 0, shared: ['amq.topic'] });
  });
});
