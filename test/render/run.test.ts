import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../src/lib/lab/events.ts';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import { consumersOf, messagesOf } from '../../src/lib/lab/experiment.ts';
import { readHeaders } from '../../src/lib/lab/header-text.ts';
import { predict } from '../../src/lib/lab/prediction.ts';
import { reportOf } from '../../src/lib/lab/report.ts';
import { defaultsOf, experimentOf } from '../../src/lib/lab/scenario.ts';
import { judge } from '../../src/lib/lab/verdict.ts';
import { renderCatalogue } from '../../src/lib/render/catalogue.ts';
import { jsonRun } from '../../src/lib/render/json.ts';
import { type Run, renderRun } from '../../src/lib/render/run.ts';
import { headers } from '../../src/scenarios/headers.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { topicExperiment } from '../support/scenario-runs.ts';

const TITLE = { name: 'test', summary: 'what it shows', notice: ['notice'] };

/** What a broker that does as predicted would let us observe, changed by `tamper`. */
function ran(experiment: Experiment, tamper = (events: LabEvent[]) => events): Run {
  const { queues } = predict(experiment.topology);
  const consumers = consumersOf(experiment);
  const consumerOf = new Map(consumers.map(({ queue, consumer }) => [queue, consumer]));
  const events: LabEvent[] = [
    { kind: 'connected', broker: { kind: 'embedded', product: 'mq-lab', version: '1' }, prefix: '' },
    ...consumers.map(
      (step): LabEvent => ({
        ...step,
        kind: 'consumer-started',
        connection: `mq-lab test consumer ${step.consumer}`,
      }),
    ),
    ...messagesOf(experiment).flatMap((message): LabEvent[] => {
      const reached = queues(message);
      const deliveries = reached.map(
        (queue): LabEvent => ({
          kind: 'delivered',
          message: message.id,
          queue,
          consumer: consumerOf.get(queue) ?? '',
          redelivered: false,
        }),
      );
      const returned: LabEvent[] =
        reached.length > 0 ? [] : [{ kind: 'returned', message: message.id, code: 312, text: 'NO_ROUTE' }];
      return [...deliveries, ...returned, { kind: 'confirmed', message: message.id }];
    }),
  ];
  const report = reportOf(experiment, tamper(events));
  return { experiment, report, verdict: judge(experiment, report) };
}

const render = (run: Run, width = 80, why = false): string =>
  renderRun(run, TITLE, { width, colour: false }, { why });

/** Columns on a terminal: East Asian wide characters and emoji take two. */
const columnsOf = (line: string): number =>
  [...line].reduce((sum, c) => sum + (/\p{Script=Hangul}|\p{Emoji_Presentation}/u.test(c) ? 2 : 1), 0);

