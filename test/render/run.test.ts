import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../src/lib/lab/events.ts';
import { readHeaders } from '../../src/lib/lab/header-text.ts';
import * as n from '../../src/lib/lab/notation.ts';
import { defaultsOf, experimentOf } from '../../src/lib/lab/scenario.ts';
import { type Run, renderRun } from '../../src/lib/render/run.ts';
import { exchangeTypes } from '../../src/scenarios/exchange-types.ts';
import { headers } from '../../src/scenarios/headers.ts';
import { topicExperiment } from '../support/scenario-runs.ts';
import {
  at,
  CONTROLS,
  columnsOf,
  delivered,
  left,
  plain,
  published,
  ran,
  runOf,
  experimentOf as scriptOf,
  step,
  TITLE,
} from './build.ts';

const render = (run: Run, width = 80, why = false): string =>
  renderRun(run, TITLE, { width, colour: false }, { why });

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
    const surplus = at(0, delivered('m1', 'q2', 'c2'));
    const text = render(
      ran(topicExperiment(['a', 'z'], ['a']), (events) => [...events, ...surplus, ...surplus]),
    );
    expect(text).toContain('✗ surplus ✗ 2 copies');
  });

  test('says “predicted” where nobody wrote an expectation, and keeps the notice for the default options', () => {
    const experiment = topicExperiment(['a'], ['a']);
    expect(render(ran(experiment))).toMatch(/: as predicted\n/);
    expect(render(ran(experiment))).not.toMatch(/› notice|Many would guess/);
    expect(render(ran(experiment))).toContain('▸ In production: what to do');
    const expecting = { ...experiment, expected: { queues: { m1: ['q1'] } } };
    expect(render(ran(expecting))).toContain('as expected and as predicted');
    expect(render(ran(expecting))).toMatch(
      /\? Many would guess: the wrong thing\n[\s\S]*› notice\n\n {2}▸ In production: what to do\n/,
    );
  });

  test('says nothing of what to notice where it went otherwise', () => {
    const expected = { queues: { m1: ['q1'], m2: [] } };
    const experiment = { ...topicExperiment(['a'], ['a', 'z']), expected };
    const title = { ...TITLE, notice: ['m1: it arrives'] };
    const text = renderRun(
      ran(experiment, () => []),
      title,
      { width: 80, colour: false },
      { why: false },
    );
    expect(text).toMatch(/: \d differences?\n/);
    expect(text).not.toContain('›');
    expect(text).toContain('? Many would guess: the wrong thing');
    expect(text).toContain('▸ In production: what to do');
  });

  test('says that nobody wrote an expectation where nobody did', () => {
    const experiment = topicExperiment(['a'], ['a']);
    expect(render(ran(experiment), 120)).toContain('Nobody wrote an expectation for these options');
    expect(render(ran({ ...experiment, expected: { queues: { m1: ['q1'] } } }))).not.toContain(
      'Nobody wrote',
    );
  });

  test('marks the messages that a note names', () => {
    const experiment = {
      ...topicExperiment(['a'], ['a', 'z']),
      expected: { queues: { m1: ['q1'], m2: [] } },
    };
    const terminal = { width: 80, colour: false };
    const title = { ...TITLE, notice: ["m2: 'z' is not 'a'"] };
    const text = renderRun(ran(experiment), title, terminal, { why: false });
    expect(text).toMatch(/^ {4}m1 {2}a .*\n {2}› m2 {2}z /m);
    expect(text).toMatch(/^ {2}› m2: 'z' is not 'a'$/m);
  });

  test('marks no message where the notes name most', () => {
    const experiment = {
      ...topicExperiment(['a'], ['a', 'z', 'y']),
      expected: { queues: { m1: ['q1'], m2: [], m3: [] } },
    };
    const title = { ...TITLE, notice: ['m1 and m2'] };
    const text = renderRun(ran(experiment), title, { width: 80, colour: false }, { why: false });
    expect(text).toMatch(/^ {2}m1 {2}a .*\n {2}m2 {2}z .*\n {2}m3 {2}y /m);
    expect(text).toContain('› m1 and m2');
  });

  test('shows exchanges where they differ, and which messages may not come back where others may', () => {
    const topology = n.topology([n.exchange('orders', 'direct')], [n.queue('q1')], ['orders -[paid]-> q1']);
    const steps = [
      n.publish('m1', 'orders', 'paid'),
      n.publish('m2', '', 'q1', { mandatory: false }),
      n.publish('m3', 'orders', '', { mandatory: false }),
    ];
    const text = render(ran(scriptOf(steps, topology)));
    expect(text).toMatch(/^ {6}exchange ▸ routing key +q1$/m);
    expect(text).toMatch(/^ {2}m1 {2}orders ▸ paid +●$/m);
    expect(text).toMatch(/^ {2}m2 {2}\(default\) ▸ q1, not mandatory +●$/m);
    expect(text).toMatch(/^ {2}m3 {2}orders ▸ \(empty\), not mandatory +·/m);
  });

  test('does not say of every message that it may not come back', () => {
    const steps = [n.publish('m1', '', 'q1', { mandatory: false })];
    const text = render(ran(scriptOf(steps, n.topology([], [n.queue('q1')]))));
    expect(text).not.toContain('not mandatory');
    expect(text).not.toContain('(default)');
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
    expect(text).not.toMatch(CONTROLS);
    expect(text).toContain('␛]0;title');
  });

  const wide = topicExperiment(
    ['a.very.long.pattern.that.takes.room.*', 'another.rather.long.pattern.#', '#'],
    ['a.very.long.routing.key.that.is.longer.than.anybody.would.want.it.to.be.in.a.table', 'b'],
  );
  const experiments = [
    ...exchangeTypes.map((scenario) => experimentOf(scenario, defaultsOf(scenario.options))),
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
    expect(plain(coloured)).toBe(render(run, 80, true));
    expect(coloured).not.toBe(render(run, 80, true));
  });
});

