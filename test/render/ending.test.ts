import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../src/lib/lab/events.ts';
import type { Experiment, Step } from '../../src/lib/lab/experiment.ts';
import * as n from '../../src/lib/lab/notation.ts';
import { colours } from '../../src/lib/render/colour.ts';
import { endingLines } from '../../src/lib/render/ending/ending.ts';
import { endingsOf } from '../../src/lib/render/ending/endings.ts';
import { inEnglish } from '../../src/lib/render/style.ts';
import {
  answered,
  at,
  CONTROLS,
  columnsOf,
  delivered,
  experimentOf,
  left,
  published,
  runOf,
  sampled,
  settled,
  step,
} from './build.ts';

const TWO = n.topology([], [n.queue('work'), n.queue('retry')]);
const again = { redelivered: true };

function ending(
  experiment: Experiment,
  events: readonly LabEvent[],
  width = 80,
  noted: readonly string[] = [],
) {
  return endingLines(runOf(experiment, events), new Set(noted), inEnglish(width, colours(false)));
}

describe('what became of a message', () => {
  const consumes = [n.consume('c1', 'work', { batch: 2 }), n.consume('c2', 'work', { noAck: true })];
  const multiple = n.answer('c1', 'm2', 'reject', { multiple: true });
  const gets = [n.get('work', { by: 'ann' }), n.get('work', { by: 'ann', noAck: true })];
  const experiment = experimentOf([...consumes, multiple, ...gets], TWO);

  function fates(...happened: Parameters<typeof at>[1][]) {
    const [{ fates: found = [] } = {}] = endingsOf(experiment, at(0, published('m1'), ...happened));
    return found.map(({ how, by }) => `${how} ${by}`);
  }

  const died = { deaths: [{ queue: 'work', reason: 'rejected', count: 1 }] };
  const rejected = [delivered('m1', 'work', 'c1'), answered('m1', 'c1', 'reject')];
  test.each([
    ['that was acknowledged', [delivered('m1', 'work', 'c1'), answered('m1', 'c1')], ['acked c1']],
    ['that is still with its consumer', [delivered('m1', 'work', 'c1')], ['held c1']],
    ['whose consumer never acknowledges', [delivered('m1', 'work', 'c2')], ['taken c2']],
    ['that was rejected', rejected, ['rejected c1']],
    ['that died and was left elsewhere', [...rejected, left('m1', 'retry', died)], ['left retry']],
    ['that died and came back', [...rejected, delivered('m1', 'work', 'c1', died)], ['held c1']],
    ['that was requeued', [rejected[0], answered('m1', 'c1', 'requeue')], ['lost work']],
    [
      'that was requeued and came again',
      [rejected[0], answered('m1', 'c1', 'requeue'), delivered('m1', 'work', 'c2', again)],
      ['taken c2'],
    ],
    ['whose consumer crashed', [rejected[0], { kind: 'cut', who: 'c1' }], ['lost work']],
    [
      'whose consumer crashed, and that was left',
      [rejected[0], { kind: 'cut', who: 'c1' }, left('m1', 'work', again)],
      ['left work'],
    ],
    ['whose broker restarted', [rejected[0], { kind: 'restarted' }], ['lost work']],
    [
      'that was published anew',
      [rejected[0], answered('m1', 'c1', 'retry'), delivered('m1', 'work', 'c2')],
      ['taken c2'],
    ],
    [
      'that is one of a batch',
      [rejected[0], delivered('m2', 'work', 'c1'), answered('m2', 'c1')],
      ['acked c1'],
    ],
    [
      'that a later one was answered with',
      [rejected[0], delivered('m2', 'work', 'c1'), step(2), answered('m2', 'c1', 'reject')],
      ['rejected c1'],
    ],
    ['that somebody got', [step(3), delivered('m1', 'work', 'ann'), answered('m1', 'ann')], ['acked ann']],
    ['that somebody got and holds', [step(3), delivered('m1', 'work', 'ann')], ['held ann']],
    ['that somebody got who never acknowledges', [step(4), delivered('m1', 'work', 'ann')], ['taken ann']],
    [
      'that somebody got who crashed',
      [step(3), delivered('m1', 'work', 'ann'), { kind: 'cut', who: 'ann' }],
      ['lost work'],
    ],
    [
      'that went two ways',
      [delivered('m1', 'retry', 'c1'), answered('m1', 'c1'), left('m1', 'work')],
      ['left work', 'acked c1'],
    ],
  ] as const)('%s', (_what, happened, expected) => {
    expect(fates(...(happened as Parameters<typeof at>[1][]))).toEqual(expected);
  });

  test.each([
    ['that another consumer of the channel was answered with', answered('m2', 'c2'), ['acked c2']],
    ['whose channel was closed by another consumer', { kind: 'cut', who: 'app' } as const, ['lost work']],
    ['whose consumer has no connection of its own', { kind: 'cut', who: 'c1' } as const, ['held c1']],
  ])('%s', (_what, then, expected) => {
    const steps = [n.consume('c1', 'work', { by: 'app' }), n.consume('c2', 'work', { by: 'app', batch: 2 })];
    const events = at(0, delivered('m1', 'work', 'c1'), delivered('m2', 'work', 'c2'), then);
    const [{ fates: found = [] } = {}] = endingsOf(experimentOf(steps, TWO), events);
    expect(found.map(({ how, by }) => `${how} ${by}`)).toEqual(expected);
  });

  test('that a stream gave out is not lost', () => {
    const stream = n.topology([], [n.queue('log', { 'x-queue-type': 'stream' })]);
    const events = at(0, delivered('m1', 'log', 'c1'), { kind: 'cut', who: 'c1' });
    expect(endingsOf(experimentOf([n.consume('c1', 'log')], stream), events)[0]?.fates).toEqual([]);
  });
});

