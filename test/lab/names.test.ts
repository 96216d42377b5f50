import { describe, expect, test } from 'vitest';
import type { Experiment, Step } from '../../src/lib/lab/experiment.ts';
import { messagesOf } from '../../src/lib/lab/experiment.ts';
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
import { randomPrefix, withPrefix } from '../../src/lib/lab/run/names.ts';
import { predict } from '../../src/lib/lab/verdict/prediction.ts';
import { plainTable } from '../../src/lib/routing/values.ts';
import { message, topicExperiment } from '../support/scenario-runs.ts';

const PREFIX = 'mq-lab.abcde.';

function experimentWith(
  parts: Partial<Experiment['topology']>,
  ...messages: ReturnType<typeof message>[]
): Experiment {
  return {
    name: 'test',
    topology: { exchanges: [], queues: [], bindings: [], ...parts },
    steps: messages.map((each) => ({ kind: 'publish', message: each })),
    expected: null,
  };
}

const playing = (...steps: Step[]): Experiment => ({ ...experimentWith({}), steps });

/** The step as the broker gets it. */
function prefixedStep<S extends Step>(step: S): S {
  return withPrefix(playing(step), PREFIX).onBroker.steps[0] as S;
}

describe('the prefix', () => {
  test('is random, and short', () => {
    expect(randomPrefix()).toMatch(/^mq-lab\.[0-9a-z]{5}\.$/);
    expect(randomPrefix()).not.toBe(randomPrefix());
  });

  test('that is empty leaves the experiment as it is', () => {
    const experiment = topicExperiment(['a'], ['a']);
    expect(withPrefix(experiment, '').onBroker).toBe(experiment);
  });

  test('stands before exchanges, queues, bindings, consumers’ queues and message ids', () => {
    const { onBroker } = withPrefix(topicExperiment(['a.*'], ['a.b']), PREFIX);
    expect(onBroker.topology.exchanges[0]?.name).toBe(`${PREFIX}x`);
    expect(onBroker.topology.queues[0]?.name).toBe(`${PREFIX}q1`);
    expect(onBroker.topology.bindings[0]).toMatchObject({ source: `${PREFIX}x`, destination: `${PREFIX}q1` });
    expect(onBroker.steps[0]).toMatchObject({ consumer: 'c1', queue: `${PREFIX}q1` });
    expect(onBroker.steps[1]).toMatchObject({ message: { id: `${PREFIX}m1`, exchange: `${PREFIX}x` } });
  });

  test('makes no body longer, by which a queue may be full', () => {
    const { onBroker } = withPrefix(topicExperiment(['a.*'], ['a.b']), PREFIX);
    expect(onBroker.steps[1]).toMatchObject({ message: { body: 'm1' } });
  });

  test('leaves keys that are patterns or matched by them alone', () => {
    const { onBroker } = withPrefix(topicExperiment(['a.*'], ['a.b']), PREFIX);
    expect(onBroker.topology.bindings[0]?.routingKey).toBe('a.*');
    expect(messagesOf(onBroker)[0]?.routingKey).toBe('a.b');
  });

  test("leaves RabbitMQ's own exchanges alone", () => {
    const experiment = experimentWith(
      { exchanges: [exchange('amq.topic', 'topic')] },
      message('m1', 'amq.topic', 'a'),
    );
    const { onBroker } = withPrefix(experiment, PREFIX);
    expect(onBroker.topology.exchanges[0]?.name).toBe('amq.topic');
    expect(messagesOf(onBroker)[0]).toMatchObject({ exchange: 'amq.topic', routingKey: 'a' });
  });

  test('stands before keys that reach the default exchange, in CC and BCC too, and where no queue has that name', () => {
    const experiment = experimentWith(
      { queues: [queue('q')] },
      message('m1', '', 'nobody', { CC: ['q'], BCC: ['r'], other: 'q' }),
    );
    const { onBroker } = withPrefix(experiment, PREFIX);
    expect(messagesOf(onBroker)[0]?.routingKey).toBe(`${PREFIX}nobody`);
    expect(plainTable(messagesOf(onBroker)[0]?.headers ?? new Map())).toEqual({
      CC: [`${PREFIX}q`],
      BCC: [`${PREFIX}r`],
      other: 'q',
    });
  });

  test('leaves CC alone where it is matched by patterns', () => {
    const experiment = experimentWith(
      { exchanges: [exchange('x', 'topic')] },
      message('m1', 'x', 'a', { CC: ['b'] }),
    );
    const { onBroker } = withPrefix(experiment, PREFIX);
    expect(plainTable(messagesOf(onBroker)[0]?.headers ?? new Map())).toEqual({ CC: ['b'] });
  });

  test('stands before the names in arguments', () => {
    const { onBroker } = withPrefix(
      experimentWith({
        exchanges: [exchange('x', 'topic', { arguments: { 'alternate-exchange': 'ae' } })],
        queues: [
          queue('q', { 'x-dead-letter-exchange': 'dlx', 'x-dead-letter-routing-key': 'key' }),
          queue('r', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'q', 'x-max-length': 1 }),
          queue('s', { 'x-dead-letter-exchange': 'amq.topic', 'x-dead-letter-routing-key': 'key' }),
        ],
      }),
      PREFIX,
    );
    expect(plainTable(onBroker.topology.exchanges[0]?.arguments ?? new Map())).toEqual({
      'alternate-exchange': `${PREFIX}ae`,
    });
    expect(onBroker.topology.queues.map(({ arguments: args }) => plainTable(args))).toEqual([
      { 'x-dead-letter-exchange': `${PREFIX}dlx`, 'x-dead-letter-routing-key': 'key' },
      { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': `${PREFIX}q`, 'x-max-length': 1 },
      { 'x-dead-letter-exchange': 'amq.topic', 'x-dead-letter-routing-key': 'key' },
    ]);
  });

  test('is refused where it makes a name too long', () => {
    const experiment = experimentWith({ queues: [queue('q'.repeat(250))] });
    expect(() => withPrefix(experiment, PREFIX)).toThrow(/the name 'q+' is too long for this broker/);
  });

  test('is refused where it makes a key too long', () => {
    const experiment = experimentWith({}, message('m1', '', 'k'.repeat(250)));
    expect(() => withPrefix(experiment, PREFIX)).toThrow(/the key 'k+' is too long for this broker/);
  });

  test('is taken out of names and texts again', () => {
    const { short, clean } = withPrefix(topicExperiment(['a'], []), PREFIX);
    expect(short(`${PREFIX}q1`)).toBe('q1');
    expect(short('amq.topic')).toBe('amq.topic');
    expect(short('amq.rabbitmq.reply-to')).toBe('amq.rabbitmq.reply-to');
    expect(short('q1')).toBeUndefined();
    expect(clean(`NOT_FOUND - no queue '${PREFIX}q1' in vhost '/'`)).toBe(
      "NOT_FOUND - no queue 'q1' in vhost '/'",
    );
  });
});

