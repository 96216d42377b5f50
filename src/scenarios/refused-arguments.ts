import {
  binding,
  declareQueue,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wait,
} from '../lib/lab/define-scenario.ts';

export const refusedArguments = defineScenario({
  name: 'refused-arguments',
  group: 'queues',
  summary: 'Arguments that cannot be meant are refused',
  guess: 'The broker passes over an argument that it cannot make sense of.',
  notice: [
    "m1: binder asked for 'not', which is no mode of a headers binding (406). So others is not bound, and m1 comes back.",
    'm2: keeper set a key for the dead letters of its queue, but no exchange for them (406). So there is no queue parking, and m2 comes back, too.',
    'typist has misspelt an argument. RabbitMQ passes over names that it does not know: the queue is there, m3 gets into it, and no TTL is set.',
  ],
  takeaway:
    'What is refused shows in the first test. What is misspelt does not: look at the arguments of a queue in the management UI, or let mq-lab lint read the definitions. What matches anything but something is bound by what it has, or by an alternate exchange.',
  examples: ['run refused-arguments --format json'],
  options: {},
  build: () => ({
    topology: topology([exchange('documents', 'headers')], [queue('others')]),
    steps: [
      {
        kind: 'bind',
        by: 'binder',
        binding: binding('documents -> others', { 'x-match': 'not', type: 'pdf' }),
      },
      publish('m1', 'documents', '', { headers: { type: 'txt' } }),
      declareQueue(queue('parking', { 'x-dead-letter-routing-key': 'failed' }), { by: 'keeper' }),
      publish('m2', '', 'parking'),
      declareQueue(queue('drafts', { 'x-mesage-ttl': 100 }), { by: 'typist' }),
      publish('m3', '', 'drafts'),
      wait(300),
    ],
  }),
  expected: {
    queues: { m1: [], m2: [], m3: ['drafts'] },
    returned: ['m1', 'm2'],
    left: { drafts: ['m3'] },
    errors: {
      binder: [
        '406 PRECONDITION_FAILED - Invalid x-match field value <<"not">>; expected all, any, all-with-x, or any-with-x',
      ],
      keeper: [
        "406 PRECONDITION_FAILED - invalid arg 'x-dead-letter-routing-key' for queue 'parking' in vhost '/': routing_key_but_no_dlx_defined",
      ],
    },
  },
});
