import {
  answer,
  consume,
  defineScenario,
  get,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

const SINGLE = { 'x-single-active-consumer': true };

export const getPast = defineScenario({
  name: 'get-past',
  group: 'consuming',
  summary: 'A get goes past whoever has the queue to itself',
  guess: 'A consumer that has a queue to itself gets all the messages in it.',
  notice: [
    'm2: c1 is the single active consumer of ledger, and still at work on m1. support asks for a message, and gets the next one: m2 is done before m1.',
    'm5: c2 is the exclusive consumer of inbox. That keeps other consumers out, but not a get.',
    'm7: vault is a quorum queue with a single active consumer. Such a queue refuses every get with 405 RESOURCE_LOCKED, and m7 stays for c3.',
    'm8: log is a stream, which knows no basic.get: 540 NOT_IMPLEMENTED, and the whole connection of support is closed.',
  ],
  takeaway:
    'One consumer keeps the order only as long as nobody gets. Where the order matters, take a quorum queue with a single active consumer, or give no other user the permission to read the queue. Tools get, too: the management page, and scripts that empty a queue.',
  examples: ['run get-past'],
  options: {},
  build: () => ({
    topology: topology(
      [],
      [
        queue('ledger', SINGLE),
        queue('inbox'),
        queue('vault', { ...SINGLE, 'x-queue-type': 'quorum' }),
        queue('log', { 'x-queue-type': 'stream' }),
      ],
    ),
    steps: [
      consume('c1', 'ledger', { prefetch: 1, except: { m1: 'hold' } }),
      consume('c2', 'inbox', { prefetch: 1, except: { m4: 'hold' }, exclusive: true }),
      consume('c3', 'vault', { prefetch: 1, except: { m6: 'hold' } }),
      ...['m1', 'm2', 'm3'].map((id) => publish(id, '', 'ledger')),
      ...['m4', 'm5'].map((id) => publish(id, '', 'inbox')),
      ...['m6', 'm7'].map((id) => publish(id, '', 'vault')),
      publish('m8', '', 'log'),
      ...['ledger', 'inbox', 'vault', 'log'].map((name) => get(name, { by: 'support' })),
      answer('c1', 'm1', 'ack'),
      answer('c2', 'm4', 'ack'),
      answer('c3', 'm6', 'ack'),
    ],
  }),
  allArrive: 'It is about who gets a message, not about whether it arrives.',
  expected: {
    queues: {
      m1: ['ledger'],
      m2: ['ledger'],
      m3: ['ledger'],
      m4: ['inbox'],
      m5: ['inbox'],
      m6: ['vault'],
      m7: ['vault'],
      m8: ['log'],
    },
    deliveries: { c1: ['m1', 'm3'], c2: ['m4'], c3: ['m6', 'm7'], support: ['m2', 'm5'] },
    left: { log: ['m8'] },
    errors: {
      support: [
        "405 RESOURCE_LOCKED - cannot obtain access to locked queue 'vault' in vhost '/'",
        '540 NOT_IMPLEMENTED - basic.get not supported by stream queues',
      ],
    },
  },
});
