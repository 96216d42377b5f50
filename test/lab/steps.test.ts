import { connect } from 'amqplib';
import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import type { LabEvent } from '../../src/lib/lab/events.ts';
import type { Step } from '../../src/lib/lab/experiment.ts';
import {
  answer,
  bind,
  binding,
  bindLast,
  cancel,
  confirms,
  consume,
  cut,
  declareExchange,
  declareQueue,
  deleteExchange,
  deleteQueue,
  drain,
  exchange,
  get,
  look,
  publish,
  purge,
  queue,
  restart,
  topology,
  unbind,
  wait,
} from '../../src/lib/lab/notation.ts';
import type { Observed } from '../../src/lib/lab/observed.ts';
import type { Topology } from '../../src/lib/routing/topology.ts';
import { startProxy } from '../support/proxy.ts';
import { play, TARGETS } from '../support/scenario-runs.ts';

async function observed(target: string, there: Topology, ...steps: Step[]): Promise<Observed> {
  const run = await play({ name: 'test', topology: there, steps, expected: null }, target);
  return run.report.observed;
}

const WORK = topology([], [queue('work')]);
const publishAll = (...ids: string[]): Step[] => ids.map((id) => publish(id, '', 'work'));

describe.each(TARGETS)('on %s', (target) => {
  test('a wait lets messages expire, in the order of time', async () => {
    const there = topology(
      [exchange('dlx', 'fanout')],
      [
        queue('slow', { 'x-message-ttl': 200, 'x-dead-letter-exchange': 'dlx' }),
        queue('quick', { 'x-message-ttl': 100, 'x-dead-letter-exchange': 'dlx' }),
        queue('dead'),
      ],
      ['dlx -> dead'],
    );
    const steps = [publish('m1', '', 'slow'), publish('m2', '', 'quick'), look('before'), wait(500)];
    const seen = await observed(target, there, ...steps);
    expect(seen.looks).toEqual({ before: { slow: 1, quick: 1, dead: 0 } });
    expect(seen.left).toEqual({ dead: ['m2', 'm1'] });
    expect(seen.deaths).toEqual({ m1: ['slow expired'], m2: ['quick expired'] });
    expect(seen.queues).toEqual({ m1: ['slow', 'dead'], m2: ['quick', 'dead'] });
  });

  test('a wait does not put off the expiry of a queue', async () => {
    const there = topology(
      [],
      [queue('unused', { 'x-expires': 200 }), queue('work', { 'x-message-ttl': 100 })],
    );
    const seen = await observed(target, there, publish('m1', '', 'work'), wait(400), look('after'));
    expect(seen.looks).toEqual({ after: { unused: 'gone', work: 0 } });
    expect(seen.gone).toEqual(['unused']);
  });

  test('a drain lets time pass until no consumer works', async () => {
    const seen = await observed(
      target,
      WORK,
      consume('c1', 'work', { prefetch: 1, takesMs: 20 }),
      ...publishAll('m1', 'm2', 'm3'),
      drain(),
      look('in the end'),
    );
    expect(seen.deliveries).toEqual({ c1: ['m1', 'm2', 'm3'] });
    expect(seen.looks).toEqual({ 'in the end': { work: 0 } });
  });

  test('what a cut connection held is there again, redelivered', async () => {
    const seen = await observed(
      target,
      WORK,
      ...publishAll('m1', 'm2'),
      consume('c1', 'work', { answer: 'hold' }),
      cut('c1'),
      look('cut'),
      consume('c2', 'work'),
    );
    expect(seen.looks).toEqual({ cut: { work: 2 } });
    expect(seen.deliveries).toEqual({ c1: ['m1', 'm2'], c2: ['m1 redelivered', 'm2 redelivered'] });
  });

  test('a program that recovers restores its consumer', async () => {
    const steps = [consume('c1', 'work', { answer: 'hold', failures: 1 }), cut('c1', { recovers: true })];
    const seen = await observed(target, WORK, ...publishAll('m1'), ...steps, ...publishAll('m2'));
    expect(seen.deliveries).toEqual({ c1: ['m1', 'm1 redelivered', 'm2'] });
  });

  test('a get takes the first message that is ready, and leaves the others', async () => {
    const seen = await observed(
      target,
      WORK,
      get('work'),
      ...publishAll('m1', 'm2', 'm3'),
      get('work', { by: 'ann' }),
      get('work', { by: 'ann', answer: 'reject' }),
      look('got two'),
    );
    expect(seen.empty).toEqual({ operator: ['work'] });
    expect(seen.deliveries).toEqual({ ann: ['m1', 'm2'] });
    expect(seen.looks).toEqual({ 'got two': { work: 1 } });
    expect(seen.left).toEqual({ work: ['m3'] });
    expect(seen.queues).toEqual({ m1: ['work'], m2: ['work'], m3: ['work'] });
  });

  test('what was got is held until it is answered, or its connection is gone', async () => {
    const seen = await observed(
      target,
      WORK,
      ...publishAll('m1', 'm2', 'm3', 'm4'),
      get('work', { by: 'ann', answer: 'hold' }),
      get('work', { by: 'ann', answer: 'hold' }),
      get('work', { by: 'ann', noAck: true, answer: 'hold' }),
      get('work', { by: 'ann', answer: 'requeue' }),
      answer('ann', 'm2', 'ack'),
      look('answered'),
      cut('ann'),
      get('work', { by: 'bob' }),
    );
    expect(seen.looks).toEqual({ answered: { work: 1 } });
    expect(seen.deliveries).toEqual({ ann: ['m1', 'm2', 'm3', 'm4'], bob: ['m1 redelivered'] });
    expect(seen.left).toEqual({ work: ['m4 redelivered'] });
  });

  test('who consumes may get as well, and answers either', async () => {
    const seen = await observed(
      target,
      topology([], [queue('work'), queue('other')]),
      publish('m1', '', 'other'),
      ...publishAll('m2'),
      consume('c1', 'work', { answer: 'hold' }),
      get('other', { by: 'c1', answer: 'hold' }),
      answer('c1', 'm2', 'ack'),
      answer('c1', 'm1', 'requeue'),
      cut('c1', { recovers: true }),
      ...publishAll('m3'),
    );
    expect(seen.deliveries).toEqual({ c1: ['m2', 'm1', 'm3'] });
    expect(seen.left).toEqual({ other: ['m1 redelivered'] });
  });

  test('a get that is refused closes the channel, on a stream the connection', async () => {
    const locked = { 'x-queue-type': 'quorum', 'x-single-active-consumer': true };
    const there = topology(
      [],
      [queue('work'), queue('single', locked), queue('log', { 'x-queue-type': 'stream' })],
    );
    const seen = await observed(
      target,
      there,
      ...publishAll('m1'),
      publish('m2', '', 'log'),
      get('work', { by: 'ann', answer: 'hold' }),
      get('none', { by: 'ann' }),
      get('single', { by: 'ann' }),
      get('log', { by: 'ann' }),
      get('work', { by: 'ann' }),
    );
    const said = 'cannot obtain access to locked queue';
    expect(seen.errors.ann).toEqual([
      "404 NOT_FOUND - no queue 'none' in vhost '/'",
      expect.stringContaining(`405 RESOURCE_LOCKED - ${said} 'single' in vhost '/'`),
      expect.stringContaining('540 NOT_IMPLEMENTED - basic.get not supported by stream queues'),
    ]);
    expect(seen.deliveries).toEqual({ ann: ['m1', 'm1 redelivered'] });
    expect(seen.left).toEqual({ log: ['m2'] });
  });

  test('consumers on one channel have each the prefetch that is set on it, if they start later', async () => {
    const hold = { by: 'app', answer: 'hold' } as const;
    const seen = await observed(
      target,
      WORK,
      ...publishAll('m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'),
      consume('c1', 'work', { ...hold, prefetch: 2 }),
      look('one'),
      consume('c2', 'work', hold),
      look('two'),
      consume('c3', 'work', { ...hold, prefetch: 1 }),
      look('three'),
    );
    expect(seen.deliveries).toEqual({ c1: ['m1', 'm2'], c2: ['m3', 'm4'], c3: ['m5'] });
  });

  test('a prefetch of the channel is for all of its consumers, until one starts with its own', async () => {
    const hold = { by: 'app', answer: 'hold' } as const;
    const seen = await observed(
      target,
      WORK,
      ...publishAll('m1', 'm2', 'm3', 'm4'),
      consume('c1', 'work', { ...hold, prefetch: 1, channelPrefetch: 2 }),
      look('c1 has its own limit'),
      consume('c2', 'work', { by: 'app' }),
      look('c2 has what the channel leaves'),
      consume('c3', 'work', { ...hold, prefetch: 1 }),
    );
    expect(seen.looks).toEqual({
      'c1 has its own limit': { work: 3 },
      'c2 has what the channel leaves': { work: 0 },
    });
    expect(seen.deliveries).toEqual({ c1: ['m1'], c2: ['m2', 'm3', 'm4'] });
  });

  test('a consumer that takes all waits where another one has used up the channel', async () => {
    const seen = await observed(
      target,
      WORK,
      ...publishAll('m1', 'm2', 'm3'),
      consume('c1', 'work', { by: 'app', answer: 'hold', channelPrefetch: 2 }),
      look('c1 alone'),
      consume('c2', 'work', { by: 'app' }),
      look('nothing for c2'),
      answer('c1', 'm1', 'ack'),
    );
    expect(seen.looks).toEqual({ 'c1 alone': { work: 1 }, 'nothing for c2': { work: 1 } });
    expect(seen.left).toEqual({});
    expect([...(seen.deliveries.c1 ?? []), ...(seen.deliveries.c2 ?? [])].sort()).toEqual(['m1', 'm2', 'm3']);
  });

  test('a mistake of one consumer ends all that are on its channel', async () => {
    const seen = await observed(
      target,
      WORK,
      consume('c1', 'work', { by: 'app', answer: 'hold' }),
      consume('c2', 'work', { by: 'app', answer: 'hold' }),
      ...publishAll('m1', 'm2', 'm3'),
      answer('c1', 'm1', 'ack'),
      answer('c1', 'm1', 'ack'),
      look('the channel is closed'),
      consume('c2', 'work', { by: 'app' }),
    );
    expect(seen.errors).toEqual({ app: ['406 PRECONDITION_FAILED - unknown delivery tag 1'] });
    expect(seen.looks).toEqual({ 'the channel is closed': { work: 2 } });
    expect(seen.deliveries.c2).toEqual(['m2', 'm2 redelivered', 'm3 redelivered']);
  });

  test('an answer for all up to a message covers those of the other consumers of the channel', async () => {
    const seen = await observed(
      target,
      WORK,
      consume('c1', 'work', { by: 'app', answer: 'hold' }),
      consume('c2', 'work', { by: 'app', answer: 'hold' }),
      ...publishAll('m1', 'm2', 'm3', 'm4'),
      answer('c1', 'm3', 'ack', { multiple: true }),
      cut('app'),
    );
    expect(seen.left).toEqual({ work: ['m4 redelivered'] });
  });

  test('a program that recovers restores all consumers of its channel, with their limits', async () => {
    const hold = { by: 'app', answer: 'hold' } as const;
    const seen = await observed(
      target,
      topology([], [queue('other'), queue('work')]),
      consume('c1', 'other', { ...hold, prefetch: 1 }),
      consume('c2', 'work', hold),
      consume('c3', 'work', hold),
      cancel('c1'),
      cut('app', { recovers: true }),
      ...publishAll('m1', 'm2', 'm3'),
      publish('m4', '', 'other'),
    );
    expect(seen.deliveries).toEqual({ c2: ['m1'], c3: ['m2'] });
    expect(seen.left).toEqual({ other: ['m4'], work: ['m3'] });
  });

  test('a consumer publishes on the channel that it consumes on', async () => {
    const publishes = { exchange: '', routingKey: 'done' };
    const there = topology([], [queue('work'), queue('done')]);
    const seen = await observed(
      target,
      there,
      consume('c1', 'work', { by: 'app', publishes }),
      consume('c2', 'work', { by: 'app', publishes: { ...publishes, exchange: 'nowhere' } }),
      ...publishAll('m1'),
      look('c1 is done'),
      ...publishAll('m2'),
    );
    expect(seen.left).toEqual({ done: ['m1.c1'], work: ['m2 redelivered'] });
    expect(seen.errors).toEqual({ app: ["404 NOT_FOUND - no exchange 'nowhere' in vhost '/'"] });
  });

  test('a publisher that lost a confirm takes along who consumes on its channel', async () => {
    const seen = await observed(
      target,
      topology([], [queue('work'), queue('other')]),
      consume('c1', 'work', { by: 'shop' }),
      publish('m1', '', 'work'),
      look('m1 is done'),
      publish('m2', '', 'other', { by: 'shop', confirmLost: true }),
      look('shop is gone'),
      publish('m3', '', 'work'),
    );
    expect(seen.deliveries).toEqual({ c1: ['m1'] });
    expect(seen.left).toEqual({ other: ['m2'], work: ['m3'] });
  });

  test('a publisher that lost a confirm and recovers makes a duplicate', async () => {
    const seen = await observed(
      target,
      WORK,
      publish('m1', '', 'work', { confirmLost: true, recovers: true }),
      consume('naive', 'work', { answer: 'requeue', failures: 0 }),
    );
    expect(seen.deliveries).toEqual({ naive: ['m1', 'm1'] });
    expect(seen.unconfirmed).toEqual([]);
  });

  test('a publisher that lost a confirm and does not recover never learns', async () => {
    const steps = [publish('m1', '', 'work', { confirmLost: true }), ...publishAll('m2')];
    const seen = await observed(target, WORK, ...steps);
    expect(seen.unconfirmed).toEqual(['m1']);
    expect(seen.left).toEqual({ work: ['m1', 'm2'] });
  });

  test('a consumer that knows its duplicates works on each message once', async () => {
    const steps = [...publishAll('m1', 'm1'), consume('c1', 'work', { skipsDuplicates: true })];
    expect((await observed(target, WORK, ...steps)).skipped).toEqual({ c1: ['m1'] });
  });

  test('what the broker refuses is told by the role, and the run goes on', async () => {
    const seen = await observed(
      target,
      WORK,
      publish('m1', 'nowhere'),
      confirms(),
      ...publishAll('m2'),
      consume('c1', 'work'),
      answer('c1', 'm2', 'ack'),
      declareQueue(queue('work', { 'x-max-length': 1 })),
      declareExchange(exchange('none', 'fanout'), { by: 'asker', passive: true }),
      consume('c2', 'missing'),
    );
    expect(seen.errors).toEqual({
      producer: ["404 NOT_FOUND - no exchange 'nowhere' in vhost '/'"],
      c1: ['406 PRECONDITION_FAILED - unknown delivery tag 1'],
      operator: [
        "406 PRECONDITION_FAILED - inequivalent arg 'x-max-length' for queue 'work' in vhost '/': received the value '1' of type 'signedint' but current is none",
      ],
      asker: ["404 NOT_FOUND - no exchange 'none' in vhost '/'"],
      c2: ["404 NOT_FOUND - no queue 'missing' in vhost '/'"],
    });
    expect(seen.unconfirmed).toEqual(['m1']);
    expect(seen.queues).toEqual({ m1: [], m2: ['work'] });
  });

  test('an error that ends the connection is told too', async () => {
    const seen = await observed(
      target,
      WORK,
      declareExchange(exchange('x', 'no-such-type')),
      ...publishAll('m1'),
      declareExchange(exchange('y', 'fanout')),
    );
    expect(seen.errors).toEqual({
      operator: ["503 COMMAND_INVALID - unknown exchange type 'no-such-type'"],
    });
    expect(seen.gone).toEqual(['x']);
  });

  test('an exclusive queue is locked for others, and goes with its connection', async () => {
    const mine = queue('mine', {}, { exclusive: true });
    const steps = [declareQueue(mine, { by: 'owner' }), declareQueue(mine, { by: 'other' }), look('there')];
    const seen = await observed(target, topology([], []), ...steps, cut('owner'), look('in the end'));
    expect(seen.errors.other?.[0]).toMatch(/^405 RESOURCE_LOCKED/);
    expect(seen.looks).toEqual({ there: { mine: 'locked' }, 'in the end': { mine: 'gone' } });
  });

  test('a queue that the broker names is known by its alias', async () => {
    const there = topology([exchange('news', 'fanout')], []);
    const seen = await observed(
      target,
      there,
      declareQueue(queue(''), { alias: 'mine' }),
      declareQueue(queue(''), { alias: 'yours' }),
      bind('news -> mine'),
      publish('m1', 'news'),
      publish('m2', '', 'yours'),
      consume('c1', 'mine', { answer: 'reject' }),
    );
    expect(seen.queues).toEqual({ m1: ['mine'], m2: ['yours'] });
    expect(seen.left).toEqual({ yours: ['m2'] });
  });

  test('binding, unbinding, purging and deleting change what is there', async () => {
    const there = topology([exchange('x', 'direct')], [queue('a'), queue('b')], ['x -[k]-> a']);
    const seen = await observed(
      target,
      there,
      publish('m1', 'x', 'k'),
      purge('a'),
      bind('x -[k]-> b'),
      unbind('x -[k]-> a'),
      publish('m2', 'x', 'k'),
      deleteExchange('x'),
      consume('c1', 'b'),
      deleteQueue('b'),
    );
    expect(seen).toMatchObject({ queues: { m1: [], m2: ['b'] }, cancelled: ['c1'], gone: ['b', 'x'] });
  });

  test('a queue that was deleted may come again as one of another type', async () => {
    const stream = declareQueue(queue('q', { 'x-queue-type': 'stream' }));
    const classic = declareQueue(queue('q'));
    const message = publish('m1', '', 'q');
    const none = topology([], []);
    const asClassic = await observed(target, none, stream, deleteQueue('q'), classic, message);
    const asStream = await observed(target, none, classic, deleteQueue('q'), stream, message);
    expect([asClassic.left, asStream.left]).toEqual([{ q: ['m1'] }, { q: ['m1'] }]);
  });

  test('a cancelled consumer gets nothing more, and keeps what it holds', async () => {
    const steps = [...publishAll('m1'), consume('c1', 'work', { answer: 'hold' }), cancel('c1')];
    const seen = await observed(target, WORK, ...steps, ...publishAll('m2'), answer('c1', 'm1', 'requeue'));
    expect(seen.deliveries).toEqual({ c1: ['m1'] });
    expect(seen.left).toEqual({ work: ['m1 redelivered', 'm2'] });
  });

  test('a request is answered over direct reply-to, to its own client', async () => {
    const steps = ['ann', 'bob'].map((by, at) => publish(`m${at + 1}`, '', 'work', { by, wantsReply: true }));
    const seen = await observed(target, WORK, consume('server', 'work', { replies: true }), ...steps);
    const { server = [], ...replies } = seen.deliveries;
    expect(server.toSorted()).toEqual(['m1', 'm2']);
    expect(replies).toEqual({ ann: ['m1 reply'], bob: ['m2 reply'] });
  });

  test('a request is answered at the queue that it names, be its name the broker’s', async () => {
    const steps = [
      declareQueue(queue('', {}, { exclusive: true }), { by: 'ann', alias: 'replies' }),
      consume('ann', 'replies'),
      consume('server', 'work', { replies: true }),
      publish('m1', '', 'work', { by: 'ann', replyTo: 'replies' }),
    ];
    const seen = await observed(target, WORK, ...steps);
    expect(seen.deliveries).toEqual({ server: ['m1'], ann: ['m1 reply'] });
    expect(seen.queues).toEqual({ m1: ['work'], 'm1 reply': ['replies'] });
  });

  test('a bind without a queue is of the one that its role declared last, and a name for a key is found', async () => {
    const there = topology([exchange('x', 'direct')], []);
    const steps = [
      declareQueue(queue('a'), { by: 'ann' }),
      declareQueue(queue(''), { by: 'ann', alias: 'mine' }),
      declareQueue(queue('b'), { by: 'bob' }),
      bindLast('x', 'k', { by: 'ann' }),
      bindLast('x', '', { by: 'bob' }),
      ...['k', 'a', 'b', ''].map((key, at) => publish(`m${at + 1}`, 'x', key)),
    ];
    const seen = await observed(target, there, ...steps);
    expect(seen.queues).toEqual({ m1: ['mine'], m2: [], m3: ['b'], m4: [] });
  });

  test('a bind without a queue is refused after the connection broke on which one was declared', async () => {
    const seen = await observed(
      target,
      topology([exchange('x', 'fanout')], []),
      bindLast('x', '', { by: 'ann' }),
      declareQueue(queue('a'), { by: 'ann' }),
      cut('ann', { recovers: true }),
      bindLast('x', '', { by: 'ann' }),
      publish('m1', 'x'),
    );
    const refused = '404 NOT_FOUND - no previously declared queue';
    expect(seen.errors).toEqual({ ann: [refused, refused] });
    expect(seen.returned).toEqual(['m1']);
  });

  test('a consumer publishes what it makes of a message before it acknowledges', async () => {
    const there = topology([exchange('rows', 'fanout')], [queue('csv'), queue('json')], ['rows -> json']);
    const publishes = { exchange: 'rows', routingKey: 'row', each: 'csv-row' } as const;
    const steps = [
      consume('adapter', 'csv', { publishes }),
      publish('m1', '', 'csv', { body: 'a,b\n1,2\n3,4' }),
    ];
    const seen = await observed(target, there, ...steps);
    expect(seen.left).toEqual({ json: ['m1.1', 'm1.2'] });
    expect(seen.queues).toEqual({ m1: ['csv'], 'm1.1': ['json'], 'm1.2': ['json'] });
  });

  test('a retry goes to the place for its number, and in the end to the last', async () => {
    const later = { 'x-message-ttl': 50, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'work' };
    const there = topology([], [queue('work'), queue('later', later), queue('parking')]);
    const retries = { exchange: '', routingKeys: ['later', 'later', 'parking'] };
    const steps = [consume('c1', 'work', { answer: 'retry', retries }), ...publishAll('m1'), wait(400)];
    const seen = await observed(target, there, ...steps);
    expect(seen.deliveries).toEqual({ c1: ['m1', 'm1', 'm1'] });
    expect(seen.left).toEqual({ parking: ['m1'] });
  });

  test('a batch is acknowledged at once, and an incomplete one not at all', async () => {
    const steps = [consume('c1', 'work', { batch: 2 }), ...publishAll('m1', 'm2', 'm3'), cut('c1')];
    expect((await observed(target, WORK, ...steps)).left).toEqual({ work: ['m3 redelivered'] });
  });

  test('what is read in the end is what a consumer would get', async () => {
    const there = topology([], [queue('work', { 'x-max-priority': 5 })]);
    const steps = [publish('m1', '', 'work'), publish('m2', '', 'work', { priority: 3 })];
    expect((await observed(target, there, ...steps)).left).toEqual({ work: ['m2', 'm1'] });
  });

  test('a program recovers as often as it is cut, and its errors are seen afterwards', async () => {
    const cuts = [cut('c1', { recovers: true }), look('between'), cut('c1', { recovers: true })];
    const seen = await observed(
      target,
      WORK,
      consume('c1', 'work', { answer: 'hold' }),
      ...publishAll('m1'),
      ...cuts,
      answer('c1', 'm1', 'ack'),
      answer('c1', 'm1', 'ack'),
    );
    expect(seen.deliveries).toEqual({ c1: ['m1', 'm1 redelivered', 'm1 redelivered'] });
    expect(seen.errors.c1).toEqual(['406 PRECONDITION_FAILED - unknown delivery tag 1']);
  });

  test('a program recovers where its step says so, and only there', async () => {
    const steps = [consume('c1', 'work'), cut('c1', { recovers: true }), look('back'), cut('c1')];
    const seen = await observed(target, WORK, ...steps, ...publishAll('m1'));
    expect(seen.left).toEqual({ work: ['m1'] });
  });

  test('a consumer that was cancelled does not come back with its program', async () => {
    const steps = [consume('c1', 'work'), cancel('c1'), cut('c1', { recovers: true })];
    const seen = await observed(target, WORK, ...steps, ...publishAll('m1'));
    expect(seen.left).toEqual({ work: ['m1'] });
  });

  test('a program whose queue is gone is told so when it recovers', async () => {
    const there = topology([], [queue('mine', {}, { autoDelete: true })]);
    const seen = await observed(target, there, consume('c1', 'mine'), cut('c1', { recovers: true }));
    expect(seen.errors.c1).toEqual(["404 NOT_FOUND - no queue 'mine' in vhost '/'"]);
    expect(seen.gone).toEqual(['mine']);
  });

  test('work under way for a consumer of the same name does not outlive it', async () => {
    const there = topology([], [queue('work'), queue('other')]);
    const seen = await observed(
      target,
      there,
      consume('c1', 'work', { takesMs: 50 }),
      ...publishAll('m1'),
      cancel('c1'),
      consume('c1', 'other'),
      cut('c1', { recovers: true }),
      wait(100),
    );
    expect(seen.left).toEqual({ work: ['m1 redelivered'] });
  });

  test('copies that died apart have their deaths told in one order', async () => {
    const letters = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' };
    const queues = [queue('a', letters), queue('b', letters), queue('dead')];
    const there = topology([exchange('x', 'fanout')], queues, ['x -> a', 'x -> b']);
    const steps = [consume('c1', 'a', { answer: 'reject' }), consume('c2', 'b', { answer: 'reject' })];
    const seen = await observed(target, there, ...steps, publish('m1', 'x'));
    expect(seen.deaths).toEqual({ m1: ['a rejected', 'b rejected'] });
  });

  test('a retry is published as the message was, but for its expiration', async () => {
    const later = exchange('later', 'headers');
    const there = topology([later], [queue('work'), queue('kept')], [binding('later -> kept', { n: 1 })]);
    const retries = { exchange: 'later', routingKeys: ['k'] };
    const steps = [
      consume('c1', 'work', { answer: 'retry', retries }),
      publish('m1', '', 'work', { headers: { n: 1 }, expiration: 1 }),
      wait(50),
    ];
    expect((await observed(target, there, ...steps)).left).toEqual({ kept: ['m1'] });
  });

  test('a request that is tried again still says where its reply is to go', async () => {
    const there = topology([], [queue('work'), queue('again'), queue('replies')]);
    const steps = [
      consume('c1', 'work', { answer: 'retry', retries: { exchange: '', routingKeys: ['again'] } }),
      consume('c2', 'again', { replies: true }),
      publish('m1', '', 'work', { by: 'ann', wantsReply: true }),
      publish('m2', '', 'work', { by: 'bob', replyTo: 'replies' }),
    ];
    const seen = await observed(target, there, ...steps);
    expect(seen.deliveries.ann).toEqual(['m1 reply']);
    expect(seen.left).toEqual({ replies: ['m2 reply'] });
  });
});