describe('what happened', () => {
  const work = n.topology([], [n.queue('work')]);
  const publish = n.publish('m1', '', 'work');
  const shared = [n.consume('c1', 'work'), n.consume('c2', 'work'), publish];

  test('is a matrix where each queue has one consumer, else told over time', () => {
    expect(render(runOf(topicExperiment(['a'], ['a']), []))).toContain('received');
    const text = render(runOf(scriptOf(shared, work), at(0, step(2), delivered('m1', 'work', 'c1'))));
    expect(text).not.toContain('received');
    expect(text).toContain('0 ms  publish m1 to queue work');
  });

  test('is told over time where the broker objected', () => {
    const error = {
      kind: 'error',
      who: 'producer',
      closed: 'channel',
      code: 404,
      text: 'NOT_FOUND',
    } as const;
    const text = render(runOf(topicExperiment(['a'], ['a']), at(0, step(1), error)));
    expect(text).toContain('✗ producer: 404 NOT_FOUND (closes the channel)');
  });

  test.each([
    ['as expected and as predicted', [publish], { queues: { m1: ['work'] } }, '✔'],
    ['as predicted', [publish], null, '✔'],
    ['as expected', [publish, n.wait(1)], { queues: { m1: ['work'] }, left: { work: ['m1'] } }, '✔'],
    ['nothing was expected of these options', [publish, n.wait(1)], null, '·'],
  ])('is %s', (held, steps, expected, mark) => {
    const events = at(0, step(0), published('m1'), left('m1', 'work'));
    const complete = expected === null ? null : { left: { work: ['m1'] }, ...expected };
    const text = render(runOf(scriptOf(steps, work, complete), events), 120);
    expect(text).toContain(`  ${mark} 1 message, 0 deliveries, 1 left in queues: ${held}`);
  });

  test('with --why gives no reasons where the steps change what is there', () => {
    const reason = "the default exchange: queue 'work' has that name";
    const changed = render(runOf(scriptOf([n.bind('x -> work'), publish], work), []), 120, true);
    expect(changed).toContain(
      '  The steps change what is there, so no reasons are given here: mq-lab broker --trace tells them as they happen.\n',
    );
    expect(changed).not.toContain(reason);
    const stays = render(runOf(scriptOf([publish], work), []), 120, true);
    expect(stays).not.toContain('The steps change');
    expect(stays).toContain(reason);
  });
});
