import {
  bind,
  consume,
  declareQueue,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const own = () => queue('', {}, { durable: false, exclusive: true });

export const queueNames = defineScenario({
  name: 'queue-names',
  group: 'exchanges',
  summary: 'One name is one queue; no name is a queue of your own',
  guess: 'Each program that declares a queue has one, so two instances of the mailer both get every message.',
  notice: [
    "m1, m3: both mailers declared 'mail', which is one queue under one name. 'mailer2' never sees these two.",
    "m2, m4: these went to 'mailer2'. Consumers of one queue share its messages out.",
    "Each cache declared a queue without a name. The broker chose one for each, so that 'own1' and 'own2' both get all.",
  ],
  takeaway:
    'Give the queue a name when instances are to share the work, and none (with exclusive) when each has to hear everything, as caches do. A queue name taken from a copied program makes two services steal from each other.',
  examples: ['run queue-names --messages 10'],
  options: {
    messages: wholeNumber(4, { from: 1, to: 1_000, placeholder: 'N', summary: 'how many messages' }),
  },
  build: ({ messages }) => ({
    topology: topology([exchange('news', 'fanout')], []),
    steps: [
      declareQueue(queue('mail'), { by: 'mailer1' }),
      declareQueue(queue('mail'), { by: 'mailer2' }),
      declareQueue(own(), { by: 'cache1', alias: 'own1' }),
      declareQueue(own(), { by: 'cache2', alias: 'own2' }),
      bind('news -> mail', { by: 'mailer1' }),
      bind('news -> mail', { by: 'mailer2' }),
      bind('news -> own1', { by: 'cache1' }),
      bind('news -> own2', { by: 'cache2' }),
      consume('mailer1', 'mail'),
      consume('mailer2', 'mail'),
      consume('cache1', 'own1'),
      consume('cache2', 'own2'),
      ...Array.from({ length: messages }, (_, at) => publish(`m${at + 1}`, 'news')),
    ],
  }),
  expected: {
    queues: Object.fromEntries(['m1', 'm2', 'm3', 'm4'].map((id) => [id, ['mail', 'own1', 'own2']])),
    deliveries: {
      mailer1: ['m1', 'm3'],
      mailer2: ['m2', 'm4'],
      cache1: ['m1', 'm2', 'm3', 'm4'],
      cache2: ['m1', 'm2', 'm3', 'm4'],
    },
  },
  // Each queue is declared by a step: which is seen first is a race.
  allArrive: 'Each queue gets everything: it is consumers who share.',
});
