import {
  cancel,
  consume,
  cut,
  defineScenario,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

export const singleActive = defineScenario({
  name: 'single-active',
  group: 'queues',
  summary: 'One consumer works, the others wait to take over',
  guess: 'Three consumers on one queue share its messages.',
  notice: [
    'm1, m2: c1 came first and is the active consumer. It gets all, while c2 and c3 wait, idle.',
    'm3: c1 has left, so c2 is next.',
    'm3: c2 crashes before it acknowledges. c3 takes over, and gets m3 again before m4: the order holds.',
    'm5: c1 is back, but has to wait behind c3. The active consumer stays until it leaves.',
  ],
  takeaway:
    'It keeps the order of one queue with a standby at hand, but more consumers make nothing faster. For more work, split the messages over several such queues, by key.',
  examples: ['run single-active'],
  options: {},
  build: () => ({
    topology: topology([], [queue('ledger', { 'x-single-active-consumer': true })]),
    steps: [
      consume('c1', 'ledger'),
      consume('c2', 'ledger', { answer: 'hold' }),
      consume('c3', 'ledger'),
      publish('m1', '', 'ledger'),
      publish('m2', '', 'ledger'),
      cancel('c1'),
      publish('m3', '', 'ledger'),
      cut('c2'),
      publish('m4', '', 'ledger'),
      consume('c1', 'ledger'),
      publish('m5', '', 'ledger'),
    ],
  }),
  allArrive: 'The question is who gets a message, not whether.',
  expected: {
    queues: { m1: ['ledger'], m2: ['ledger'], m3: ['ledger'], m4: ['ledger'], m5: ['ledger'] },
    deliveries: { c1: ['m1', 'm2'], c2: ['m3'], c3: ['m3 redelivered', 'm4', 'm5'] },
  },
});
