import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Polling: to ask again and again',
  intro: [
    'c1 consumes the queue pushed. poller does not consume: it asks its queue, polled, with basic.get: three times in all, 200 ms apart.',
    'Both queues are bound to prices, a fanout exchange, so that each has a copy of every message. m1 is published after the first get, m2 and m3 after the second.',
    'Both queues are auto-delete: such a queue is deleted when its last consumer leaves. In the end both programs are gone.',
  ],
  questions: {
    m1: {
      ask: 'poller has asked once, and m1 is published. How many messages are ready in polled?',
      hints: [
        'Does the broker remember that poller asked?',
        'A get is answered at once, and with that it is over. What comes later is sent to consumers only.',
      ],
      why: 'The first get is over, so that m1 waits in polled until poller asks again.',
      slips: {
        told: 'Nobody sends m1 to poller. Its get was answered with get-empty before m1 came, and was over with that.',
      },
    },
    poller: {
      ask: 'poller asks three times. How many messages does it receive in all?',
      hints: [
        'What does each of the three find, and how much of it does it bring?',
        'A get brings one message at most, however many wait.',
      ],
      why: 'The first get finds nothing, the second m1. The third finds m2 and m3, and brings m2.',
      slips: {
        all: 'm3 is not among them. It waits behind m2, and the third get brings one message.',
        last: 'What is not got stays in the queue. m1 is still there for the second get, and the third brings m2.',
      },
    },
    gone: {
      ask: 'Both programs are gone. What has become of the two auto-delete queues?',
      choices: {
        both: 'Both are deleted.',
        neither: 'Both are still there.',
        pushed: 'pushed is deleted, and polled is still there.',
      },
      hints: [
        'Which of the two queues had a consumer that could leave?',
        'A consumer is whoever consumes. To get a message makes nobody a consumer.',
      ],
      why: 'c1 was the last consumer of pushed. polled never had one, so that none could leave.',
      slips: {
        both: 'polled never had a consumer, for who gets is none. So no last one leaves, and it stays with m3 in it.',
        neither: 'c1 was the only consumer of pushed. When it goes the queue goes as well.',
      },
    },
  },
};
