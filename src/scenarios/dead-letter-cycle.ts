import {
  cancel,
  consume,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wait,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const WAIT_MS = 100;

export const deadLetterCycle = defineScenario({
  name: 'dead-letter-cycle',
  group: 'failure',
  summary: 'A cycle of dead letters ends, unless a reject is in it',
  guess: 'Two queues that send their dead letters to each other pass a message round for ever.',
  notice: [
    'm1: the worker rejects it, it expires in wait, and is back in work. With a reject in the cycle, RabbitMQ lets it go round as often as the worker rejects it.',
    'm2: nobody consumes, so it expires in work and then in wait. It would be in work for the second time with no reject on the way, and RabbitMQ drops it there, without a word.',
    'm2: only the cycle is cut. The other queue that is bound to the exchange, log, gets its copy.',
  ],
  takeaway:
    'A retry by dead letters works while consumers reject. Put a TTL on its work queue as well, and what expires there is lost once it comes round. Send what expires in the work queue to a queue outside of the cycle.',
  examples: ['run dead-letter-cycle --rejects 4', 'run dead-letter-cycle --rejects 1'],
  options: {
    rejects: wholeNumber(2, { from: 1, to: 10, placeholder: 'N', summary: 'how often m1 is rejected' }),
  },
  build: ({ rejects }) => ({
    topology: topology(
      [exchange('back', 'fanout')],
      [
        queue('work', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'wait' }),
        queue('wait', { 'x-message-ttl': WAIT_MS, 'x-dead-letter-exchange': 'back' }),
        queue('log'),
      ],
      ['back -> work', 'back -> log'],
    ),
    steps: [
      consume('worker', 'work', { answer: 'reject', failures: rejects }),
      publish('m1', '', 'work'),
      wait(rejects * WAIT_MS + 250),
      cancel('worker'),
      publish('m2', '', 'work', { expiration: 100 }),
      wait(100 + WAIT_MS + 250),
    ],
  }),
  allArrive: 'Each message is in every queue once. What must not happen is that m2 comes to work again.',
  expected: {
    queues: { m1: ['work', 'wait', 'log'], m2: ['work', 'wait', 'log'] },
    deliveries: { worker: ['m1', 'm1', 'm1'] },
    deaths: { m1: ['wait expired ×2', 'work rejected ×2'], m2: ['wait expired', 'work expired'] },
    left: { log: ['m1', 'm1', 'm2'] },
  },
});
