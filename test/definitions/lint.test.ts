import { describe, expect, test } from 'vitest';
import { lint, lintWithOffs, type Off } from '../../src/lib/definitions/lint/lint.ts';
import { RULES, type RuleId } from '../../src/lib/definitions/lint/rules.ts';
import { subjectText } from '../../src/lib/definitions/words.ts';
import { binding, exchange, queue, topology } from '../../src/lib/lab/notation.ts';
import { defaultsOf, experimentOf } from '../../src/lib/lab/scenario.ts';
import type { Topology } from '../../src/lib/routing/topology.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { rulesThatFind } from './lint-found.ts';

const dead = (to: string, key?: string) => ({
  'x-dead-letter-exchange': to,
  'x-dead-letter-routing-key': key,
});
const TTL = { 'x-message-ttl': 30_000 };

/** As people build them who know what they do. */
const SOUND: readonly (readonly [what: string, topology: Topology])[] = [
  [
    'events by topic, and a fanout for what nobody wants',
    topology(
      [
        exchange('events', 'topic', { arguments: { 'alternate-exchange': 'unwanted' } }),
        exchange('unwanted', 'fanout', { internal: true }),
      ],
      [queue('billing'), queue('stock'), queue('unwanted')],
      ['events -[order.*]-> billing', 'events -[order.placed]-> stock', 'unwanted -> unwanted'],
    ),
  ],
  [
    'a dead-letter queue for each queue',
    topology(
      [exchange('jobs', 'direct'), exchange('dlx', 'direct')],
      [
        queue('mail', dead('dlx', 'mail')),
        queue('print', dead('dlx', 'print')),
        queue('mail.dead'),
        queue('print.dead'),
      ],
      [
        'jobs -[mail]-> mail',
        'jobs -[print]-> print',
        'dlx -[mail]-> mail.dead',
        'dlx -[print]-> print.dead',
      ],
    ),
  ],
  [
    'one dead-letter queue for all',
    topology(
      [exchange('events', 'topic'), exchange('dlx', 'fanout')],
      [queue('a', dead('dlx')), queue('b', dead('dlx')), queue('dead')],
      ['events -[a.#]-> a', 'events -[b.#]-> b', 'dlx -> dead'],
    ),
  ],
  [
    'retries that get longer, and a parking queue',
    topology(
      [exchange('retry', 'direct')],
      [
        queue('work', dead('', 'parking')),
        queue('wait.1', { ...TTL, ...dead('', 'work') }),
        queue('wait.2', { ...TTL, ...dead('', 'work') }),
        queue('parking'),
      ],
      ['retry -[1]-> wait.1', 'retry -[2]-> wait.2'],
    ),
  ],
  [
    'a retry with a queue of its own for each queue',
    topology(
      [exchange('events', 'topic')],
      [
        queue('a', dead('', 'a.wait')),
        queue('a.wait', { ...TTL, ...dead('', 'a') }),
        queue('b', dead('', 'b.wait')),
        queue('b.wait', { ...TTL, ...dead('', 'b') }),
      ],
      ['events -[order.*]-> a', 'events -[#]-> b'],
    ),
  ],
  [
    'exchanges behind exchanges',
    topology(
      [exchange('in', 'topic'), exchange('eu', 'topic', { internal: true }), exchange('log', 'fanout')],
      [queue('eu.orders'), queue('eu.all'), queue('log')],
      ['in =[eu.#]=> eu', 'in =[#]=> log', 'eu -[eu.order.*]-> eu.orders', 'eu -[#]-> eu.all', 'log -> log'],
    ),
  ],
  [
    "a plugin's exchange, before and behind others",
    topology(
      [
        exchange('delayed', 'x-delayed-message', { arguments: { 'x-delayed-type': 'direct' } }),
        exchange('in', 'fanout'),
        exchange('dlx', 'x-consistent-hash'),
      ],
      [queue('a', dead('delayed', 'b')), queue('b', dead('dlx'))],
      ['in => delayed', 'delayed -[a.*]-> a', 'delayed -[b]-> b', 'delayed =[c]=> in'],
    ),
  ],
  [
    'requests, replies and consumers with queues of their own',
    topology(
      [exchange('news', 'fanout', { autoDelete: true, durable: false })],
      [
        queue('rpc'),
        queue('replies', {}, { durable: false, exclusive: true }),
        queue('news.1', {}, { durable: false, exclusive: true, autoDelete: true }),
      ],
      ['news -> news.1'],
    ),
  ],
  [
    'headers of every kind',
    topology(
      [exchange('docs', 'headers')],
      [queue('pdf'), queue('vip')],
      [
        binding('docs -> pdf', { type: 'pdf', match: 1 }),
        binding('docs -> vip', { 'x-match': 'any-with-x', 'x-vip': null }),
      ],
    ),
  ],
  [
    'quorum queues and streams',
    topology(
      [exchange('events', 'fanout')],
      [
        queue('safe', {
          'x-queue-type': 'quorum',
          'x-delivery-limit': 5,
          'x-overflow': 'reject-publish',
          'x-max-length': 1_000,
          'x-dead-letter-strategy': 'at-least-once',
          ...dead('', 'dead'),
        }),
        queue('dead'),
        queue('history', { 'x-queue-type': 'stream', 'x-max-age': '7D' }),
      ],
      ['events -> safe', 'events -> history'],
    ),
  ],
];

