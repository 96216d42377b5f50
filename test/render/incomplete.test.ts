import { describe, expect, test } from 'vitest';
import type { Happening } from '../../src/lib/lab/events.ts';
import * as n from '../../src/lib/lab/notation.ts';
import { jsonRun } from '../../src/lib/render/json/json.ts';
import { renderRun } from '../../src/lib/render/run.ts';
import { topicExperiment } from '../support/scenario-runs.ts';
import { answered, at, delivered, experimentOf, published, runOf, step, TITLE } from './build.ts';

const failed: Happening = { kind: 'failed', failure: 'gone', message: 'it went away', hint: null };
const page = (run: ReturnType<typeof runOf>) =>
  renderRun(run, TITLE, { width: 80, colour: false }, { why: false });

describe('a run that did not come to its end', () => {
  const experiment = topicExperiment(['a.*', '#'], ['a.b', 'z', 'a.c', 'a.d', 'a.e']);
  const run = runOf(
    experiment,
    at(
      0,
      published('m1'),
      published('m2'),
      published('m3'),
      published('m4'),
      delivered('m1', 'q1', 'c1'),
      { kind: 'confirmed', message: 'm1' },
      { kind: 'returned', message: 'm2', code: 312, text: 'NO_ROUTE' },
      { kind: 'confirmed', message: 'm2' },
      { kind: 'confirmed', message: 'm3' },
      { kind: 'unconfirmed', message: 'm4' },
      failed,
    ),
  );

  test('shows what was seen, what cannot be, and what nobody knows', () => {
    const text = page(run);
    const rows = text
      .split('\n')
      .flatMap((line) => (/^ {2}(m\d| {2}) {2}\S/.test(line) ? line.trim().split(/ {2,}/) : []));
    expect(rows).toEqual([
      ...['routing key', 'q1', 'q2'],
      ...['m1', 'a.b', '●', '?', 'confirmed'],
      ...['m2', 'z', '·', '·', '↩ returned'],
      ...['m3', 'a.c', '?', '?', 'confirmed'],
      ...['m4', 'a.d', '?', '?', '? no confirm'],
      ...['m5', 'a.e', '·', '·', 'not published'],
      ...['seen', '1', '0'],
    ]);
    expect(text).toMatch(/✗ 5 messages, 1 delivery.*: the run did not\s+come\s+to\s+its\s+end/);
    expect(text).toMatch(/\? 3 confirmed, 1 without a confirm, 1 not published; which\s+queues/);
    expect(text).not.toContain('missing');
  });

  test('is told apart in JSON', () => {
    const object = JSON.parse([...jsonRun(run, { why: false })].join(''));
    expect(object).toMatchObject({
      complete: false,
      passed: false,
      fault: { failure: 'gone', message: 'it went away', hint: null },
      problems: [],
    });
    const told = object.messages.map(
      ({
        outcome,
        queues,
        unknown_queues,
      }: {
        outcome: string;
        queues: string[];
        unknown_queues: string[];
      }) => [outcome, queues, unknown_queues],
    );
    expect(told).toEqual([
      ['confirmed', ['q1'], ['q2']],
      ['confirmed', [], []],
      ['confirmed', [], ['q1', 'q2']],
      ['unconfirmed', [], ['q1', 'q2']],
      ['unpublished', [], []],
    ]);
  });

  test('has the problems that are certain all the same', () => {
    const surplus = runOf(experiment, at(0, published('m2'), delivered('m2', 'q1', 'c1'), failed));
    expect(surplus.verdict.problems).toEqual([
      { kind: 'unexpected', message: 'm2', queue: 'q1', by: ['predicted'] },
    ]);
    expect(page(surplus)).toMatch(/m2 {2}z +✗ surplus/);
  });

  test('told over time says where it ends, and what was done by then', () => {
    const steps = [
      n.consume('c1', 'work', { answer: 'ack' }),
      n.publish('m1', '', 'work'),
      n.publish('m2', '', 'work'),
      n.wait(5),
    ];
    const told = runOf(
      experimentOf(steps, n.topology([], [n.queue('work'), n.queue('other')])),
      at(
        0,
        step(1),
        published('m1'),
        delivered('m1', 'work', 'c1'),
        answered('m1', 'c1'),
        { kind: 'confirmed', message: 'm1' },
        failed,
      ),
    );
    const text = page(told);
    expect(text).toMatch(/✗ the run ends here/);
    expect(text).toMatch(/m1 +work +acked by c1, confirmed, \? the rest/);
    expect(text).toMatch(/m2 +not published/);
  });

  test('whose clean-up alone failed is complete, and did not pass', () => {
    const cleanup = runOf(experiment, at(0, { kind: 'gone', names: [] }, failed));
    expect([cleanup.report.complete, cleanup.verdict.passed]).toEqual([true, false]);
  });
});
