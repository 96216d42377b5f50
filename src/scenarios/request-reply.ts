import {
  cancel,
  confirms,
  consume,
  cut,
  defineScenario,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

export const requestReply = defineScenario({
  name: 'request-reply',
  group: 'patterns',
  summary: 'Replies find their own client, or nobody at all',
  guess: 'A request is answered or fails at once, as with HTTP.',
  notice: [
    'm1, m2: each client names amq.rabbitmq.reply-to as its address. The broker makes a different address of it for each, so neither sees the reply to the other.',
    'm3: there is no queue for taxes. The request is mandatory, so it comes back at once, and the client need not wait for a time limit.',
    'm4: the queue is there but no server is. That is no error: the request waits, and nobody is told.',
    'm4: the spare server does the work, but the client has gone, and its address with it. The reply is dropped without a word.',
  ],
  takeaway:
    'Give each request a time limit in the client, and an expiration of the same length, so that no server works for a client that has given up. Match replies to requests by the correlation id, since they may come in another order.',
  examples: ['run request-reply'],
  options: {},
  build() {
    return {
      topology: topology([], [queue('prices')]),
      steps: [
        consume('server', 'prices', { replies: true }),
        publish('m1', '', 'prices', { by: 'shop', wantsReply: true }),
        confirms('shop'),
        publish('m2', '', 'prices', { by: 'app', wantsReply: true }),
        publish('m3', '', 'taxes', { by: 'shop', wantsReply: true }),
        cancel('server'),
        publish('m4', '', 'prices', { by: 'app', wantsReply: true }),
        cut('app'),
        consume('spare', 'prices', { replies: true }),
      ],
    };
  },
  expected: {
    queues: {
      m1: ['prices'],
      'm1 reply': ['amq.rabbitmq.reply-to'],
      m2: ['prices'],
      'm2 reply': ['amq.rabbitmq.reply-to'],
      m3: [],
      m4: ['prices'],
      'm4 reply': [],
    },
    deliveries: { server: ['m1', 'm2'], shop: ['m1 reply'], app: ['m2 reply'], spare: ['m4'] },
  },
});
