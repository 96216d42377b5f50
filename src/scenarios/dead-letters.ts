import {
  cancel,
  consume,
  defineScenario,
  deleteQueue,
  exchange,
  look,
  publish,
  purge,
  queue,
  topology,
  wait,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const DLX = { 'x-dead-letter-exchange': 'dlx' };
const ARCHIVE = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'archive' };

export const deadLetters = defineScenario({
  name: 'dead-letters',
  group: 'failure',
  summary: 'Four ways to die, and an x-death header that tells',
  guess: 'Whatever leaves a queue without an ack becomes a dead letter.',
  notice: [
    'm1, m2, m3, m4: rejected, requeued beyond the limit, pushed out by newer ones, expired. They go to the DLX with the key that they had, job, for the queue sets no x-dead-letter-routing-key.',
    'm2: a requeue is no death, and it comes back. Only the requeue that exceeds x-delivery-limit is one. Classic queues have no such limit.',
    'm1: dead is full, so m1 dies once more, and goes on with the key that dead sets, archive. x-death has one entry for each queue and reason, the newest first (the table has the oldest first); the same death again only raises the count of its entry.',
    'm5, m6: one is purged, one goes with its deleted queue. Neither is a death, so nobody hears of them.',
  ],
  takeaway:
    'Watch the queue of dead letters, and read x-death before you put one back: it says which queue gave it up and why. Empty a queue by consuming it if its messages matter, for a purge leaves no trace.',
  examples: ['run dead-letters --limit 3'],
  options: {
    limit: wholeNumber(1, { from: 1, to: 20, placeholder: 'N', summary: 'the x-delivery-limit' }),
  },
  build: ({ limit }) => ({
    topology: topology(
      [exchange('jobs', 'direct'), exchange('dlx', 'direct')],
      [
        queue('work', { ...DLX, 'x-queue-type': 'quorum', 'x-delivery-limit': limit, 'x-max-length': 2 }),
        queue('dead', { 'x-max-length': 3, ...ARCHIVE }),
        queue('archive'),
      ],
      ['jobs -[job]-> work', 'dlx -[job]-> dead'],
    ),
    steps: [
      consume('worker', 'work', { except: { m1: 'reject', m2: 'requeue' } }),
      ...['m1', 'm2'].map((id) => publish(id, 'jobs', 'job')),
      cancel('worker'),
      publish('m3', 'jobs', 'job'),
      publish('m4', 'jobs', 'job', { expiration: 100 }),
      publish('m5', 'jobs', 'job'),
      wait(350),
      look('before the purge'),
      purge('work'),
      publish('m6', 'jobs', 'job'),
      deleteQueue('work'),
    ],
  }),
  expected: {
    queues: {
      m1: ['work', 'dead', 'archive'],
      m2: ['work', 'dead'],
      m3: ['work', 'dead'],
      m4: ['work', 'dead'],
      m5: [],
      m6: [],
    },
    returned: [],
    deliveries: { worker: ['m1', 'm2', 'm2 redelivered'] },
    deaths: {
      m1: ['dead maxlen', 'work rejected'],
      m2: ['work delivery_limit'],
      m3: ['work maxlen'],
      m4: ['work expired'],
    },
    looks: { 'before the purge': { work: 1, dead: 3, archive: 1 } },
    left: { dead: ['m2', 'm3', 'm4'], archive: ['m1'] },
    gone: ['work'],
  },
});
