import {
  cancel,
  confirms,
  consume,
  cut,
  defineScenario,
  look,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

const REPLY_TO = 'amq.rabbitmq.reply-to';

export const directReplyTo = defineScenario({
  name: 'direct-reply-to',
  group: 'patterns',
  summary: 'Direct reply-to is for one channel, and no queue',
  guess: 'amq.rabbitmq.reply-to is a queue like any other: replies wait in it until somebody takes them.',
  notice: [
    'm1: hasty names amq.rabbitmq.reply-to without consuming from it. The request is refused (406): m1 reaches no server.',
    'careful wants to acknowledge replies. There is no queue that would take them back, so this is refused, too (406).',
    'm3: shop asks, and then closes its channel with m4, which goes to an exchange that is not there. The address was that of the channel: the reply is dropped, though shop is connected and consumes again.',
    'm5: desk names a queue of its own. The reply waits there until desk is back.',
  ],
  takeaway:
    'Consume from amq.rabbitmq.reply-to without acknowledgements, then publish the requests on the same channel, and do nothing else on it that may close it. Where a reply must not be lost, give each client a queue for its replies.',
  examples: ['run direct-reply-to'],
  options: {},
  build: () => ({
    topology: topology([], [queue('prices'), queue('desk-replies')]),
    steps: [
      consume('server', 'prices', { replies: true }),
      publish('m1', '', 'prices', { by: 'hasty', replyTo: REPLY_TO }),
      consume('careful', REPLY_TO),
      consume('shop', REPLY_TO, { noAck: true }),
      publish('m2', '', 'prices', { by: 'shop', replyTo: REPLY_TO }),
      cancel('server'),
      publish('m3', '', 'prices', { by: 'shop', replyTo: REPLY_TO }),
      confirms('shop'),
      publish('m4', 'orders', '', { by: 'shop' }),
      consume('shop', REPLY_TO, { noAck: true }),
      publish('m5', '', 'prices', { by: 'desk', replyTo: 'desk-replies' }),
      cut('desk'),
      consume('spare', 'prices', { replies: true }),
      look('desk is away'),
      consume('desk', 'desk-replies'),
    ],
  }),
  expected: {
    queues: {
      m1: [],
      m2: ['prices'],
      'm2 reply': [REPLY_TO],
      m3: ['prices'],
      'm3 reply': [],
      m4: [],
      m5: ['prices'],
      'm5 reply': ['desk-replies'],
    },
    deliveries: {
      server: ['m2'],
      careful: [],
      shop: ['m2 reply'],
      spare: ['m3', 'm5'],
      desk: ['m5 reply'],
    },
    looks: { 'desk is away': { prices: 0, 'desk-replies': 1 } },
    returned: [],
    unconfirmed: ['m1', 'm4'],
    errors: {
      hasty: ['406 PRECONDITION_FAILED - fast reply consumer does not exist'],
      careful: ['406 PRECONDITION_FAILED - reply consumer cannot acknowledge'],
      shop: ["404 NOT_FOUND - no exchange 'orders'"],
    },
  },
});