describe('the table', () => {
  test('has a column for each queue, a row for each message, and what came back', () => {
    expect(render(ran(topicExperiment(['a.*', 'a.#'], ['a.b', 'a', 'z'])))).toContain(
      [
        '      routing key  q1   q2',
        '                   a.*  a.#',
        '  ─────────────────────────────────────',
        '  m1  a.b          ●    ●',
        '  m2  a            ·    ●',
        '  m3  z            ·    ·    ↩ returned',
        '  ─────────────────────────────────────',
        '      received     1    2',
      ].join('\n'),
    );
  });

  test('shows a difference in the cell where it is, and says it in a sentence', () => {
    const withoutOne = (events: LabEvent[]) =>
      events.filter((event) => event.kind !== 'delivered' || event.queue !== 'q1');
    const text = render(ran(topicExperiment(['a.*', 'a.#'], ['a.b']), withoutOne));
    expect(text).toMatch(/m1 {2}a\.b +✗ missing {2}●/);
    expect(text).toContain('1 message, 1 delivery: 1 difference');
    expect(text).toContain("m1 did not reach 'q1', as was predicted");
  });

  test('shows surplus deliveries and copies', () => {
    const surplus: LabEvent = {
      kind: 'delivered',
      message: 'm1',
      queue: 'q2',
      consumer: 'c2',
      redelivered: false,
    };
    const text = render(ran(topicExperiment(['a', 'z'], ['a']), (events) => [...events, surplus, surplus]));
    expect(text).toContain('✗ surplus ✗ 2 copies');
  });

  test('says “predicted” where nobody wrote an expectation, and keeps the notice for the default options', () => {
    const experiment = topicExperiment(['a'], ['a']);
    expect(render(ran(experiment))).toMatch(/: as predicted\n/);
    expect(render(ran(experiment))).not.toContain('› notice');
    const expecting = { ...experiment, expected: { m1: ['q1'] } };
    expect(render(ran(expecting))).toContain('as expected and as predicted');
    expect(render(ran(expecting))).toContain('› notice');
  });

  test('says that nobody wrote an expectation where nobody did', () => {
    const experiment = topicExperiment(['a'], ['a']);
    expect(render(ran(experiment), 120)).toContain('Nobody wrote an expectation for these options');
    expect(render(ran({ ...experiment, expected: { m1: ['q1'] } }))).not.toContain('Nobody wrote');
  });

  test('marks the messages that a note names', () => {
    const experiment = { ...topicExperiment(['a'], ['a', 'z']), expected: { m1: ['q1'], m2: [] } };
    const terminal = { width: 80, colour: false };
    const title = { ...TITLE, notice: ["m2: 'z' is not 'a'"] };
    const text = renderRun(ran(experiment), title, terminal, { why: false });
    expect(text).toMatch(/^ {4}m1 {2}a .*\n {2}› m2 {2}z /m);
    expect(text).toMatch(/^ {2}› m2: 'z' is not 'a'$/m);
  });

  test('of a headers exchange shows headers even where no message has any', () => {
    const options = { ...defaultsOf(headers.options), message: [readHeaders('')] };
    const text = render(ran(experimentOf(headers, options)));
    expect(text).toMatch(/^ +headers +pdfs/m);
    expect(text).toMatch(/^ +m1 +\(none\) /m);
  });

  test('aligns wide characters', () => {
    const lines = render(ran(topicExperiment(['주문.*', 'b'], ['주문.생성', 'b', '🎉']))).split('\n');
    const rows = lines.filter((line) => /^ {2}m\d/.test(line));
    const ends = rows.map((line) => columnsOf(line.slice(0, line.search(/[●·]/))));
    expect(new Set(ends).size).toBe(1);
  });

  test('of 300 queues is summarised and points to JSON', () => {
    const text = render(
      ran(
        topicExperiment(
          Array.from({ length: 300 }, () => 'a'),
          ['a', 'z'],
        ),
      ),
    );
    expect(text).toMatch(/m1 {2}a +300 {2}all/);
    expect(text).toMatch(/m2 {2}z +0 {2}↩ returned/);
    expect(text).toContain('300 queues: q1, q2, q3 … q300');
    expect(text).toMatch(/^ {2}300 queues received 1 message each; --format json lists every queue$/m);
    expect(text.split('\n').length).toBeLessThan(30);
  });

  test('of 10,000 messages shows the first, and those with a difference', () => {
    const keys = Array.from({ length: 10_000 }, () => 'a');
    const withoutOne = (events: LabEvent[]) =>
      events.filter((event) => event.kind !== 'delivered' || event.message !== 'm9000');
    const text = render(ran(topicExperiment(['a'], keys), withoutOne));
    expect(text).toMatch(/m9000 {2}a +✗ missing/);
    expect(text).toContain('more messages; --format json lists them all');
    expect(text.split('\n').length).toBeLessThan(60);
  });

  test('neutralises what a terminal would obey', () => {
    const evil = '\u001b]0;title\u0007\u001b[2J\n';
    const experiment = topicExperiment([evil], [evil]);
    const text = render(ran(experiment), 80, true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(text).toContain('␛]0;title');
  });

  const wide = topicExperiment(
    ['a.very.long.pattern.that.takes.room.*', 'another.rather.long.pattern.#', '#'],
    ['a.very.long.routing.key.that.is.longer.than.anybody.would.want.it.to.be.in.a.table', 'b'],
  );
  const experiments = [
    ...scenarios.map((scenario) => experimentOf(scenario, defaultsOf(scenario.options))),
    { ...wide, name: 'long keys' },
    {
      ...topicExperiment(
        Array.from({ length: 25 }, () => '#'),
        ['a.b'],
      ),
      name: '25 queues',
    },
    {
      ...topicExperiment(
        Array.from({ length: 300 }, () => '#'),
        ['a.b'],
      ),
      name: '300 queues',
    },
  ];
  test.each(
    experiments.flatMap((experiment) =>
      [40, 60, 80, 120, 200].map((width) => [experiment.name, width, experiment] as const),
    ),
  )('of %s keeps within %d columns', (_name, width, experiment) => {
    for (const line of render(ran(experiment), width, true).split('\n')) {
      expect(columnsOf(line), line).toBeLessThanOrEqual(width);
    }
  });
});

test.each([40, 60, 80, 120])('the catalogue keeps within %d columns', (width) => {
  for (const line of renderCatalogue(scenarios, { width, colour: false }).split('\n')) {
    expect(columnsOf(line), line).toBeLessThanOrEqual(width);
  }
});

test('a table that is narrow cuts no key short', () => {
  const pattern = 'a.pattern.that.is.longer.than.the.line';
  const text = render(ran(topicExperiment([pattern, 'b', 'c'], ['order.created', 'order.changed'])), 40);
  expect(text).not.toContain('…');
  expect(text).toMatch(/m1 {2}order\.create {7}0 {2}↩ returned\n {6}d$/m);
  expect(text.replace(/\n +/g, '')).toContain(pattern);
});

describe('--why', () => {
  test('lists under each message every binding with its reason', () => {
    expect(render(ran(topicExperiment(['a.*', 'a.#'], ['a'])), 80, true)).toContain(
      [
        '  m1  a',
        "    ·  q1  a.*  the key ends after 'a', the pattern wants one word more",
        '    ●  q2  a.#  # took no word',
      ].join('\n'),
    );
  });
});

describe('colour', () => {
  test('changes no text', () => {
    const run = ran(topicExperiment(['a.*'], ['a.b', 'z']));
    const coloured = renderRun(run, TITLE, { width: 80, colour: true }, { why: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(render(run, 80, true));
    expect(coloured).not.toBe(render(run, 80, true));
  });
});

describe('the JSON', () => {
  const object = (run: Run) => JSON.parse([...jsonRun(run, { why: false })].join(''));

  test('is one object of the documented shape', () => {
    const { messages, topology, ...rest } = object(ran(topicExperiment(['a.*'], ['a.b', 'z'])));
    expect(rest).toEqual({
      scenario: 'test',
      broker: { kind: 'embedded', product: 'mq-lab', version: '1' },
      queues: [{ name: 'q1', messages: ['m1'], consumers: [{ name: 'c1', messages: ['m1'] }] }],
      passed: true,
    });
    expect(topology).toEqual({
      exchanges: [
        { name: 'x', type: 'topic', durable: true, auto_delete: false, internal: false, arguments: {} },
      ],
      queues: [{ name: 'q1', durable: true, auto_delete: false, arguments: {} }],
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
      queues: ['q1'],
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
    expect(object(ran(experimentOf(headers, options))).messages[0].headers).toEqual({
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
});
