import {
  consume,
  defineScenario,
  publish,
  queue,
  topology,
  wait,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const retryTopology = defineScenario({
  name: 'retry-topology',
  group: 'failure',
  summary: 'Retry with two queues and no code that publishes',
  guess: 'To try again later, a consumer has to publish the message again.',
  notice: [
    'm1: the worker only rejects it. It goes to wait as a dead letter, its TTL runs out, and as a dead letter again it is back in work. At the third try it succeeds.',
    'm1: it is the same message all the way, so x-death counts: work rejected ×2, wait expired ×2. The broker counts, but it never stops by itself.',
    'm2: it does not wait for m1, which is out of the queue while it waits.',
  ],
  takeaway:
    'Read the count of rejected in x-death, and when it is too high, publish the message to a parking queue and acknowledge it. Every reject goes the same way here, so a message that can never succeed goes round too.',
  examples: ['run retry-topology --failures 4', 'run retry-topology --delay 300'],
  options: {
    failures: wholeNumber(2, { from: 0, to: 10, placeholder: 'N', summary: 'how often m1 fails' }),
    delay: wholeNumber(100, { from: 10, to: 500, placeholder: 'MS', summary: 'the TTL of the queue wait' }),
  },
  build: ({ failures, delay }) => ({
    topology: topology(
      [],
      [
        queue('work', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'wait' }),
        queue('wait', {
          'x-message-ttl': delay,
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': 'work',
        }),
      ],
    ),
    steps: [
      consume('worker', 'work', { except: { m1: 'reject' }, failures }),
      publish('m1', '', 'work'),
      publish('m2', '', 'work'),
      wait(failures * delay + 300),
    ],
  }),
  expected: {
    queues: { m1: ['work', 'wait'], m2: ['work'] },
    deliveries: { worker: ['m1', 'm2', 'm1', 'm1'] },
    deaths: { m1: ['wait expired ×2', 'work rejected ×2'] },
  },
});
