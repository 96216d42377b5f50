import {
  cancel,
  consume,
  defineScenario,
  publish,
  queue,
  topology,
  wait,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

/** A queue that sends what lies in it for so long back to work. */
const delayQueue = (name: string, ms: number) =>
  queue(name, { 'x-message-ttl': ms, 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'work' });

const retries = { exchange: '', routingKeys: ['retry-1', 'retry-2', 'parking'] };

export const retry = defineScenario({
  name: 'retry',
  group: 'failure',
  summary: 'Try again later, then later still, then park it',
  guess: 'A message that fails is tried again in its place, before those behind it.',
  notice: [
    'm2: it fails once. The worker publishes it to retry-1, then acknowledges it; there its TTL runs out, and as a dead letter it is back in work. It succeeds behind m3: order is the price.',
    'm4: it fails each time (the new worker has a bug). It waits in retry-1, then twice as long in retry-2, and the third failure parks it, where no TTL and no consumer touch it.',
    'm4: its last x-death header knows of retry-2 alone. The worker published it anew without the old one, so it has to count the failures elsewhere.',
  ],
  takeaway:
    'Give each delay a queue of its own, with the TTL on the queue. Publish first and acknowledge once that is confirmed: a crash in between makes a duplicate, the other way round a loss. Look at the parking queue: nobody else will.',
  examples: ['run retry --failures 2', 'run retry --delay 300'],
  options: {
    failures: wholeNumber(1, { from: 0, to: 3, placeholder: 'N', summary: 'how often m2 fails' }),
    delay: wholeNumber(100, { from: 10, to: 500, placeholder: 'MS', summary: 'the TTL of retry-1' }),
  },
  build: ({ failures, delay }) => ({
    topology: topology(
      [],
      [queue('work'), delayQueue('retry-1', delay), delayQueue('retry-2', 2 * delay), queue('parking')],
    ),
    steps: [
      consume('worker', 'work', { except: { m2: 'retry' }, failures, retries }),
      ...['m1', 'm2', 'm3'].map((id) => publish(id, '', 'work')),
      wait(2 * failures * delay + 200),
      cancel('worker'),
      consume('new-worker', 'work', { except: { m4: 'retry' }, retries }),
      publish('m4', '', 'work'),
      wait(3 * delay + 300),
    ],
  }),
  expected: {
    queues: {
      m1: ['work'],
      m2: ['work', 'retry-1'],
      m3: ['work'],
      m4: ['work', 'retry-1', 'retry-2', 'parking'],
    },
    deliveries: { worker: ['m1', 'm2', 'm3', 'm2'], 'new-worker': ['m4', 'm4', 'm4'] },
    deaths: { m2: ['retry-1 expired'], m4: ['retry-1 expired', 'retry-2 expired'] },
    left: { parking: ['m4'] },
  },
});
