import {
  binding,
  confirms,
  consume,
  defineScenario,
  exchange,
  listOf,
  publish,
  queue,
  readKey,
  topology,
} from '../lib/lab/define-scenario.ts';

const dead = { 'x-dead-letter-exchange': 'dead' };
const has = (header: string) => ({ 'x-match': 'all', [header]: null });

export const ccBcc = defineScenario({
  name: 'cc-bcc',
  group: 'exchanges',
  summary: 'The headers CC and BCC add routing keys to a message',
  guess: 'CC and BCC are headers like others: they tell readers something, and route nothing.',
  notice: [
    "m1, m2: CC has a second key, and m1 goes to 'audit' as well. For m2 it has 'billing' again, and that stays one copy.",
    "m3: a key in BCC does the same, but BCC is taken out before the message is queued. 'billing' rejects all it gets into a headers exchange: 'with-cc' finds the header CC, 'with-bcc' never finds BCC.",
    "m4: nothing is bound by its routing key, 'nobody'. One key that leads to a queue is enough, and CC has one: it does not come back.",
    'm5: CC has to be an array of strings. One string is a channel error (406), and the message reaches nobody.',
  ],
  takeaway:
    'One publish with one confirm serves several keys. But a header named CC or BCC that was meant for readers routes as well: copy no headers blindly from what came in from outside.',
  examples: ['run cc-bcc --key audit --key billing', 'run cc-bcc --key nobody'],
  options: {
    key: listOf(['audit'], { placeholder: 'KEY', summary: 'a key in CC of m1 and in BCC of m3' }, readKey),
  },
  build: ({ key }) => ({
    topology: topology(
      [exchange('orders', 'direct'), exchange('dead', 'headers')],
      [queue('billing', dead), queue('audit'), queue('with-cc'), queue('with-bcc')],
      [
        'orders -[billing]-> billing',
        'orders -[audit]-> audit',
        binding('dead -> with-cc', has('CC')),
        binding('dead -> with-bcc', has('BCC')),
      ],
    ),
    steps: [
      consume('c1', 'billing', { answer: 'reject' }),
      publish('m1', 'orders', 'billing', { headers: { CC: key } }),
      publish('m2', 'orders', 'billing', { headers: { CC: ['billing'] } }),
      publish('m3', 'orders', 'billing', { headers: { BCC: key } }),
      publish('m4', 'orders', 'nobody', { headers: { CC: ['audit'] } }),
      confirms(),
      publish('m5', 'orders', 'billing', { headers: { CC: 'audit' } }),
    ],
  }),
  expected: {
    queues: {
      m1: ['billing', 'audit', 'with-cc'],
      m2: ['billing', 'with-cc'],
      m3: ['billing', 'audit'],
      m4: ['audit'],
      m5: [],
    },
    deliveries: { c1: ['m1', 'm2', 'm3'] },
    left: { audit: ['m1', 'm3', 'm4'], 'with-cc': ['m1', 'm2'] },
    deaths: { m1: ['billing rejected'], m2: ['billing rejected'] },
    returned: [],
    unconfirmed: ['m5'],
    errors: { producer: ['406 PRECONDITION_FAILED - invalid message'] },
  },
});
