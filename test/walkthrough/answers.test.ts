import { describe, expect, test } from 'vitest';
import { binding, exchange, queue, topology } from '../../src/lib/lab/notation.ts';
import type { Observed } from '../../src/lib/lab/observed.ts';
import { mark } from '../../src/lib/walkthrough/answers/answer.ts';
import { decisions } from '../../src/lib/walkthrough/answers/deciding-steps.ts';
import type { Question } from '../../src/lib/walkthrough/lesson.ts';

const NOTHING: Observed = {
  queues: {},
  deliveries: {},
  left: {},
  deaths: {},
  returned: [],
  refused: [],
  unconfirmed: [],
  errors: {},
  cancelled: [],
  skipped: {},
  empty: {},
  gone: [],
  looks: {},
};

const QUEUES: Question = {
  kind: 'queues',
  id: 'm1',
  message: 'm1',
  answer: ['q1', 'q2'],
  slips: { tickedThree: { ticked: 'q3' }, missedOne: { missed: 'q1' } },
};

describe('an answer about queues', () => {
  const observed = { ...NOTHING, queues: { m1: ['q1', 'q2'] } };

  test('is right in any order', () => {
    expect(mark(QUEUES, ['q2', 'q1'], observed)).toMatchObject({ right: true, slips: [] });
  });

  test('shows each slip that is in it', () => {
    expect(mark(QUEUES, ['q2', 'q3'], observed)).toMatchObject({
      right: false,
      slips: ['tickedThree', 'missedOne'],
    });
  });

  test('is held against what the broker did, and not against the written one', () => {
    expect(mark(QUEUES, ['q1', 'q2'], { ...NOTHING, queues: { m1: ['q1'] } }).right).toBe(false);
    expect(mark(QUEUES, ['q1'], { ...NOTHING, queues: { m1: ['q1'] } }).right).toBe(true);
  });

  test('shows no slip that the broker made right', () => {
    expect(mark(QUEUES, ['q3', 'q2'], { ...NOTHING, queues: { m1: ['q3'] } }).slips).toEqual([]);
  });

  test('may be that none gets it, which no answer is not', () => {
    const none = { ...NOTHING, queues: { m1: [] } };
    expect(mark(QUEUES, [], none).right).toBe(true);
    expect(mark(QUEUES, null, none)).toMatchObject({ right: false, slips: [] });
  });
});

describe('an answer about a number', () => {
  const of = (where: Extract<Question, { kind: 'count' }>['of']): Question => ({
    kind: 'count',
    id: 'n',
    of: where,
    answer: 2,
    slips: { one: 1 },
  });

  test.each([
    [{ deliveries: 'c1' }, { ...NOTHING, deliveries: { c1: ['m1', 'm1 redelivered'] } }],
    [{ left: 'q1' }, { ...NOTHING, left: { q1: ['m1', 'm2'] } }],
    [
      { look: 'before', queue: 'q1' },
      { ...NOTHING, looks: { before: { q1: 2 } } },
    ],
  ])('counts %j', (where, observed) => {
    expect(mark(of(where), 2, observed).right).toBe(true);
    expect(mark(of(where), 1, observed)).toMatchObject({ right: false, slips: ['one'] });
  });

  test('is never right where there is no number', () => {
    const gone = { ...NOTHING, looks: { before: { q1: 'gone' as const } } };
    expect(mark(of({ look: 'before', queue: 'q1' }), 0, gone)).toMatchObject({ right: false, truth: null });
  });

  test('is 0 where nothing was delivered', () => {
    expect(mark(of({ deliveries: 'nobody' }), 0, NOTHING).right).toBe(true);
  });
});

describe('an answer that is chosen', () => {
  const order: Question = {
    kind: 'order',
    id: 'o',
    of: { deliveries: 'c1' },
    choices: { asSent: ['m1', 'm2'], byPriority: ['m2', 'm1'] },
    answer: 'byPriority',
  };
  const choice: Question = {
    kind: 'choice',
    id: 'c',
    choices: {
      closed: ({ errors }) => errors.producer !== undefined,
      returned: ({ returned }) => returned.length > 0,
    },
    answer: 'closed',
  };

  test('is right where the order was that', () => {
    const observed = { ...NOTHING, deliveries: { c1: ['m2', 'm1'] } };
    expect(mark(order, 'byPriority', observed).right).toBe(true);
    expect(mark(order, 'asSent', observed)).toMatchObject({ right: false, slips: ['asSent'] });
  });

  test('is right where it alone holds', () => {
    const observed = { ...NOTHING, errors: { producer: ['404'] } };
    expect(mark(choice, 'closed', observed).right).toBe(true);
    expect(mark(choice, 'returned', observed)).toMatchObject({ right: false, slips: ['returned'] });
  });

  test('is never right where two hold, or none', () => {
    const both = { ...NOTHING, errors: { producer: ['404'] }, returned: ['m1'] };
    expect(mark(choice, 'closed', both)).toMatchObject({ right: false, truth: null, slips: [] });
    expect(mark(order, 'asSent', NOTHING)).toMatchObject({ right: false, truth: null });
  });
});

describe('what decided about a queue', () => {
  const shop = topology(
    [exchange('shop', 'topic'), exchange('eu', 'fanout')],
    [queue('q1'), queue('q2'), queue('q3')],
    [
      binding('shop -[order.*]-> q1'),
      binding('shop -[order.#]-> q1'),
      binding('shop =[*.eu]=> eu'),
      binding('eu -> q2'),
    ],
  );
  const message = { exchange: 'shop', routingKey: 'order', headers: new Map() };
  const decided = (name: string): string[] =>
    decisions(shop, message, [name]).flatMap(({ steps }) =>
      steps.map((step) =>
        step.kind === 'binding' ? `${step.binding.routingKey} ${step.match.matched}` : step.kind,
      ),
    );

  test('is the binding that took the message, where one did', () => {
    expect(decided('q1')).toEqual(['order.# true']);
  });

  test('is, past an exchange that the message never came to, what kept it from there', () => {
    expect(decided('q2')).toEqual(['*.eu false']);
  });
});
