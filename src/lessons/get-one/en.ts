import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'basic.get: one message at a time',
  intro: [
    'A consumer is sent messages as they come. There is another way to have one: basic.get. With it a client asks a queue, and is answered with one message, or with none.',
    'm1, m2, m3 and m4 wait in orders, and no consumer is there. Somebody wants to know what these messages are: the client support gets twice, and acknowledges neither.',
    'Then c1 starts to consume orders, and takes what there is. support gets a third time. Then it ends, and its connection with it.',
  ],
  questions: {
    ready: {
      ask: 'support has asked twice, and c1 is not there yet. How many messages are ready in orders?',
      hints: [
        'While support has a message, could somebody else have it, too?',
        'A get takes the first of the messages that are ready. As long as it is not acknowledged it is kept for the client, as if a consumer had been sent it.',
      ],
      why: 'Each get took one. m1 and m2 are with support, unacknowledged. m3 and m4 are ready.',
      slips: {
        looks:
          'To get a message is not to look at it. What support has got is out of the queue for all others, until it is acknowledged or given back.',
        same: 'The second get brings the next message, m2, and waits for no ack. A prefetch would not stop it either: that is for consumers.',
        all: 'That would be a consumer: without a prefetch it is sent all that waits. A get takes one message.',
      },
    },
    third: {
      ask: 'c1 has taken what was ready. What is the answer to the third get of support?',
      choices: {
        waits: 'There is none until a message comes.',
        error: 'An error, which closes the channel.',
        none: 'get-empty: there is no message.',
      },
      hints: [
        'Has anybody done something wrong?',
        'Every get is answered at once, in one of two ways: get-ok with a message, or get-empty.',
      ],
      why: 'The queue is there, and nothing in it is ready. The answer is get-empty, and the channel stays open.',
      slips: {
        waits:
          'The broker does not remember who asked. It answers at once, and who wants more has to ask again.',
        error:
          'A queue that does not exist is an error: 404. One in which nothing is ready is an ordinary case, with an answer of its own.',
      },
    },
    c1: {
      ask: 'What does c1 receive in all, in this order?',
      choices: {
        inOrder: 'm1, m2, m3, m4',
        lost: 'm3, m4',
        asNew: 'm3, m4, then m1, m2, as if for the first time',
        late: 'm3, m4, then m1, m2, marked as redelivered',
      },
      hints: [
        'Who has m1 and m2 when c1 starts, and who has them in the end?',
        'What is not acknowledged goes back to the queue when its channel ends. It makes no difference whether it was sent to a consumer or got.',
      ],
      why: 'When c1 starts only m3 and m4 are ready. m1 and m2 are back once support is gone, and had been delivered before.',
      slips: {
        inOrder:
          'm1 and m2 are with support when c1 starts. They are back only when its connection ends, and so they come last.',
        lost: 'support never acknowledged m1 and m2, so that the broker still has them. They go back to orders when the connection ends.',
        asNew:
          'support had them, and may have used them. The broker cannot know, and marks them as redelivered.',
      },
    },
  },
};
