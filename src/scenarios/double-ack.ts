import {
  answer,
  consume,
  defineScenario,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const doubleAck = defineScenario({
  name: 'double-ack',
  group: 'consuming',
  summary: 'A second ack of one message closes the channel',
  guess: 'Acknowledging a message twice does nothing the second time.',
  notice: [
    'm1: its delivery tag is 1, and the first ack uses it up. The second one is 406 unknown delivery tag, which closes the channel, the consumer c1 with it.',
    'm2, m3: c1 still had them, unacknowledged. They go back to the queue though they have nothing to do with the mistake, and c2 gets them with redelivered=true.',
    'm2: for c1 its tag was 2, for c2 it is 1. Each channel counts its own deliveries, so an ack on another channel than the delivery came on is the same error, or hits another message.',
    'm4: tail consumes with noAck, so m4 was done when it was sent, and no tag is open for it. An ack is 406 as well.',
  ],
  takeaway:
    'Typical causes: an ack in both the handler and the framework, an ack after multiple=true, an ack after a reconnect. Acknowledge in one place, on the channel that the message came from.',
  examples: ['run double-ack --messages 10'],
  options: {
    messages: wholeNumber(3, { from: 1, to: 100, placeholder: 'N', summary: 'how many messages c1 gets' }),
  },
  build({ messages }) {
    const unasked = `m${messages + 1}`;
    return {
      topology: topology([], [queue('work'), queue('log')]),
      steps: [
        consume('c1', 'work', { answer: 'hold' }),
        ...Array.from({ length: messages }, (_, at) => publish(`m${at + 1}`, '', 'work')),
        answer('c1', 'm1', 'ack'),
        look('acknowledged once'),
        answer('c1', 'm1', 'ack'),
        look('acknowledged twice'),
        consume('c2', 'work'),
        consume('tail', 'log', { noAck: true, answer: 'hold' }),
        publish(unasked, '', 'log'),
        answer('tail', unasked, 'ack'),
      ],
    };
  },
  expected: {
    queues: { m1: ['work'], m2: ['work'], m3: ['work'], m4: ['log'] },
    deliveries: {
      c1: ['m1', 'm2', 'm3'],
      c2: ['m2 redelivered', 'm3 redelivered'],
      tail: ['m4'],
    },
    errors: {
      c1: ['406 PRECONDITION_FAILED - unknown delivery tag 1'],
      tail: ['406 PRECONDITION_FAILED - unknown delivery tag 1'],
    },
    looks: { 'acknowledged once': { work: 0 }, 'acknowledged twice': { work: 2 } },
  },
});
