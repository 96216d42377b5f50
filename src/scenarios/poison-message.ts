import {
  consume,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const poisonMessage = defineScenario({
  name: 'poison-message',
  group: 'failure',
  summary: 'A message that always fails holds up the others',
  guess: 'A requeued message goes to the end of the queue, so that the others have their turn.',
  notice: [
    'm2: it fails each time, and the consumers requeue it. It goes back to the head of the queue and is delivered again at once.',
    'm3: in the classic queue it waits until m2 succeeds. Here m2 succeeds at the sixth try. If it never did, m3 would never have its turn, for a classic queue does not count.',
    'm2: the quorum queue counts its deliveries. At one more than x-delivery-limit allows it dies with the reason delivery_limit, and m3 goes on.',
  ],
  takeaway:
    'A consumer that requeues whatever fails turns one bad message into a loop that fills a processor. Reject it into a dead-letter exchange, or set x-delivery-limit on a quorum queue (the default is 20 since RabbitMQ 4.0; from 4.3 on basic.reject counts, basic.nack does not).',
  examples: ['run poison-message --limit 0', 'run poison-message --failures 50 --limit 10'],
  options: {
    failures: wholeNumber(5, { from: 1, to: 100, placeholder: 'N', summary: 'how often m2 fails' }),
    limit: wholeNumber(2, { from: 0, to: 100, placeholder: 'N', summary: 'the x-delivery-limit' }),
  },
  build: ({ failures, limit }) => ({
    topology: topology(
      [exchange('orders', 'fanout'), exchange('dlx', 'fanout')],
      [
        queue('classic', { 'x-dead-letter-exchange': 'dlx' }),
        queue('quorum', {
          'x-queue-type': 'quorum',
          'x-delivery-limit': limit,
          'x-dead-letter-exchange': 'dlx',
        }),
        queue('dead'),
      ],
      ['orders -> classic', 'orders -> quorum', 'dlx -> dead'],
    ),
    steps: [
      consume('looping', 'classic', { prefetch: 1, except: { m2: 'requeue' }, failures }),
      consume('limited', 'quorum', { prefetch: 1, except: { m2: 'requeue' }, failures }),
      ...['m1', 'm2', 'm3'].map((id) => publish(id, 'orders')),
    ],
  }),
  expected: {
    queues: { m1: ['classic', 'quorum'], m2: ['classic', 'quorum', 'dead'], m3: ['classic', 'quorum'] },
    deliveries: {
      looping: ['m1', 'm2', ...Array<string>(5).fill('m2 redelivered'), 'm3'],
      limited: ['m1', 'm2', 'm2 redelivered', 'm2 redelivered', 'm3'],
    },
    deaths: { m2: ['quorum delivery_limit'] },
    left: { dead: ['m2'] },
  },
});