describe('a sound topology has no error and no warning:', () => {
  test.each(SOUND)('%s', (_what, there) => {
    expect(rulesThatFind(there, ['error', 'warning'])).toEqual([]);
  });
});

/** What is found in the catalogue, each finding thought about; scenarios that are not named have none. */
const IN_THE_CATALOGUE: Readonly<Record<string, readonly RuleId[]>> = {
  // They show just what is found.
  direct: ['wildcard-elsewhere', 'dropping-exchange'],
  'topic-edges': ['wildcard-in-word', 'empty-topic-key'],
  headers: ['headers-matches-nothing', 'dropping-exchange'],
  'x-headers': ['headers-matches-nothing', 'headers-matches-everything', 'headers-pair-skipped'],
  'alternate-exchange': ['alternate-exchange-missing', 'exchange-leads-nowhere'],
  'dead-letter-nowhere': ['dead-letter-exchange-missing', 'dead-letter-unroutable', 'dropping-exchange'],
  'dead-letter-cycle': ['retry-reaches-others', 'dead-letter-cycle'],
  'exchange-to-exchange': ['dropping-exchange', 'exchange-cycle'],
  durable: ['lost-at-restart', 'later-transient-queue'],
  persistence: ['later-transient-queue'],
  'auto-delete-queue': ['durable-auto-delete'],
  polling: ['durable-auto-delete'],
  unroutable: ['dropping-exchange'],
  'shared-dlx': ['dead-letters-doubled', 'unbound-queue', 'dead-letters-mixed'],
  'quorum-gaps': ['argument-without-effect', 'later-delivery-limit'],
  // Their steps bind what is not bound at the beginning.
  'queue-names': ['exchange-leads-nowhere'],
  'bind-shortcut': ['exchange-leads-nowhere'],
  'auto-delete-exchange': ['exchange-leads-nowhere'],
  'publish-subscribe': ['unbound-queue'],
  'redeclare-exchange': ['unbound-queue', 'dropping-exchange'],
  'not-there': ['exchange-leads-nowhere', 'unbound-queue'],
  'refused-arguments': ['exchange-leads-nowhere', 'unbound-queue'],
  // Good to know, and meant so.
  topic: ['dropping-exchange'],
  'many-bindings': ['dropping-exchange'],
  'cc-bcc': ['dropping-exchange'],
  'internal-exchange': ['dropping-exchange'],
  'missing-exchange': ['dropping-exchange'],
  'dead-letters': ['dropping-exchange'],
  'event-services': ['dropping-exchange'],
  'priority-lanes': ['dropping-exchange'],
  ordering: ['unbound-queue'],
  'legacy-adapter': ['unbound-queue', 'dropping-exchange'],
  confirms: ['expires-silently'],
  redeclare: ['overflows-silently'],
  'get-past': ['later-delivery-limit'],
  'message-ttl': ['expires-silently'],
  'zero-ttl': ['expires-silently'],
  'overflow-reject': ['overflows-silently'],
  'retry-topology': ['dead-letter-cycle'],
  'poison-message': ['dead-letters-mixed'],
};

test.each(scenarios)('in the scenario $name is found what is to be found', (scenario) => {
  const { topology: there } = experimentOf(scenario, defaultsOf(scenario.options));
  const found = rulesThatFind(there, ['error', 'warning', 'info']);
  expect(found).toEqual(IN_THE_CATALOGUE[scenario.name] ?? []);
});

