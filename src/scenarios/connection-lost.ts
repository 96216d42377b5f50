import {
  answer,
  consume,
  cut,
  defineScenario,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

export const connectionLost = defineScenario({
  name: 'connection-lost',
  group: 'failure',
  summary: 'Lose connections, lose no message, get some twice',
  guess: 'A client that connects again goes on as if nothing had happened.',
  notice: [
    'm2: the producer loses its connection before it reads the confirm. Connected again, it publishes m2 once more. RabbitMQ had it already, so there are two, neither of them marked.',
    'm2, m3: the worker holds them when it loses its connection. RabbitMQ takes them back, and delivers them again, marked redelivered, once the worker has connected and consumes again.',
    'm1: it had been acknowledged, so it does not come back.',
  ],
  takeaway:
    'With recovery switched on, amqplib connects again and calls your setup function. Channels, prefetch, consumers and the list of unconfirmed messages are for that function to restore. A delivery that was lost with its channel cannot be acknowledged on the next one: drop it, it comes again.',
  examples: ['run connection-lost'],
  options: {},
  build: () => ({
    topology: topology([], [queue('work')]),
    steps: [
      consume('worker', 'work', { answer: 'hold', except: { m1: 'ack' } }),
      publish('m1', '', 'work'),
      publish('m2', '', 'work', { confirmLost: true, recovers: true }),
      publish('m3', '', 'work'),
      cut('worker', { recovers: true }),
      answer('worker', 'm3', 'ack', { multiple: true }),
    ],
  }),
  allArrive: 'Nothing is lost; the surprise is what comes twice.',
  expected: {
    queues: { m1: ['work'], m2: ['work'], m3: ['work'] },
    deliveries: {
      worker: ['m1', 'm2', 'm2', 'm3', 'm2 redelivered', 'm2 redelivered', 'm3 redelivered'],
    },
  },
});
