import { describe, expect, test } from 'vitest';
import type { Happening, LabEvent } from '../../src/lib/lab/events.ts';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import * as n from '../../src/lib/lab/notation.ts';
import { colours } from '../../src/lib/render/colour.ts';
import { inEnglish } from '../../src/lib/render/style.ts';
import { timelineLines } from '../../src/lib/render/timeline/timeline.ts';
import {
  answered,
  at,
  CONTROLS,
  columnsOf,
  delivered,
  experimentOf,
  published,
  runOf,
  settled,
  step,
} from './build.ts';

interface Shown {
  readonly width?: number;
  readonly noted?: readonly string[];
}

function timeline(
  experiment: Experiment,
  events: readonly LabEvent[],
  { width = 80, noted = [] }: Shown = {},
) {
  return timelineLines(runOf(experiment, events), new Set(noted), inEnglish(width, colours(false)));
}

const WORK = n.topology([], [n.queue('work'), n.queue('retry')]);

describe('the timeline', () => {
  test('tells each step, what followed it, and the depth of each queue once all was still', () => {
    const steps = [
      n.consume('c1', 'work', { answer: 'reject' }),
      n.publish('m1', '', 'work'),
      n.publish('m2', '', 'work'),
      n.wait(150),
    ];
    const events = [
      ...at(0, step(0), step(1), published('m1'), step(2), published('m2')),
      ...at(0, delivered('m1', 'work', 'c1'), answered('m1', 'c1', 'reject')),
      ...at(0, delivered('m2', 'work', 'c1'), answered('m2', 'c1', 'reject')),
      ...at(0, settled({ work: 0, retry: 2 }), step(3)),
      ...at(100, delivered('m1', 'work', 'c1'), delivered('m2', 'work', 'c1')),
      ...at(150, settled({ work: 0, retry: 0 })),
    ];
    expect(timeline(experimentOf(steps, WORK), events)).toEqual([
      '        step, and what followed  ready then:  work  retry',
      '─────────────────────────────────────────────────────────',
      '  0 ms  c1 consumes work: rejects                ·      ·',
      '        publish m1, m2 to queue work             ·      2',
      '          c1 ◀ m1, m2',
      '          c1 ✗ rejects m1, m2',
      '        wait 150 ms                              ·      ·',
      '100 ms    c1 ◀ m1, m2',
    ]);
  });

  test('says “again” for what was redelivered, and how often', () => {
    const again = { redelivered: true };
    const events = at(
      0,
      step(0),
      published('m1'),
      delivered('m1', 'work', 'c1'),
      ...Array.from({ length: 20 }, () => [
        answered('m1', 'c1', 'requeue'),
        delivered('m1', 'work', 'c1', again),
      ]).flat(),
      settled({ work: 0 }),
    );
    const lines = timeline(experimentOf([n.publish('m1', '', 'work')]), events);
    expect(lines).toContain('        c1 ◀ m1, m1 again ×20');
    expect(lines).toContain('        c1 ↺ requeues m1 ×20');
  });

  test('tells what became of messages at their publisher, and what the broker objected to', () => {
    const text = "NOT_FOUND - no exchange 'a rather long name of an exchange' in vhost '/'";
    const lines = timeline(
      experimentOf([n.publish('m1', 'x'), n.publish('m2', 'x')]),
      at(
        0,
        step(0),
        published('m1'),
        step(1),
        published('m2'),
        { kind: 'returned', message: 'm1', code: 312, text: 'NO_ROUTE' },
        { kind: 'refused', message: 'm2' },
        { kind: 'unconfirmed', message: 'm1' },
        { kind: 'unconfirmed', message: 'm2' },
        { kind: 'error', who: 'producer', closed: 'channel', code: 404, text },
        { kind: 'cancelled', consumer: 'c1' },
        { kind: 'named', queue: 'inbox', name: 'amq.gen-1' },
        settled(),
      ),
      { width: 60 },
    );
    expect(lines).toEqual([
      '0 ms  publish m1, m2 to x',
      '        ↩ m1 returned: 312 NO_ROUTE',
      '        ✗ m2 refused (basic.nack)',
      '        ? m1, m2: no confirm was read',
      "        ✗ producer: 404 NOT_FOUND - no exchange 'a rather",
      "          long name of an exchange' in vhost '/' (closes the",
      '          channel)',
      '        ✗ c1 cancelled by the broker',
      '        = the broker calls inbox amq.gen-1',
    ]);
  });

  test('does not say twice what the step says', () => {
    const steps = [
      n.answer('c1', 'm1', 'reject'),
      n.cut('c1'),
      n.publish('m2', 'x', '', { confirmLost: true }),
    ];
    const events = at(
      0,
      ...[step(0), answered('m1', 'c1', 'reject'), settled()],
      ...[step(1), { kind: 'cut', who: 'c1' } as const, { kind: 'recovered', who: 'c1' } as const, settled()],
      ...[step(2), published('m2'), { kind: 'cut', who: 'producer' } as const, published('m2'), settled()],
    );
    expect(timeline(experimentOf(steps), events)).toEqual([
      '0 ms  c1 rejects m1',
      "      c1's connection breaks",
      '        ↻ c1 reconnected',
      '      publish m2 to x, the connection breaks before the confirm',
      '        producer ▶ publishes m2 again',
    ]);
  });

  test('tells of what consumers publish, of a retry only once', () => {
    const events = at(
      0,
      ...[step(0), published('m1'), delivered('m1', 'work', 'c1')],
      ...[published('m1', 'c1'), answered('m1', 'c1', 'retry'), published('m1.1', 'c1'), settled()],
    );
    expect(timeline(experimentOf([n.publish('m1', '', 'work')]), events)).toEqual([
      '0 ms  publish m1 to queue work',
      '        c1 ◀ m1',
      '        c1 ↻ retries m1',
      '        c1 ▶ publishes m1.1',
    ]);
  });

  test('gives up the times where there would be too many lines', () => {
    const events = [
      ...at(0, step(0)),
      ...Array.from({ length: 40 }, (_, nth) =>
        at(10 * nth, delivered(`m${nth + 1}`, 'work', `c${1 + (nth % 2)}`)),
      ).flat(),
      ...at(400, settled()),
    ];
    expect(timeline(experimentOf([n.drain()]), events)).toEqual([
      '0 ms  wait until no consumer has work left',
      '        c1 ◀ 20 messages: m1, m3, m5 … m39',
      '        c2 ◀ 20 messages: m2, m4, m6 … m40',
    ]);
  });

  test('takes what is milliseconds apart for one time where time is real', () => {
    const broker = { kind: 'url', product: 'RabbitMQ', version: '4' } as const;
    const events = [
      ...at(0, { kind: 'connected', broker, prefix: '' }, step(0)),
      ...at(101, delivered('m1', 'work', 'c1')),
      ...at(109, delivered('m2', 'work', 'c1')),
      ...at(205, delivered('m3', 'work', 'c1'), settled()),
    ];
    expect(timeline(experimentOf([n.wait(200)]), events)).toEqual([
      '  0 ms  wait 200 ms',
      '101 ms    c1 ◀ m1, m2',
      '205 ms    c1 ◀ m3',
    ]);
  });

  test('marks the lines that a note is about', () => {
    const events = at(0, step(0), delivered('m1', 'q', 'c1'), delivered('m2', 'q', 'c2'), settled());
    expect(timeline(experimentOf([n.wait(1)]), events, { noted: ['m2'] }).slice(1)).toEqual([
      '        c1 ◀ m1',
      '      › c2 ◀ m2',
    ]);
  });

  test('marks no line for a message that it does not name', () => {
    const ids = Array.from({ length: 12 }, (_, nth) => `m${nth + 1}`);
    const events = at(0, step(0), ...ids.map((id) => delivered(id, 'q', 'c1')), settled());
    const line = (noted: string) => timeline(experimentOf([n.wait(1)]), events, { noted: [noted] })[1];
    expect(line('m6')).toBe('        c1 ◀ 12 messages: m1, m2, m3 … m12');
    expect(line('m3')).toBe('      › c1 ◀ 12 messages: m1, m2, m3 … m12');
    expect(line('m12')).toBe('      › c1 ◀ 12 messages: m1, m2, m3 … m12');
  });

  test.each([60, 80, 120])('says within %d columns what the depths are', (width) => {
    const steps = [n.publish('m1', '', 'work', { headers: { text: 'x '.repeat(60) } })];
    const events = at(0, step(0), settled({ work: 1 }));
    const [head = ''] = timeline(experimentOf(steps, WORK), events, { width });
    expect(head).toMatch(/^ {6}step, and what followed {2,}ready then: {2}work {2}retry$/);
    expect(head.length).toBeLessThanOrEqual(width);
  });

  test('shows what somebody got, and that there was nothing to get', () => {
    const got = n.get('work', { by: 'ann', answer: 'hold' });
    const none = (queue: string): Happening => ({ kind: 'got-none', queue, who: 'ann' });
    const events = at(
      0,
      ...[step(0), delivered('m1', 'work', 'ann'), answered('m1', 'ann', 'hold')],
      ...[step(1), none('work'), step(2), none('retry'), settled()],
    );
    const steps = [got, got, n.get('retry', { by: 'ann' })];
    expect(
      timeline(experimentOf(steps, WORK), events)
        .slice(2)
        .map((line) => line.trimEnd()),
    ).toEqual([
      '0 ms  ann gets from work, 2 times: holds                    ·      ·',
      '      ann gets from retry',
      '        ann ◀ m1',
      '        ann ◦ holds m1',
      '        ann ◦ gets nothing from work (basic.get-empty)',
      '        ann ◦ gets nothing from retry (basic.get-empty)',
    ]);
  });

  test('shows queues that come, go, and are locked', () => {
    const steps = [n.declareQueue(n.queue('new')), n.deleteQueue('work')];
    const topology = n.topology([], [n.queue('work')]);
    const events = at(
      0,
      ...[step(0), settled({ work: 1, new: 'locked' })],
      ...[step(1), settled({ work: 'gone', new: 0 })],
    );
    expect(timeline(experimentOf(steps, topology), events).slice(2)).toEqual([
      '0 ms  declare queue new (durable)              1  locked',
      '      delete queue work                     gone       ·',
    ]);
  });

  test('has a line for the depths where columns do not fit', () => {
    const events = at(0, step(0), settled({ work: 3, retry: 1 }), step(1), settled({ work: 0, retry: 0 }));
    const steps = [n.publish('m1', '', 'work'), n.purge('work')];
    expect(timeline(experimentOf(steps, WORK), events, { width: 40 })).toEqual([
      '0 ms  publish m1 to queue work',
      '      = work 3 · retry 1',
      '      purge queue work',
      '      = all queues empty',
    ]);
  });

  test('leaves out queues that are always empty before it gives up columns', () => {
    const names = Array.from({ length: 12 }, (_, nth) => `queue-${nth + 1}`);
    const topology = n.topology(
      [],
      names.map((name) => n.queue(name)),
    );
    const events = at(0, step(0), settled({ 'queue-3': 7 }));
    expect(timeline(experimentOf([n.wait(1)], topology), events)).toEqual([
      '      step, and what followed  ready then:  queue-3',
      '───────────────────────────────────────────────────',
      '0 ms  wait 1 ms                                   7',
      'empty after each step: 11 queues: queue-1, queue-2, queue-4 … queue-12',
    ]);
  });

  test.each([40, 60, 80, 120])('keeps wide and evil names within %d columns', (width) => {
    const evil = 'evil\u001b[31m\n';
    const topology = n.topology([], [n.queue('청구서-대기열'), n.queue(evil)]);
    const steps = [n.publish('메시지', '', '청구서-대기열'), n.consume('소비자', evil, { answer: 'hold' })];
    const events = at(
      0,
      ...[step(0), settled({ 청구서: 3, [evil]: 1 }), step(1)],
      delivered('메시지', evil, '소비자'),
      answered('메시지', '소비자', 'hold'),
      { kind: 'error', who: evil, closed: 'channel', code: 404, text: `NOT_FOUND ${'x'.repeat(150)}` },
      { kind: 'named', queue: evil, name: 'y'.repeat(150) },
      settled({ 청구서: 0, [evil]: 0 }),
    );
    const lines = timeline(experimentOf(steps, topology), events, { width });
    for (const line of lines) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
    expect(lines.join('\n')).not.toMatch(CONTROLS);
    expect(lines.join('')).not.toContain('…');
  });

  test('of a hundred consumers and steps stays short', () => {
    const many = Array.from({ length: 100 }, (_, nth) => nth);
    const steps = many.map((nth) => (nth % 2 === 0 ? n.wait(nth) : n.purge('work')));
    const events = many.flatMap((nth) => at(nth, step(nth), settled()));
    const deliveries = many.map((nth) => delivered(`m${nth}`, `q${nth}`, `c${nth}`));
    const lines = timeline(experimentOf(steps), [
      ...events.slice(0, 1),
      ...at(0, ...deliveries),
      ...events.slice(1),
    ]);
    expect(lines.join('\n')).toContain('… and 92 more lines like these');
    expect(lines.at(-1)).toBe('… and 40 more steps; --format json lists all that happened');
  });
});