describe('the rules', () => {
  test('have each a name of their own', () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each([...RULES])('$id is described in one line and explained in sentences', (rule) => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.summary).toMatch(/^[a-z#*].*[^.]$/);
    expect(rule.summary.length).toBeLessThanOrEqual(90);
    expect(rule.explanation).toMatch(/^[A-Z].*\.$/);
  });
});

describe('findings', () => {
  const wrong = topology(
    [exchange('x', 'topic')],
    [queue('q', { 'x-message-ttl': '5' }), queue('r')],
    ['x -[a.*]-> q', 'x -[a.b]-> q'],
  );

  test('say what is wrong, why that matters and what to do, in sentences, the worst first', () => {
    const findings = lint(wrong);
    expect(findings.map(({ severity }) => severity)).toEqual(['error', 'warning', 'info', 'info', 'info']);
    for (const { message, why, fix } of findings)
      for (const text of [message, why, fix]) expect(text).toMatch(/^[A-Z].*[.?]$/);
    expect(findings[0]).toMatchObject({ id: 'queue-argument-value', subject: { kind: 'queue', name: 'q' } });
  });

  test('are left out where their rule is off, for all or for one subject, and are counted', () => {
    const off: Off[] = [
      { rule: 'shadowed-binding', on: 'x -[a.b]-> q', reason: 'it goes with the next release' },
      { rule: 'unbound-queue', reason: 'addressed by its name' },
      { rule: 'dropping-exchange', on: 'another', reason: 'meant so' },
    ];
    const result = lintWithOffs(wrong, off);
    expect(result.findings.map(({ id, severity }) => `${severity} ${id}`)).toEqual([
      'error queue-argument-value',
      'info dropping-exchange',
      'info expires-silently',
    ]);
    expect(result.off).toEqual([
      { ...off[0], findings: 1 },
      { ...off[1], findings: 1 },
      { ...off[2], findings: 0 },
    ]);
    expect(lint(wrong, { off })).toEqual(result.findings);
  });

  test('are not switched off without a reason, nor by a rule that does not exist', () => {
    const off = (rule: string, reason: string) => ({ off: [{ rule: rule as RuleId, reason }] });
    expect(() => lint(wrong, off('shadowed-bindings', 'meant so'))).toThrow(
      "there is no rule 'shadowed-bindings'",
    );
    expect(() => lint(wrong, off('shadowed-binding', ' '))).toThrow('expected a reason');
  });

  test('are complete for a thousand queues that dead-letter under patterns of their own', () => {
    const names = Array.from({ length: 1_000 }, (_, at) => `q${at}`);
    const large = topology(
      [exchange('in', 'topic'), exchange('dlx', 'topic')],
      [...names.map((name) => queue(name, dead('dlx'))), ...names.map((name) => queue(`${name}.dead`))],
      [
        ...names.map((name) => `in -[${name}.*.done.#]-> ${name}`),
        ...names.map((name) => `dlx -[${name === 'q123' ? 'typo' : name}.#]-> ${name}.dead`),
      ],
    );
    const { findings, isPartial } = lintWithOffs(large, []);
    const lost = findings.filter(({ id }) => id === 'dead-letter-unroutable');
    expect(lost.map(({ subject }) => subjectText(subject))).toEqual(['q123']);
    expect(isPartial).toBe(false);
  });

  test('are not complete, and it is said, where each dead letter may get anywhere', {
    timeout: 60_000,
  }, () => {
    const senders = Array.from({ length: 6 }, (_, at) => `q${at}`);
    const tangled = topology(
      [exchange('dlx', 'fanout')],
      [
        ...senders.map((name) => queue(name, dead('dlx'))),
        ...Array.from({ length: 9_000 }, (_, at) => queue(`d${at}`)),
      ],
      Array.from({ length: 9_000 }, (_, at) => `dlx -> d${at}`),
    );
    expect(lintWithOffs(tangled, []).isPartial).toBe(true);
  });

  test('do not depend on what was looked at before', () => {
    const first = lint(wrong);
    lint({ ...wrong, exchanges: [exchange('x', 'direct')] });
    expect(lint(wrong)).toEqual(first);
  });
});