describe('where things ended', () => {
  const death = (queue: string, reason: string, count = 1) => ({ queue, reason, count });

  test('has a row for each message: its key, its way, its end and its deaths, the oldest first', () => {
    const topology = n.topology([n.exchange('orders', 'topic')], [n.queue('work'), n.queue('retry')]);
    const steps = [
      n.consume('c1', 'work', { prefetch: 1 }),
      ...['a', 'b', 'c', 'd', 'e'].map((key, nth) => n.publish(`m${nth + 1}`, 'orders', key)),
    ];
    const events = at(
      0,
      ...['m1', 'm2', 'm3', 'm4', 'm5', 'm6'].map((id) => published(id)),
      delivered('m1', 'work', 'c1'),
      answered('m1', 'c1'),
      left('m2', 'retry', { deaths: [death('retry', 'expired', 2), death('work', 'rejected')] }),
      { kind: 'returned', message: 'm3', code: 312, text: 'NO_ROUTE' },
      { kind: 'refused', message: 'm4' },
      { kind: 'unconfirmed', message: 'm5' },
    );
    expect(ending(experimentOf(steps, topology), events, 80, ['m2'])).toEqual(
      [
        '      routing key  seen in      in the end     died',
        '─────────────────────────────────────────────────────────────────────────',
        '  m1  a            work         acked by c1',
        '› m2  b            work, retry  left in retry  work rejected ▸ retry expired ×2',
        '  m3  c                         ↩ returned',
        '  m4  d                         ✗ refused',
        '  m5  e                         ? no confirm',
        '  m6                            gone',
      ].map((line) => line.replace(/─+/, '─'.repeat(79))),
    );
  });

  const confirmed = (message: string) => ({ kind: 'confirmed', message }) as const;

  test('tells a message that a queue lost from one that no queue took', () => {
    const steps = [
      n.publish('m1', '', 'work', { expiration: 5 }),
      n.publish('m2', '', 'nowhere', { mandatory: false }),
      n.publish('m3', '', 'work', { expiration: 5 }),
    ];
    const events = at(0, ...['m1', 'm2', 'm3', 'm4'].map((id) => published(id)));
    const all = [...events, ...at(0, confirmed('m1'), confirmed('m2'), confirmed('m4'))];
    const ends = ({ before = [], after = [] }: { before?: readonly Step[]; after?: readonly Step[] } = {}) =>
      ending(experimentOf([...before, ...steps, ...after], TWO), all)
        .slice(2)
        .map((line) => line.replace(/^(m\d) .* {2,}/, '$1 '));
    // Nobody confirmed m3, and m4 was made by a consumer.
    const known = ['m1 gone from work', 'm2 dropped, no queue took it', 'm3 gone', 'm4 gone'];
    expect(ends()).toEqual(known);
    expect(ends({ after: [n.deleteQueue('retry')] })).toEqual(known);
    expect(ends({ before: [n.deleteQueue('retry')] })).toEqual(['m1 gone', 'm2 gone', 'm3 gone', 'm4 gone']);
  });

  test('shows exchanges where they differ, and which messages may not come back', () => {
    const topology = n.topology([n.exchange('orders', 'direct')], [n.queue('work'), n.queue('retry')]);
    const steps = [
      n.publish('m1', 'orders', 'paid', { mandatory: false }),
      n.publish('m2', '', 'work'),
      n.wait(1),
    ];
    const lines = ending(experimentOf(steps, topology), at(0, left('m2', 'work')));
    expect(lines[0]).toMatch(/^ {4}exchange ▸ routing key /);
    expect(lines[2]).toMatch(/^m1 {2}orders ▸ paid, not mandatory /);
    expect(lines[3]).toMatch(/^m2 {2}\(default\) ▸ work /);
  });

  test('names consumers in the order in which they start', () => {
    const steps = [n.consume('b', 'work'), n.consume('a', 'retry'), n.consume('c', 'new'), n.wait(1)];
    const each = (id: string, who: string, queue: string) => [delivered(id, queue, who), answered(id, who)];
    const events = at(
      0,
      ...[...each('m1', 'a', 'retry'), ...each('m1', 'c', 'new'), ...each('m1', 'b', 'work')],
      ...[...each('m2', 'c', 'new'), ...each('m2', 'b', 'work'), ...each('m2', 'a', 'retry')],
    );
    const lines = ending(experimentOf(steps, TWO), events).slice(2, 4);
    for (const line of lines) expect(line).toMatch(/acked by b, a, c$/);
  });

  test('shows each difference at its message', () => {
    const expected = {
      queues: { m1: ['retry'], m2: [] },
      returned: ['m2'],
      deaths: { m1: ['work expired'] },
    };
    const steps = [n.publish('m1', '', 'work', { expiration: 5 }), n.publish('m2', '', 'nowhere')];
    const events = at(0, published('m1'), published('m2'), left('m1', 'work'));
    const text = ending(experimentOf(steps, TWO, expected), events).join('\n');
    expect(text).toMatch(/m1 .*left in work\n +✗ surplus work\n +✗ missing retry\n +✗ deaths/);
    expect(text).toMatch(/m2 .*gone\n +✗ not returned/);
  });

  test('shows the shares of consumers that read one queue', () => {
    const steps = [n.consume('c1', 'work'), n.consume('c2', 'work'), n.consume('c3', 'work')];
    const events = at(0, ...[1, 2, 3].map((id) => delivered(`m${id}`, 'work', id < 3 ? 'c1' : 'c2')));
    expect(ending(experimentOf(steps), events).slice(-3)).toEqual([
      'work  c1  ██ 2',
      '      c2  █ 1',
      '      c3  0',
    ]);
  });

  const many = Array.from({ length: 100 }, (_, nth) => `m${nth + 1}`);

  test('of many messages says how many ended how, and shows those with a difference', () => {
    const steps = [n.consume('c1', 'work', { prefetch: 1 }), ...many.map((id) => n.publish(id, '', 'work'))];
    const events = at(
      0,
      ...many.slice(0, 90).flatMap((id) => [delivered(id, 'work', 'c1'), answered(id, 'c1')]),
      ...many.slice(90).map((id) => left(id, 'retry')),
    );
    const expected = {
      queues: Object.fromEntries(many.map((id, nth) => [id, [nth < 91 ? 'work' : 'retry']])),
    };
    expect(ending(experimentOf(steps, TWO, expected), events)).toEqual(
      [
        ' 90  acked by c1  m1, m2, m3 … m90',
        ' 10  left in retry  m91, m92, m93 … m100',
        '',
        '     seen in  in the end',
        '────────────────────────────',
        'm91  retry    left in retry',
        '              ✗ surplus retry',
        '              ✗ missing work',
        '',
        `work  c1  ${'█'.repeat(40)} 90`,
      ].map((line) => line.replace(/─+/, '─'.repeat(29))),
    );
  });

  test('draws how deep the queues were where it was sampled', () => {
    const events = Array.from({ length: 11 }, (_, nth) =>
      at(100 * nth, sampled({ work: 20 - 2 * nth, retry: 3 })),
    ).flat();
    expect(ending(experimentOf([]), events)).toEqual([
      'messages ready, from 0 ms to 1 s',
      'work  ████████▇▇▇▇▆▆▆▆▆▆▆▆▅▅▅▅▄▄▄▄▄▄▄▄▃▃▃▃▂▂▂▁  peak 20',
    ]);
  });

  test('draws nothing where no time passed or nothing lay there', () => {
    expect(ending(experimentOf([]), at(0, sampled({ work: 9 }), settled({ work: 0 })))).toEqual([]);
    const shallow = [...at(0, sampled({ work: 3 })), ...at(100, sampled({ work: 0 }))];
    expect(ending(experimentOf([]), shallow)).toEqual([]);
  });

  test.each([40, 60, 80, 120])('keeps wide and evil names within %d columns', (width) => {
    const evil = `evil\u001b[31m${'x'.repeat(40)}`;
    const topology = n.topology([], [n.queue('청구서-대기열'), n.queue(evil)]);
    const steps = [
      n.consume('소비자', evil),
      n.consume(evil, evil),
      n.publish('메시지', '', '청구서-대기열'),
      n.publish(evil, '', evil),
      n.wait(200),
    ];
    const deaths = [death(evil, 'expired'), death('청구서-대기열', 'rejected', 12)];
    const events = [
      ...at(0, sampled({ [evil]: 20, 청구서: 7 }), published('메시지'), published(evil)),
      ...at(100, delivered(evil, evil, '소비자', { deaths }), left('메시지', '청구서-대기열', { deaths })),
      ...at(200, sampled({ [evil]: 1, 청구서: 0 })),
    ];
    const lines = ending(experimentOf(steps, topology), events, width);
    for (const line of lines) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
    expect(lines.join('\n')).not.toMatch(CONTROLS);
  });

  test('of a narrow terminal has lines instead of columns', () => {
    const topology = n.topology([], [n.queue('a-long-name-of-a-queue'), n.queue('another-long-name')]);
    const steps = [
      n.publish('m1', '', 'a-long-name-of-a-queue'),
      n.publish('m2', '', 'another-long-name'),
      n.wait(1),
    ];
    const deaths = [death('a-long-name-of-a-queue', 'expired')];
    const events = at(0, published('m1'), left('m1', 'another-long-name', { deaths }), published('m2'));
    expect(ending(experimentOf(steps, topology), events, 38)).toEqual([
      'm1  a-long-name-of-a-queue',
      '    seen in a-long-name-of-a-queue,',
      '    another-long-name',
      '    left in another-long-name',
      '    died: a-long-name-of-a-queue',
      '    expired',
      'm2  another-long-name',
      '    gone',
    ]);
  });
});
