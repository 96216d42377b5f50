import {
  consume,
  declareQueue,
  defineScenario,
  deleteQueue,
  look,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

export const consumerCancelled = defineScenario({
  name: 'consumer-cancelled',
  group: 'consuming',
  summary: 'A deleted queue leaves its consumer connected and idle',
  guess: 'The consumer loses its connection, so its program notices and starts again.',
  notice: [
    'm2, m3: they went with the queue. Deletion is no death, so they would not be dead-lettered either.',
    'm1: c1 had it already and may finish its work, but there is no queue left that could give it to anybody again.',
    'c1 is cancelled by the broker with one notification. No error follows: its channel and its connection stay open.',
    'm4: the queue is declared again and looks the same, but nobody consumes from it. m4 waits until c1 starts anew, on the channel that it had all the time.',
  ],
  takeaway:
    'A worker that overlooks the cancellation (in amqplib a message that is null) looks healthy and does nothing, for days. On it, declare and consume again, or end the process.',
  examples: ['run consumer-cancelled'],
  options: {},
  build() {
    return {
      topology: topology([], [queue('work')]),
      steps: [
        ...['m1', 'm2', 'm3'].map((id) => publish(id, '', 'work')),
        consume('c1', 'work', { prefetch: 1, answer: 'hold' }),
        look('c1 works on m1'),
        deleteQueue('work'),
        declareQueue(queue('work')),
        publish('m4', '', 'work'),
        look('the queue is back'),
        consume('c1', 'work'),
      ],
    };
  },
  expected: {
    queues: { m1: ['work'], m2: [], m3: [], m4: ['work'] },
    deliveries: { c1: ['m1', 'm4'] },
    // m2 and m3 were routed, and seen by nobody.
    returned: [],
    cancelled: ['c1'],
    looks: { 'c1 works on m1': { work: 2 }, 'the queue is back': { work: 1 } },
  },
});
