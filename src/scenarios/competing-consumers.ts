import {
  consume,
  defineScenario,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const competingConsumers = defineScenario({
  name: 'competing-consumers',
  group: 'consuming',
  summary: 'Consumers on one queue take turns with its messages',
  guess: 'Each of the three consumers gets all five messages.',
  notice: [
    'm1, m2, m3: there is one queue, so there is one copy of each message, and it goes to one consumer.',
    'm4, m5: the broker goes round: after c3 it is the turn of c1 again. It counts deliveries, not work.',
  ],
  takeaway:
    'More instances of a service on its queue share the work. Two services that must both see every message need a queue each: on one queue each of them silently misses what the other got.',
  examples: ['run competing-consumers --consumers 2', 'run competing-consumers --consumers 5 --messages 4'],
  options: {
    consumers: wholeNumber(3, {
      from: 1,
      to: 100,
      placeholder: 'N',
      summary: 'how many consumers share the queue',
    }),
    messages: wholeNumber(5, { from: 1, to: 1_000, placeholder: 'N', summary: 'how many messages' }),
  },
  build({ consumers, messages }) {
    return {
      topology: topology([], [queue('work')]),
      steps: [
        ...Array.from({ length: consumers }, (_, at) => consume(`c${at + 1}`, 'work')),
        ...Array.from({ length: messages }, (_, at) => publish(`m${at + 1}`, '', 'work')),
      ],
    };
  },
  expected: {
    queues: {
      m1: ['work'],
      m2: ['work'],
      m3: ['work'],
      m4: ['work'],
      m5: ['work'],
    },
    deliveries: {
      c1: ['m1', 'm4'],
      c2: ['m2', 'm5'],
      c3: ['m3'],
    },
  },
  allArrive: 'The queue gets every message; what each consumer misses is in the deliveries.',
});
