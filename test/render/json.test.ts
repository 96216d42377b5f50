import { describe, expect, test } from 'vitest';
import { readHeaders } from '../../src/lib/lab/header-text.ts';
import { bind, consume, publish, queue, topology } from '../../src/lib/lab/notation.ts';
import { defaultsOf, experimentOf as scenarioOf } from '../../src/lib/lab/scenario.ts';
import { hasTooManyReasons, jsonRun } from '../../src/lib/render/json/json.ts';
import type { Run } from '../../src/lib/render/run.ts';
import { headers } from '../../src/scenarios/headers.ts';
import { topicExperiment } from '../support/scenario-runs.ts';
import { at, delivered, experimentOf, ran, runOf, settled, step } from './build.ts';

describe('the JSON', () => {
  const object = (run: Run) => JSON.parse([...jsonRun(run, { why: false })].join(''));

  test('is one object of the documented shape', () => {
    const run = ran(topicExperiment(['a.*'], ['a.b', 'z']));
    const { messages, topology, observed, events, ...rest } = object(run);
    expect(observed).toEqual(run.report.observed);
    expect(events).toHaveLength(run.events.length);
    expect(rest).toEqual({
      scenario: 'test',
      broker: { kind: 'embedded', product: 'mq-lab', version: '1', cluster_name: null },
      queues: [{ name: 'q1', messages: ['m1'], consumers: [{ name: 'c1', messages: ['m1'] }] }],
      problems: [],
      complete: true,
      fault: null,
      passed: true,
    });
    expect(topology).toEqual({
      exchanges: [
        { name: 'x', type: 'topic', durable: true, auto_delete: false, internal: false, arguments: {} },
      ],
      queues: [{ name: 'q1', durable: true, auto_delete: false, exclusive: false, arguments: {} }],
      bindings: [
        { source: 'x', destination: 'q1', destination_type: 'queue', routing_key: 'a.*', arguments: {} },
      ],
    });
    expect(messages[0]).toMatchObject({
      id: 'm1',
      exchange: 'x',
      routing_key: 'a.b',
      headers: {},
      returned: false,
      outcome: 'confirmed',
      queues: ['q1'],
      unknown_queues: [],
      predicted: ['q1'],
      expected: null,
      why: [
        {
          matched: true,
          reason: { kind: 'topic', pattern: ['a', '*'], words: ['a', 'b'] },
          text: "* took 'b'",
        },
      ],
    });
    expect(messages[1]).toMatchObject({ returned: true, queues: [], predicted: [] });
  });

  test('keeps the types of headers', () => {
    const message = readHeaders('i=1,d=1.0,s="1",b=true,v=,big=9007199254740993');
    const options = { ...defaultsOf(headers.options), message: [message] };
    expect(object(ran(scenarioOf(headers, options))).messages[0].headers).toEqual({
      i: 1,
      d: { '!': 'double', value: 1 },
      s: '1',
      b: true,
      v: null,
      big: { '!': 'int64', value: '9007199254740993' },
    });
  });

  test('leaves out reasons by the hundred thousand unless they are asked for', () => {
    const run = ran(
      topicExperiment(
        Array.from({ length: 400 }, () => 'z'),
        Array.from({ length: 300 }, () => 'a'),
      ),
    );
    expect(object(run).messages[0].why).toEqual([]);
    expect(JSON.parse([...jsonRun(run, { why: true })].join('')).messages[0].why).toHaveLength(400);
  });

  test('gives no reasons where the steps change what is there, asked for or not', () => {
    const work = topology([], [queue('work')]);
    const run = runOf(experimentOf([bind('x -> work'), publish('m1', '', 'work')], work), []);
    for (const why of [false, true])
      expect(JSON.parse([...jsonRun(run, { why })].join('')).messages[0].why).toEqual([]);
    expect(hasTooManyReasons(run)).toBe(false);
    const stays = runOf(experimentOf([publish('m1', '', 'work')], work), []);
    expect(object(stays).messages[0].why).toHaveLength(1);
  });

  test('has every event with its time, its tables as objects', () => {
    const experiment = experimentOf([consume('c1', 'work', { prefetch: 1 })]);
    const events = at(5, step(0), settled({ work: 3, other: 'gone' }));
    expect(object(runOf(experiment, events)).events.slice(1)).toEqual([
      { at: 5, kind: 'step', step: 0 },
      { at: 5, kind: 'settled', ready: { work: 3, other: 'gone' } },
    ]);
  });

  test('has null where the model predicts nothing, and each difference as data and as a sentence', () => {
    const expected = { queues: { m1: [] }, left: { work: ['m1'] } };
    const steps = [publish('m1', '', 'work', { expiration: 100 })];
    const run = runOf(experimentOf(steps, undefined, expected), at(0, delivered('m1', 'work', 'c1')));
    const { messages, problems, passed } = object(run);
    expect(passed).toBe(false);
    expect(messages[0]).toMatchObject({ queues: ['work'], predicted: null, expected: [] });
    expect(problems).toContainEqual({
      kind: 'differs',
      section: 'left',
      of: 'work',
      expected: 'm1',
      observed: 'nothing',
      text: 'left in work: expected m1; observed nothing',
    });
  });
});
