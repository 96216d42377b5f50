import {
  bindLast,
  declareQueue,
  defineScenario,
  exchange,
  oneValue,
  publish,
  queue,
  readKey,
  topology,
} from '../lib/lab/define-scenario.ts';

export const bindShortcut = defineScenario({
  name: 'bind-shortcut',
  group: 'exchanges',
  summary: 'A bind without a queue takes the one declared last',
  guess: 'A bind without a queue and without a key is refused, or binds with the empty key.',
  notice: [
    "m1, m2: clerk left out the name of the queue, and the key. RabbitMQ took the queue that clerk had declared last, and its name as the key, too. So 'invoices' reaches it, and the empty key does not.",
    'm3, m4: packer left out the name alone. The queue is labels, declared after parcels, and the key stays as it was given.',
    'hasty has declared nothing on its channel: there is no queue that could be meant, 404.',
  ],
  takeaway:
    'Write the queue and the key into every bind. Otherwise a line in between that declares another queue changes what is bound, and a new channel after an error has no queue declared last. A setting for the name that is empty by mistake binds whichever queue came last, without an error.',
  examples: ['run bind-shortcut --key labels'],
  options: {
    key: oneValue('paid', { placeholder: 'KEY', summary: 'the key that packer binds with' }, readKey),
  },
  build: ({ key }) => ({
    topology: topology([exchange('orders', 'direct')], []),
    steps: [
      declareQueue(queue('invoices'), { by: 'clerk' }),
      bindLast('orders', '', { by: 'clerk' }),
      publish('m1', 'orders', 'invoices'),
      publish('m2', 'orders'),
      declareQueue(queue('parcels'), { by: 'packer' }),
      declareQueue(queue('labels'), { by: 'packer' }),
      bindLast('orders', key, { by: 'packer' }),
      publish('m3', 'orders', 'paid'),
      publish('m4', 'orders', 'labels'),
      bindLast('orders', '', { by: 'hasty' }),
    ],
  }),
  expected: {
    queues: { m1: ['invoices'], m2: [], m3: ['labels'], m4: [] },
    returned: ['m2', 'm4'],
    left: { invoices: ['m1'], labels: ['m3'] },
    errors: { hasty: ['404 NOT_FOUND - no previously declared queue'] },
  },
});
