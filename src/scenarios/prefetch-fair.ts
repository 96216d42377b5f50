import {
  consume,
  defineScenario,
  drain,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const prefetchFair = defineScenario({
  name: 'prefetch-fair',
  group: 'consuming',
  summary: 'With a prefetch of 1 the fast worker does most of it',
  guess: 'Fair means that both workers get four of the eight messages.',
  notice: [
    'm1: slow gets it, and has its one unacknowledged message. The broker passes over it until it acknowledges.',
    'm2: fast gets it and acknowledges 10 ms later, which makes it free for m3, then for m4, and so on. The rest waits in the queue, for whoever is free next.',
    'So fast does nearly everything while slow works on m1. Who is free gets the next message: nobody counts.',
  ],
  takeaway:
    'Begin with a prefetch of 1 where messages take long. Raise it only for short work, where a worker would wait for the broker between two messages: what one worker has been sent, no other can take.',
  examples: ['run prefetch-fair --prefetch 4', 'run prefetch-fair --prefetch 2 --messages 20'],
  options: {
    prefetch: wholeNumber(1, {
      from: 1,
      to: 1_000,
      placeholder: 'N',
      summary: 'how many messages each worker may have unacknowledged',
    }),
    messages: wholeNumber(8, { from: 1, to: 1_000, placeholder: 'N', summary: 'how many messages' }),
  },
  build({ prefetch, messages }) {
    return {
      topology: topology([], [queue('work')]),
      steps: [
        consume('slow', 'work', { prefetch, takesMs: 400 }),
        consume('fast', 'work', { prefetch, takesMs: 10 }),
        ...Array.from({ length: messages }, (_, at) => publish(`m${at + 1}`, '', 'work')),
        drain(),
      ],
    };
  },
  expected: {
    queues: {
      m1: ['work'],
      m2: ['work'],
      m3: ['work'],
      m4: ['work'],
      m5: ['work'],
      m6: ['work'],
      m7: ['work'],
      m8: ['work'],
    },
    shares: { slow: [1, 2], fast: [6, 7] },
  },
  timing: ['deliveries'],
  allArrive: 'Nothing is lost; it is about who gets how much.',
});
