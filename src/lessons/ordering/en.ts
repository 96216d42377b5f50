import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'What becomes of the order',
  intro: [
    'A queue is first in, first out. m1, m2 and m3 are published in this order, and lie in this order in two queues, shared and alone.',
    'shared has two consumers, slow and fast, each with a prefetch of 1. slow works 400 ms on a message, fast 10 ms. When they are done with m1, they publish m1.slow or m1.fast to the queue done, and so on.',
    'alone has one consumer, picky, without a prefetch limit. It holds all that it is sent, and later gives m1 back with requeue=true.',
  ],
  questions: {
    done: {
      ask: 'slow gets m1. In which order do the results lie in done?',
      choices: {
        asPublished: 'm1.slow, m2.fast, m3.fast',
        turns: 'm2.fast, m1.slow, m3.slow',
        asFinished: 'm2.fast, m3.fast, m1.slow',
      },
      hints: [
        'What does fast do in the 400 ms that slow needs for m1?',
        'With a prefetch of 1, whoever has acknowledged gets the next message. Nobody waits for the message before it to be done.',
      ],
      why: 'While slow works on m1, fast does m2 and m3. The queue keeps the order in which messages go out, not that in which they are done.',
      slips: {
        asPublished:
          'The queue hands them out in that order. But fast does not wait for slow: it is done with m2 and m3 long before m1 is.',
        turns:
          'slow has one unacknowledged message, which is its prefetch. m3 does not wait for it, but goes to fast, which is free.',
      },
    },
    picky: {
      ask: 'picky has been sent m1, m2 and m3, and gives m1 back. What does it receive, from first to last?',
      choices: {
        atOnce: 'm1, m1 again, m2, m3',
        behind: 'm1, m2, m3, m1 again',
        allAgain: 'm1, m2, m3, and all three again',
      },
      hints: [
        'Which messages are in the queue when m1 comes back to it?',
        'A requeue puts a message in front of what waits in the queue. What has been delivered is out.',
      ],
      why: 'm1 goes back to the front of the queue, but the queue is empty: m2 and m3 have been delivered. So m1 comes after them.',
      slips: {
        atOnce:
          'That is so with a prefetch of 1, where m2 and m3 still wait in the queue. Here they had been delivered before m1 came back.',
        allAgain: 'Only m1 was given back. m2 and m3 stay with picky.',
      },
    },
  },
};