describe('on somebody else’s broker', () => {
  test('messages of others are not taken for the run’s own', async () => {
    await using broker = await startBroker();
    const there = topology([exchange('amq.fanout', 'fanout')], [queue('q')], ['amq.fanout -> q']);
    const stranger = await connect(broker.url);
    const channel = await stranger.createConfirmChannel();
    const onEvent = (event: LabEvent): void => {
      if (event.kind !== 'consumer-started') return;
      for (const messageId of [undefined, 'm1', 'amq.topic', ''])
        channel.publish('amq.fanout', '', Buffer.from('x'), messageId === undefined ? {} : { messageId });
    };
    const steps = [consume('c1', 'q'), look('others'), publish('m1', 'amq.fanout')];
    const run = await play({ name: 'test', topology: there, steps, expected: null }, broker.url, { onEvent });
    expect(run.report.observed.deliveries).toEqual({ c1: ['m1'] });
    expect(run.report.queues[0]?.strangers).toBe(4);
    await stranger.close();
  });

  test('a run ends in time where the broker stops answering in the end', async () => {
    await using broker = await startBroker();
    const proxy = await startProxy(broker.url, (bytes) => (isSilent ? Buffer.alloc(0) : bytes));
    let isSilent = false;
    const onEvent = ({ kind }: LabEvent): void => {
      isSilent ||= kind === 'settled';
    };
    const steps = publishAll('m1');
    const { report } = await play({ name: 'test', topology: WORK, steps, expected: null }, proxy.url, {
      onEvent,
      timeoutMs: 500,
    });
    expect(report.fault?.message).toMatch(/not done after 0\.5 s/);
    await proxy.close();
  }, 30_000);

  test('what is said of a queue that the broker named has the name that it has here', async () => {
    await using broker = await startBroker();
    const mine = declareQueue(queue('', {}, { exclusive: true }), { by: 'ann', alias: 'mine' });
    const seen = await observed(broker.url, WORK, mine, get('mine', { by: 'bob' }));
    expect(seen.errors.bob?.[0]).toContain(
      "405 RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'mine'",
    );
  });

  test('a virtual host of another name makes no difference', async () => {
    await using broker = await startBroker({ virtualHosts: ['shop'] });
    const seen = await observed(`${broker.url}/shop`, WORK, consume('c1', 'none'));
    expect(seen.errors).toEqual({ c1: ["404 NOT_FOUND - no queue 'none' in vhost '/'"] });
  });
});