describe('under the prefix, the step', () => {
  test.each([confirms('p'), cancel('c1'), cut('c1'), restart(), wait(5), drain(), look('then')])(
    '$kind stays as it is',
    (step) => {
      expect(prefixedStep(step)).toEqual(step);
    },
  );

  test('consume names its queue, the messages that it treats otherwise, and where it publishes and retries', () => {
    const args = { 'x-priority': 1 };
    const step = prefixedStep(
      consume('c1', 'q', {
        arguments: args,
        answer: 'reject',
        except: { m1: 'ack' },
        publishes: { exchange: '', routingKey: 'next', each: 'csv-row' },
        retries: { exchange: 'x', routingKeys: ['a', 'b'] },
      }),
    );
    expect(step).toMatchObject({ consumer: 'c1', queue: `${PREFIX}q` });
    expect(plainTable(step.arguments ?? new Map())).toEqual(args);
    expect(step.behaviour).toEqual({
      answer: 'reject',
      except: { [`${PREFIX}m1`]: 'ack' },
      publishes: { exchange: '', routingKey: `${PREFIX}next`, each: 'csv-row' },
      retries: { exchange: `${PREFIX}x`, routingKeys: ['a', 'b'] },
    });
  });

  test('consume retries under queue names on the default exchange, and under keys on others', () => {
    const to = (exchangeName: string) =>
      prefixedStep(consume('c1', 'q', { retries: { exchange: exchangeName, routingKeys: ['a', 'b'] } }))
        .behaviour?.retries?.routingKeys;
    expect(to('')).toEqual([`${PREFIX}a`, `${PREFIX}b`]);
    expect(to('x')).toEqual(['a', 'b']);
  });

  test('consume keeps the pseudo-queue of direct replies', () => {
    expect(prefixedStep(consume('c1', 'amq.rabbitmq.reply-to')).queue).toBe('amq.rabbitmq.reply-to');
  });

  test('publish names the queue for replies, unless that is the pseudo-queue', () => {
    const to = (replyTo: string) =>
      prefixedStep(publish('m1', 'x', 'k', { priority: 1, replyTo })).message.properties;
    expect(to('mine')).toEqual({ priority: 1, replyTo: `${PREFIX}mine` });
    expect(to('amq.rabbitmq.reply-to')).toEqual({ priority: 1, replyTo: 'amq.rabbitmq.reply-to' });
  });

  test('answer names its message', () => {
    expect(prefixedStep(answer('c1', 'm1', 'ack'))).toEqual(answer('c1', `${PREFIX}m1`, 'ack'));
  });

  test('declare names an exchange and its alternate', () => {
    const args = (name: string) => ({ arguments: { 'alternate-exchange': name } });
    expect(prefixedStep(declareExchange(exchange('x', 'topic', args('ae')), { passive: true }))).toEqual(
      declareExchange(exchange(`${PREFIX}x`, 'topic', args(`${PREFIX}ae`)), { passive: true }),
    );
  });

  test('declare names a queue and where its dead letters go', () => {
    const args = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead', 'x-message-ttl': 5 };
    expect(prefixedStep(declareQueue(queue('q', args)))).toEqual(
      declareQueue(queue(`${PREFIX}q`, { ...args, 'x-dead-letter-routing-key': `${PREFIX}dead` })),
    );
  });

  test('declare leaves the name of a queue to the broker where it has none, and names its alias', () => {
    const step = prefixedStep(declareQueue(queue(''), { alias: 'mine' }));
    expect(step).toMatchObject({ queue: { name: '' }, alias: `${PREFIX}mine` });
  });

  test("declare keeps names that are RabbitMQ's own, which it refuses", () => {
    expect(prefixedStep(declareQueue(queue('amq.q'))).queue?.name).toBe('amq.q');
    expect(prefixedStep(declareExchange(exchange('amq.x', 'topic'))).exchange?.name).toBe('amq.x');
  });

  test.each([
    ['x -[k]-> q', `${PREFIX}x -[k]-> ${PREFIX}q`],
    ['x =[k]=> y', `${PREFIX}x =[k]=> ${PREFIX}y`],
    ['amq.topic -[k]-> q', `amq.topic -[k]-> ${PREFIX}q`],
  ])('bind and unbind name both ends: %s', (written, onBroker) => {
    expect(prefixedStep(bind(written))).toEqual(bind(onBroker));
    expect(prefixedStep(unbind(written))).toEqual(unbind(onBroker));
  });

  test('bind leaves the empty queue name: it means the one declared last', () => {
    expect(prefixedStep(bindLast('x', 'k')).binding).toMatchObject({ destination: '', routingKey: 'k' });
    expect(prefixedStep(bindLast('x', '')).binding).toMatchObject({ destination: '', routingKey: '' });
  });

  test('delete, purge and get name a queue or an exchange', () => {
    expect(prefixedStep(deleteQueue('q'))).toEqual(deleteQueue(`${PREFIX}q`));
    expect(prefixedStep(deleteExchange('x'))).toEqual(deleteExchange(`${PREFIX}x`));
    expect(prefixedStep(deleteExchange('amq.topic'))).toEqual(deleteExchange('amq.topic'));
    expect(prefixedStep(purge('q'))).toEqual(purge(`${PREFIX}q`));
    expect(prefixedStep(get('q', { by: 'c1' }))).toEqual(get(`${PREFIX}q`, { by: 'c1' }));
  });
});

