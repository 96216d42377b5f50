import {
  boundExchange,
  consumeAndPublish,
  declareOptions,
  defineScenario,
  HEADER_VALUES,
  listOf,
  readHeaderBinding,
  readHeaders,
} from '../lib/lab/define-scenario.ts';

export const headers = defineScenario({
  name: 'headers',
  group: 'exchanges',
  summary: 'Bindings ask for typed headers, all of them or any',
  guess: 'A binding on x-vip=1 takes the message with x-vip=1.',
  notice: [
    'm2: numbers are compared by value, so that a binding which asks for the integer 1 takes the double 1.0 as well.',
    'm3: pages="1" is a string. It never equals a number, nor does the boolean true.',
    "m4: 'urgent' with no value asks only that the header is there, whatever it says.",
    "m5: 'vip' never gets anything: all and any pass over headers that begin with x-, and any of nothing is false.",
  ],
  takeaway:
    'Clients in other languages send 1 as a string or a number, as they please. Agree on types, and never begin a header that routes with x-.',
  examples: [
    "headers --bind 'all-of:all:x=1,y=2' --bind 'any-of:any:x=1,y=2' --message x=1 --message 'x=1,y=2'",
    "headers --bind 'q:all:n=1' --message n=1 --message n=1.0 --message 'n=\"1\"' --message n=true --message '' --why",
  ],
  options: {
    bind: listOf(
      ['pdfs:all:type=pdf,pages=1', 'ops:any:level=3,urgent=', 'vip:any:x-vip=1', 'vip-x:any-with-x:x-vip=1'],
      {
        placeholder: 'QUEUE:MODE:K=V[,K=V…]',
        summary: 'binds a queue; MODE is all, any, all-with-x or any-with-x',
      },
      readHeaderBinding,
    ),
    message: listOf(
      [
        'type=pdf,pages=1,lang=en',
        'type=pdf,pages=1.0',
        'type=pdf,pages="1"',
        'urgent=false',
        'x-vip=1',
        'level=3,x-vip=1',
        '',
      ],
      { placeholder: 'K=V[,K=V…]', summary: `publishes with these headers; ${HEADER_VALUES}` },
      readHeaders,
    ),
    ...declareOptions('documents'),
  },
  build({ bind, message, ...declared }) {
    const messages = message.map((table) => ({ headers: table }));
    return consumeAndPublish(boundExchange('headers', declared, bind), messages);
  },
  expected: {
    queues: {
      m1: ['pdfs'],
      m2: ['pdfs'],
      m3: [],
      m4: ['ops'],
      m5: ['vip-x'],
      m6: ['ops', 'vip-x'],
      m7: [],
    },
  },
});