test.each([
  [
    'an answer of nobody',
    [answer('c1', 'm1', 'ack')],
    /step 1: expected who consumes or gets in an earlier step/,
  ],
  [
    'an answer to what nobody published',
    [publish('m1', '', 'work'), get('work'), answer('operator', 'm2', 'ack')],
    /step 3: expected a message that an earlier step publishes, got 'm2'/,
  ],
  ['an end of no consumer', [get('work'), cancel('operator')], /step 2: expected a consumer that an earlier/],
  [
    'a connection of a consumer that is on another one',
    [consume('c1', 'work', { by: 'app' }), cut('c1')],
    /step 2: expected who has a channel, got 'c1': it consumes on that of 'app'/,
  ],
  [
    'a get by a consumer that is on the channel of another',
    [consume('c1', 'work', { by: 'app' }), get('work', { by: 'c1' })],
    /step 2: expected who has a channel, got 'c1': it consumes on that of 'app'/,
  ],
  [
    'a consumer on the channel of another that had its own',
    [get('work'), consume('operator', 'work', { by: 'app' })],
    /step 2: expected 'operator' on the channel of 'operator' as before, got that of 'app'/,
  ],
  [
    'a consumer on the channel of another that is on a third one',
    [consume('c1', 'work', { by: 'app' }), consume('c2', 'work', { by: 'c1' })],
    /step 2: expected who has a channel, got 'c1': it consumes on that of 'app'/,
  ],
  [
    'two places for one reply',
    [publish('m1', '', 'work', { wantsReply: true, replyTo: 'work' })],
    /step 1: publish: who asks for a reply takes it by direct reply-to/,
  ],
  ['two looks of one name', [look('a'), look('a')], /step 2: expected each look under a name of its own/],
  ['a retry to nowhere', [consume('c1', 'work', { answer: 'retry' })], /step 1: consume: expected 'retries'/],
  ['a batch that replies', [consume('c1', 'work', { batch: 2, replies: true })], /step 1: consume: a batch/],
] as const)('%s is a mistake that is told before anything is played', async (_, steps, message) => {
  await expect(observed('embedded', WORK, ...steps)).rejects.toThrow(message);
});

describe('a restart', () => {
  const there = topology(
    [exchange('kept', 'fanout'), exchange('lost', 'fanout', { durable: false })],
    [queue('work'), queue('temporary', {}, { durable: false })],
  );
  const steps = [
    publish('m1', '', 'work'),
    publish('m2', '', 'work', { persistent: true }),
    publish('m3', '', 'temporary', { persistent: true }),
    restart(),
    look('after'),
    consume('c1', 'work'),
  ];

  test('of the embedded broker keeps what is durable and persistent', async () => {
    const seen = await observed('embedded', there, ...steps);
    expect(seen).toMatchObject({
      looks: { after: { work: 1, temporary: 'gone' } },
      deliveries: { c1: ['m2'] },
      gone: ['lost', 'temporary'],
    });
  });

  test('is survived by a program that recovered before', async () => {
    const seen = await observed(
      'embedded',
      topology([], [queue('work')]),
      consume('c1', 'work'),
      cut('c1', { recovers: true }),
      restart(),
      publish('m1', '', 'work'),
      consume('c1', 'work'),
    );
    expect(seen.deliveries).toEqual({ c1: ['m1'] });
  });
});