describe('a key that may be a queue’s name as well as a pattern’s match', () => {
  const diesByName = queue('q', { 'x-dead-letter-exchange': '' });
  const diesByKey = queue('q', { 'x-dead-letter-exchange': 'dlx' });

  test.each<[string, Experiment]>([
    [
      'a dead letter that keeps its key',
      { ...playing(publish('m1', 'x', 'k')), topology: topology([], [diesByName]) },
    ],
    [
      'a dead letter of a queue that a step declares',
      playing(declareQueue(diesByName), publish('m1', 'x', 'k')),
    ],
    [
      'an alternate exchange that is the default one',
      playing(
        declareExchange(exchange('x', 'topic', { arguments: { 'alternate-exchange': '' } })),
        publish('m1', 'x', 'k'),
      ),
    ],
    ['a queue’s name that goes on as a key', playing(declareQueue(diesByKey), publish('m1', '', 'k'))],
    [
      'what a consumer publishes',
      playing(
        declareQueue(diesByName),
        consume('c1', 'q', { publishes: { exchange: 'x', routingKey: 'k' } }),
      ),
    ],
    ['a bind that takes the queue’s name for the key', playing(declareQueue(queue('q')), bindLast('x', ''))],
    ['where replies go', playing(declareQueue(diesByKey), publish('m1', 'y', 'k', { replyTo: 'q' }))],
    [
      'what a consumer retries',
      playing(declareQueue(diesByKey), consume('c1', 'q', { retries: { exchange: '', routingKeys: ['k'] } })),
    ],
  ])('has the prefix everywhere: %s', (_, experiment) => {
    const steps: Step[] = [
      ...experiment.steps,
      declareExchange(exchange('x', 'topic')),
      bind('x -[k]-> q'),
      publish('last', 'x', 'other', { headers: { CC: ['k'] } }),
    ];
    const { onBroker } = withPrefix({ ...experiment, steps }, PREFIX);
    expect(onBroker.steps.at(-2)).toMatchObject({ binding: { routingKey: `${PREFIX}k` } });
    const [published] = messagesOf(onBroker).slice(-1);
    expect(published?.routingKey).toBe(`${PREFIX}other`);
    expect(plainTable(published?.headers ?? new Map())).toEqual({ CC: [`${PREFIX}k`] });
  });

  test.each<[string, Experiment]>([
    [
      'dead letters that get a queue’s name for a key',
      playing(
        declareQueue(queue('q', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' })),
        publish('m1', 'x', 'k'),
      ),
    ],
    ['dead letters among exchanges', playing(declareQueue(diesByKey), publish('m1', 'x', 'k'))],
    ['dead letters among queue names', playing(declareQueue(diesByName), publish('m1', '', 'k'))],
    ['a bind that leaves out the queue alone', playing(declareQueue(queue('q')), bindLast('x', 'k'))],
    ['both kinds of exchange, and no dead letters', playing(publish('m1', '', 'q'), publish('m2', 'x', 'k'))],
  ])('is not feared where there is none: %s', (_, experiment) => {
    const { onBroker } = withPrefix(
      { ...experiment, steps: [...experiment.steps, bind('x -[k]-> q')] },
      PREFIX,
    );
    expect(onBroker.steps.at(-1)).toMatchObject({ binding: { routingKey: 'k' } });
  });

  test('leads to the same queues under the prefix, whatever the pattern, and the empty key too', () => {
    const patterns = ['', '#', '*', 'a', 'a.*', '#.b', 'a.#.b', '*.*', '.', '*.#'];
    const keys = ['', 'a', 'a.b', 'b', 'a.b.b', 'x.b', '.', 'a.', '..'];
    const written: Experiment = {
      ...playing(...keys.map((key, at) => publish(`m${at}`, 'x', key))),
      topology: topology(
        [exchange('x', 'topic')],
        [diesByName, ...patterns.map((_, at) => queue(`q${at}`))],
        patterns.map((pattern, at) => ({ ...binding(`x -> q${at}`), routingKey: pattern })),
      ),
    };
    const { onBroker, short } = withPrefix(written, PREFIX);
    expect(onBroker.topology.bindings[1]?.routingKey).toBe(`${PREFIX}#`);
    const there = predict(onBroker.topology);
    const here = predict(written.topology);
    for (const [at, message] of messagesOf(written).entries()) {
      const onIt = messagesOf(onBroker)[at] ?? message;
      expect([message.routingKey, ...there.queues(onIt).map(short)]).toEqual([
        message.routingKey,
        ...here.queues(message),
      ]);
    }
  });

  test('leaves alone what another exchange type binds by', () => {
    const weighted = playing(
      declareQueue(diesByName),
      declareExchange(exchange('x', 'x-consistent-hash')),
      publish('m1', 'x', 'k'),
      bind('x -[10]-> q'),
    );
    expect(withPrefix(weighted, PREFIX).onBroker.steps.at(-1)).toMatchObject({
      binding: { routingKey: '10' },
    });
  });
});
