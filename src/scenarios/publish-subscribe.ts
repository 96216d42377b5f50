import {
  bind,
  consume,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const publishSubscribe = defineScenario({
  name: 'publish-subscribe',
  group: 'patterns',
  summary: 'A queue per subscriber, filled from its binding on',
  guess: 'The exchange keeps its events, so a subscriber that comes late reads them all.',
  notice: [
    'm1, m2: audit never gets these, though its queue is there all the time. It was not yet bound when they were published, and an exchange keeps nothing.',
    'm1, m2: stock gets them, though its consumer starts last of all. Its queue was bound in time, and a queue keeps what it gets.',
    'm3: audit is bound now, so all three subscribers have a copy of their own.',
  ],
  takeaway:
    'Deploy a new service and its history is empty. Declare and bind its queue before the first event that it needs, fill the gap from a database, or use a stream, which can be read from its beginning.',
  examples: ['run publish-subscribe --before 5', 'run publish-subscribe --before 0 --after 3'],
  options: {
    before: wholeNumber(2, {
      from: 0,
      to: 100,
      placeholder: 'N',
      summary: 'how many events before audit is bound',
    }),
    after: wholeNumber(1, { from: 0, to: 100, placeholder: 'N', summary: 'how many events after that' }),
  },
  build({ before, after }) {
    const events = Array.from({ length: before + after }, (_, at) => publish(`m${at + 1}`, 'orders'));
    return {
      topology: topology(
        [exchange('orders', 'fanout')],
        [queue('mail'), queue('stock'), queue('audit')],
        ['orders -> mail', 'orders -> stock'],
      ),
      steps: [
        consume('mail', 'mail'),
        ...events.slice(0, before),
        bind('orders -> audit'),
        ...events.slice(before),
        consume('stock', 'stock'),
        consume('audit', 'audit'),
      ],
    };
  },
  expected: {
    queues: { m1: ['mail', 'stock'], m2: ['mail', 'stock'], m3: ['mail', 'stock', 'audit'] },
    deliveries: { mail: ['m1', 'm2', 'm3'], stock: ['m1', 'm2', 'm3'], audit: ['m3'] },
  },
});
