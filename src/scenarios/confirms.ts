import {
  confirms as awaitConfirms,
  defineScenario,
  publish,
  queue,
  topology,
  wait,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const confirms = defineScenario({
  name: 'confirms',
  group: 'publishing',
  summary: 'What a confirm says, and what it does not promise',
  guess: 'A confirmed message is in a queue, and somebody will read it.',
  notice: [
    "m3: 'orders' holds two messages and refuses more (reject-publish), so that the broker answers with basic.nack. Nothing was lost in silence.",
    "m4: confirmed as soon as 'quotes' had it. After 100 ms it expired, unread, and no one told the publisher.",
    'm5: no queue has that name, and it was not mandatory. The broker had nothing left to do with it, and confirmed it.',
  ],
  takeaway:
    'A confirm ends the duty of the publisher, no more: for what was read there are acknowledgements, for what no queue takes, mandatory. Waiting after each message costs a round trip each. Publish on, take confirms as they come, and limit how many are open.',
  examples: ['run confirms --batch 1', 'run confirms --batch 3', 'run confirms --batch 5'],
  options: {
    batch: wholeNumber(1, { from: 1, to: 5, placeholder: 'N', summary: 'messages between two waits' }),
  },
  build({ batch }) {
    const messages = [
      ...['m1', 'm2', 'm3'].map((id) => publish(id, '', 'orders')),
      publish('m4', '', 'quotes'),
      publish('m5', '', 'nobody', { mandatory: false }),
    ];
    return {
      topology: topology(
        [],
        [
          queue('orders', { 'x-max-length': 2, 'x-overflow': 'reject-publish' }),
          queue('quotes', { 'x-message-ttl': 100 }),
        ],
      ),
      steps: [
        ...messages.flatMap((message, at) =>
          (at + 1) % batch === 0 ? [message, awaitConfirms()] : [message],
        ),
        wait(400),
      ],
    };
  },
  expected: {
    queues: { m1: ['orders'], m2: ['orders'], m3: [], m4: [], m5: [] },
    left: { orders: ['m1', 'm2'] },
    returned: [],
    refused: ['m3'],
    unconfirmed: [],
  },
});
