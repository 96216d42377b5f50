import {
  consume,
  defineScenario,
  look,
  publish,
  queue,
  topology,
  wait,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const LETTERS = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' };

export const queueExpiry = defineScenario({
  name: 'queue-expiry',
  group: 'queues',
  summary: 'x-expires deletes a queue that nobody uses',
  guess: 'A queue with a message in it is in use; at worst the message is dead-lettered.',
  notice: [
    'm1: a consumer uses a queue, a message does not. Unused for its x-expires, cart goes, and m1 with it.',
    'm1 is not dead-lettered either. That is for messages that die, not for a queue that is deleted.',
    'm2: desk has the same x-expires, but a consumer. It stays, however quiet it is.',
    'm3: cart is no longer there, so m3 comes back.',
  ],
  takeaway:
    'x-expires is for queues that clients leave behind; besides a consumer, only basic.get and declaring the queue again start its time anew. Do not put it on a queue whose consumer may be away for longer, such as overnight: messages that wait do not save it.',
  examples: ['run queue-expiry --expires 1000'],
  options: {
    expires: wholeNumber(500, { from: 300, to: 5_000, placeholder: 'MS', summary: 'x-expires of both' }),
  },
  build: ({ expires }) => ({
    topology: topology(
      [],
      [
        queue('cart', { 'x-expires': expires, ...LETTERS }),
        queue('desk', { 'x-expires': expires }),
        queue('dead'),
      ],
    ),
    steps: [
      consume('clerk', 'desk'),
      publish('m1', '', 'cart'),
      publish('m2', '', 'desk'),
      look('at first'),
      wait(expires + 400),
      look('long after'),
      publish('m3', '', 'cart'),
    ],
  }),
  expected: {
    queues: { m1: [], m2: ['desk'], m3: [] },
    deliveries: { clerk: ['m2'] },
    returned: ['m3'],
    gone: ['cart'],
    looks: {
      'at first': { cart: 1, desk: 0, dead: 0 },
      'long after': { cart: 'gone', desk: 0, dead: 0 },
    },
  },
});
