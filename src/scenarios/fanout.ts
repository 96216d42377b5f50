import {
  boundExchange,
  consumeAndPublish,
  declareOptions,
  defineScenario,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const fanout = defineScenario({
  name: 'fanout',
  group: 'exchanges',
  summary: 'Every queue gets every message; keys do not matter',
  guess: 'Three consumers share the work: each gets one of the three messages.',
  notice: [
    'Nothing is shared out: three messages to three queues are nine deliveries. Consumers share work on ONE queue.',
    "m2's routing key is the name of a queue, m3's that of nobody: a fanout exchange looks at neither.",
  ],
  takeaway:
    'Two instances of a service with a queue each do everything twice. Give the service one queue, and let its instances share it.',
  examples: ['fanout --consumers 5 --messages 2', 'fanout --exchange news --queue-auto-delete'],
  options: {
    consumers: wholeNumber(3, {
      from: 1,
      to: 1_000,
      placeholder: 'N',
      summary: 'how many queues, each with a consumer',
    }),
    messages: wholeNumber(3, { from: 1, to: 100_000, placeholder: 'N', summary: 'how many messages' }),
    ...declareOptions('news'),
  },
  build({ consumers, messages, ...declared }) {
    const bindings = Array.from({ length: consumers }, (_, at) => ({ queue: `q${at + 1}` }));
    const keys = ['', 'q2', 'nobody'];
    return consumeAndPublish(
      boundExchange('fanout', declared, bindings),
      Array.from({ length: messages }, (_, at) => ({ routingKey: keys[at % keys.length] ?? '' })),
    );
  },
  allArrive: 'A fanout exchange holds nothing back.',
  expected: {
    queues: {
      m1: ['q1', 'q2', 'q3'],
      m2: ['q1', 'q2', 'q3'],
      m3: ['q1', 'q2', 'q3'],
    },
  },
});
