import {
  consume,
  cut,
  declareQueue,
  defineScenario,
  look,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

const MINE = queue('session', {}, { durable: false, exclusive: true });

export const exclusiveQueue = defineScenario({
  name: 'exclusive-queue',
  group: 'queues',
  summary: 'Belongs to one connection, and goes with it',
  guess: 'Nobody else can use the queue, and its owner finds it again after a reconnect.',
  notice: [
    'intruder wants to consume from it over another connection: 405 RESOURCE_LOCKED.',
    'm1: a publisher does not touch the queue. The exchange routes to it, whoever sends.',
    "m2: owner's connection broke, and the queue went with it, m1 included, which was not acknowledged. m2 finds no queue.",
    'm3: owner is back and declares the queue again. It is a new one, and empty.',
  ],
  takeaway:
    'Use it for what is worth nothing without its connection, such as replies. After a short break the old connection may still hold the name (405), so let the broker choose names.',
  examples: ['run exclusive-queue'],
  options: {},
  build: () => ({
    topology: topology([], []),
    steps: [
      declareQueue(MINE, { by: 'owner' }),
      consume('owner', 'session', { answer: 'hold' }),
      consume('intruder', 'session'),
      publish('m1', '', 'session'),
      look('owner is there'),
      cut('owner'),
      look('owner is gone'),
      publish('m2', '', 'session'),
      declareQueue(MINE, { by: 'owner' }),
      consume('owner', 'session'),
      publish('m3', '', 'session'),
    ],
  }),
  expected: {
    queues: { m1: ['session'], m2: [], m3: ['session'] },
    deliveries: { owner: ['m1', 'm3'], intruder: [] },
    returned: ['m2'],
    errors: { intruder: ["405 RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'session'"] },
    looks: { 'owner is there': { session: 'locked' }, 'owner is gone': { session: 'gone' } },
  },
});
