import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../src/lib/lab/events.ts';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import { reportOf } from '../../src/lib/lab/verdict/report.ts';
import { judge, type Verdict } from '../../src/lib/lab/verdict/verdict.ts';
import { topicExperiment } from '../support/scenario-runs.ts';

const experiment = topicExperiment(['a.*', 'a.#'], ['a.b', 'z']);

const confirmed = (message: string): LabEvent => ({ at: 0, kind: 'confirmed', message });
const returned = (message: string): LabEvent => ({
  at: 0,
  kind: 'returned',
  message,
  code: 312,
  text: 'NO_ROUTE',
});
const delivered = (message: string, queue: string): LabEvent => ({
  at: 0,
  kind: 'delivered',
  message,
  queue,
  consumer: `c${queue.slice(1)}`,
  redelivered: false,
  deaths: [],
});
const AS_PREDICTED = [
  delivered('m1', 'q1'),
  delivered('m1', 'q2'),
  confirmed('m1'),
  returned('m2'),
  confirmed('m2'),
];

function verdictOf(events: readonly LabEvent[], of: Experiment = experiment): Verdict {
  return judge(of, reportOf(of, events));
}

describe('the verdict', () => {
  test('is passed where the broker did what the model predicts', () => {
    const verdict = verdictOf(AS_PREDICTED);
    expect(verdict).toMatchObject({ passed: true, problems: [] });
    expect(verdict.messages.map(({ observed, returned: back }) => [observed, back])).toEqual([
      [['q1', 'q2'], false],
      [[], true],
    ]);
  });

  test('names a delivery that is missing, and who held it would be there', () => {
    const events = AS_PREDICTED.filter((event) => event.kind !== 'delivered' || event.queue !== 'q1');
    expect(verdictOf(events).problems).toEqual([
      { kind: 'missing', message: 'm1', queue: 'q1', by: ['predicted'] },
    ]);
  });

  test('names a delivery that is surplus', () => {
    const verdict = verdictOf([...AS_PREDICTED, delivered('m2', 'q2')]);
    expect(verdict.passed).toBe(false);
    expect(verdict.problems).toEqual([
      { kind: 'unexpected', message: 'm2', queue: 'q2', by: ['predicted'] },
      { kind: 'returned', message: 'm2' },
    ]);
  });

  test('names a second copy', () => {
    expect(verdictOf([...AS_PREDICTED, delivered('m1', 'q1')]).problems).toEqual([
      { kind: 'copies', message: 'm1', queue: 'q1', copies: 2 },
    ]);
  });

  test('tells a person’s expectation from the model’s prediction', () => {
    const expecting = { ...experiment, expected: { queues: { m1: ['q1'], m2: [] } } };
    expect(verdictOf(AS_PREDICTED, expecting).problems).toEqual([
      { kind: 'unexpected', message: 'm1', queue: 'q2', by: ['expected'] },
    ]);
  });

  test('names a message that vanished instead of coming back', () => {
    const events = AS_PREDICTED.filter(({ kind }) => kind !== 'returned');
    expect(verdictOf(events).problems).toEqual([{ kind: 'not-returned', message: 'm2' }]);
  });

  test('does not ask for a return from a shared exchange, where another queue may have taken the message', () => {
    const shared: Experiment = {
      ...experiment,
      steps: experiment.steps.map((step) =>
        step.kind === 'publish' ? { ...step, message: { ...step.message, exchange: 'amq.topic' } } : step,
      ),
      topology: { ...experiment.topology, bindings: [] },
    };
    const connected: LabEvent = {
      at: 0,
      kind: 'connected',
      broker: { kind: 'url', product: 'RabbitMQ', version: '3' },
      prefix: 'p.',
    };
    expect(verdictOf([connected, confirmed('m1'), confirmed('m2')], shared).passed).toBe(true);
    expect(verdictOf([confirmed('m1'), confirmed('m2')], shared).passed).toBe(false);
  });

  test.each([
    ['refused', { at: 0, kind: 'refused', message: 'm2' } as const],
    ['unconfirmed', { at: 0, kind: 'unconfirmed', message: 'm2' } as const],
  ])('names a message that was %s', (kind, event) => {
    const events = AS_PREDICTED.filter((each) => each.kind !== 'confirmed' || each.message !== 'm2');
    expect(verdictOf([...events, event]).problems).toEqual([{ kind, message: 'm2' }]);
  });

  test('judges what became of a message that a consumer made, and of one that there is not', () => {
    const expecting = {
      ...experiment,
      expected: { queues: { m1: ['q1', 'q2'], m2: [] }, refused: ['typo'] },
    };
    const made: LabEvent[] = [
      { at: 0, kind: 'published', message: 'm1.c1', by: 'c1' },
      { at: 0, kind: 'returned', message: 'm1.c1', code: 312, text: 'NO_ROUTE' },
    ];
    expect(verdictOf([...AS_PREDICTED, ...made], expecting).problems).toEqual([
      { kind: 'not-refused', message: 'typo' },
      { kind: 'returned', message: 'm1.c1' },
    ]);
  });
});
