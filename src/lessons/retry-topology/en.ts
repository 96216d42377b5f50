import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Retry without publishing',
  intro: [
    'There is a way to try again later in which the consumer publishes nothing: it rejects the message, with requeue=false, and the dead letters do the rest.',
    'What dies in work goes to wait, which nobody consumes. It expires there after 100 ms, and what dies in wait goes to work.',
    'worker rejects m1 the first two times that it comes, and acknowledges it the third time. m2 it acknowledges.',
  ],
  questions: {
    worker: {
      ask: 'In which order does worker receive its messages?',
      choices: {
        inPlace: 'm1, three times, then m2',
        cut: 'm1, m2, m1',
        marked: 'm1, m2, then m1 twice more, marked as redelivered',
        round: 'm1, m2, then m1 twice more, without a mark',
      },
      hints: [
        'Where is m1 while m2 is delivered? And how does it come back to work?',
        'A cycle with a reject in it goes on. And each dead letter is published by the broker, so that no queue has given it out before.',
      ],
      why: 'm1 is rejected and waits in wait, so that m2 is next. Twice it comes back, published to work as a dead letter, which sets no mark.',
      slips: {
        inPlace:
          'A rejected message has left its queue. m1 lies in wait for 100 ms, and m2 is delivered meanwhile.',
        cut: 'RabbitMQ cuts a cycle of dead letters only if there is no reject in it. worker rejects, so that m1 comes back the second time as well.',
        marked:
          'redelivered marks what was requeued. A dead letter comes to work as it came to wait: published, by the broker, and so without a mark.',
      },
    },
    deaths: {
      ask: 'At its third delivery m1 has died four times, twice in work and twice in wait. What does its x-death header say?',
      choices: {
        newest: 'wait, expired: the newest death alone.',
        rejects: 'work, rejected, with the count 2.',
        counts: 'Two entries, each with the count 2: wait, expired, and work, rejected.',
        four: 'Four entries, one for each death.',
      },
      hints: [
        'Did worker publish m1 anew, or did the same headers go all the way?',
        'x-death has one entry for each queue and reason. When the same death comes again, its count goes up.',
      ],
      why: 'The broker keeps the header on the way round. A death in the same queue, for the same reason, only raises the count of its entry.',
      slips: {
        newest:
          'So it is where a worker publishes the message anew, without its old headers, as in the lesson retry. Here the broker moves it, and keeps them.',
        rejects: 'To expire is a death as well: wait has an entry of its own, next to that of work.',
        four: 'There is an entry for each queue and reason, not for each death. The second time the count of the entry becomes 2.',
      },
    },
  },
};
