import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Dead letters that go round',
  intro: [
    'What dies in work goes to wait, expires there after 100 ms, and goes by the exchange back to work again, with a copy to log. RabbitMQ keeps an eye on such cycles.',
    'worker rejects m1 twice, and acknowledges it the third time. Then worker leaves.',
    'm2 comes when nobody consumes. Its own expiration is 100 ms, so that it dies in work as well.',
  ],
  questions: {
    worker: {
      ask: 'How many deliveries does worker receive?',
      hints: [
        'Does m1 come back after each reject?',
        'Somebody who rejects knows what they do: with a reject in the cycle, RabbitMQ lets it go round.',
      ],
      why: 'm1 three times: rejected, rejected, acknowledged. A cycle with a reject in it goes on.',
      slips: {
        one: 'The cycle is not cut for m1: there is a reject in it, so that RabbitMQ lets m1 come back to work.',
        two: 'm1 is rejected twice, and comes back after the second time as well. The third delivery is the one that is acknowledged.',
        four: 'The third delivery is acknowledged, which ends m1. m2 is published only when worker has left.',
      },
    },
    m2: {
      ask: 'm2 expires in work, and then in wait. Where is it in the end?',
      choices: {
        round: 'In wait: it goes round and round, and wait is where it happens to be.',
        work: 'In work, once more.',
        nowhere: 'Nowhere.',
        log: 'In log alone.',
      },
      hints: [
        'Which queue has m2 died in already, and was anything rejected on the way?',
        'A dead letter is not put into a queue that it has been in, if no reject is in that cycle. For other queues that does not matter.',
      ],
      why: 'It would be in work for the second time, with no reject on the way: RabbitMQ drops it there. log gets its copy.',
      slips: {
        round:
          'It does not even come round once. m2 has died in work before and nobody rejected it, so that it is not put into work again.',
        work: 'For m1 that was so, since worker had rejected it. m2 has only expired, and a cycle without a reject is cut before work.',
        nowhere:
          'Only the way into work is cut. log is bound to the same exchange, lies in no cycle, and gets m2.',
      },
    },
  },
};
