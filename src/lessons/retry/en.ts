import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Retry later, then later still',
  intro: [
    'A consumer that fails at a message may put it aside for a while: it publishes the message to a queue that nobody consumes, and then acknowledges it. There the message waits until its TTL runs out, and as a dead letter it goes back to work.',
    'The first failure puts a message into retry-1, the second into retry-2, the third into parking.',
    'worker fails at the first delivery of m2. After it comes new-worker, which has a bug and fails at m4 each time.',
  ],
  questions: {
    worker: {
      ask: 'In which order does worker receive its messages?',
      choices: {
        inPlace: 'm1, m2, m2 again, m3',
        marked: 'm1, m2, m3, then m2 again, marked as redelivered',
        behind: 'm1, m2, m3, then m2 again, without a mark',
        never: 'm1, m2, m3, and m2 no more',
      },
      hints: [
        'Where is m2 while m3 is delivered? And who has put it there?',
        'What waits in retry-1 holds up nobody in work. And redelivered marks what a queue gives out a second time, not what was published anew.',
      ],
      why: 'While m3 is delivered m2 waits in retry-1. It comes back to work as a new message, behind m3.',
      slips: {
        inPlace:
          'm2 is no longer in work: worker has acknowledged it there. It waits in retry-1, and m3 is next.',
        marked:
          'redelivered marks what goes back to its queue without an ack. worker has acknowledged m2; what comes back is another message, which it has published.',
        never:
          'retry-1 has a TTL, and dead letters that go to work: once the 100 ms are over, m2 is there again.',
      },
    },
    newWorker: {
      ask: 'new-worker fails at m4 each time. How many deliveries does it receive?',
      hints: [
        'From which of the three other queues does a way lead back to work?',
        'retry-1 and retry-2 send what expires in them to work. parking has no TTL, and nobody consumes it.',
      ],
      why: 'Once as it was published, once by way of retry-1, once by way of retry-2. Its third failure puts m4 into parking, where it stays.',
      slips: {
        two: 'There are two delays, so that there are two retries, and the first delivery comes before them.',
        four: 'parking is no third delay. It has no TTL and no dead letters, so that m4 does not come back from there.',
      },
    },
  },
};
