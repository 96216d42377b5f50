import {
  consume,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const legacyAdapter = defineScenario({
  name: 'legacy-adapter',
  group: 'patterns',
  summary: 'An adapter turns the CSV of an old system into events',
  guess: 'One file is one event, and a file that cannot be read stops all that come after it.',
  notice: [
    'm1: the adapter publishes one JSON event for each row, and acknowledges the file once the broker has confirmed them all. Billing never sees CSV.',
    'm2: a file with a head and no rows is a day without orders. It makes no event, and that is no error.',
    'm3: this is no CSV. The adapter rejects it without requeue, so it is parked for a person to look at, and the adapter goes on.',
    'm4: the file behind the broken one arrives as if nothing had been. With prefetch 1 its events cannot get between those of m1.',
  ],
  takeaway:
    'Keep what is odd about an old system in one adapter, so that others depend on your events and not on its files. Reject what it cannot read: acknowledged, it is gone, and requeued, it comes back for ever. If the adapter dies between its events and its acknowledgement, they are published twice.',
  examples: ['run legacy-adapter --rows 5'],
  options: {
    rows: wholeNumber(2, { from: 0, to: 100, placeholder: 'N', summary: 'how many rows the first file has' }),
  },
  build({ rows }) {
    const first = `order,amount${'\n7,10.00'.repeat(rows)}`;
    const bodies = [first, 'order,amount', '504 Gateway Timeout', 'order,amount\n9,90.00'];
    const parked = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'parking' };
    const queues = [queue('files', parked), queue('parking'), queue('billing')];
    const publishes = { exchange: 'orders', routingKey: 'order.imported', each: 'csv-row' } as const;
    return {
      topology: topology([exchange('orders', 'topic')], queues, ['orders -[order.*]-> billing']),
      steps: [
        consume('adapter', 'files', { prefetch: 1, publishes, except: { m3: 'reject' } }),
        consume('billing', 'billing'),
        ...bodies.map((body, at) => publish(`m${at + 1}`, '', 'files', { body })),
      ],
    };
  },
  expected: {
    queues: {
      m1: ['files'],
      'm1.1': ['billing'],
      'm1.2': ['billing'],
      m2: ['files'],
      m3: ['files', 'parking'],
      m4: ['files'],
      'm4.1': ['billing'],
    },
    deliveries: { adapter: ['m1', 'm2', 'm3', 'm4'], billing: ['m1.1', 'm1.2', 'm4.1'] },
    deaths: { m3: ['files rejected'] },
    left: { parking: ['m3'] },
  },
});
