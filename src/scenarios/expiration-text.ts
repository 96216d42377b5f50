import {
  confirms,
  defineScenario,
  look,
  oneValue,
  publish,
  queue,
  readKey,
  topology,
  wait,
} from '../lib/lab/define-scenario.ts';

export const expirationText = defineScenario({
  name: 'expiration-text',
  group: 'queues',
  summary: 'An expiration is a text of whole milliseconds',
  guess: 'An expiration of "30" is thirty seconds, and one of "5s" is five.',
  notice: [
    'm1: "30" was meant as seconds. It is milliseconds: m1 was confirmed, and 30 ms later it was gone. Nobody was told.',
    'm2: in AMQP an expiration is a text, so any can be sent. RabbitMQ takes only a whole number in it: 406, and the channel closes.',
    'm3: nothing is wrong with it, but it came right behind m2 on the same channel. It is lost as well.',
    'm4: sent on a new channel, and still there.',
  ],
  takeaway:
    'Make the text from a number of milliseconds, in one place. 1.5, -1 and an empty text are refused like 5s, and each takes with it what is on its way on the same channel: publish again what was not confirmed.',
  examples: ['run expiration-text --expiration 1.5', 'run expiration-text --expiration 5000'],
  options: {
    expiration: oneValue('5s', { placeholder: 'TEXT', summary: 'the expiration of m2' }, readKey),
  },
  build: ({ expiration }) => ({
    topology: topology([], [queue('alerts')]),
    steps: [
      publish('m1', '', 'alerts', { expiration: '30' }),
      confirms(),
      publish('m2', '', 'alerts', { expiration }),
      publish('m3', '', 'alerts'),
      confirms(),
      publish('m4', '', 'alerts'),
      wait(200),
      look('a little later'),
    ],
  }),
  expected: {
    queues: { m1: [], m2: [], m3: [], m4: ['alerts'] },
    left: { alerts: ['m4'] },
    returned: [],
    unconfirmed: ['m2', 'm3'],
    errors: {
      producer: ['406 PRECONDITION_FAILED - invalid expiration \'5s\': {leftover_string,"s"}'],
    },
    looks: { 'a little later': { alerts: 1 } },
  },
});
