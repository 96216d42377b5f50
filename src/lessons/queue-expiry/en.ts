import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Queues that expire',
  intro: [
    'x-expires on a queue says for how many milliseconds it may be unused. Then the broker deletes it.',
    'cart and desk have it. m1 goes to cart, where nobody consumes. m2 goes to desk, where clerk takes it; after that desk is quiet.',
    'cart also has a dead-letter exchange: a message that dies in cart is published again by the broker, here so that it reaches the queue dead.',
  ],
  questions: {
    m1: {
      ask: 'Much longer than x-expires has passed. What became of m1?',
      choices: {
        waits: 'It waits in cart: a queue with a message in it is used.',
        expired: 'It has expired. cart is there, and empty.',
        dead: 'cart is gone, and m1 lies in dead.',
        gone: 'cart is gone, and m1 with it.',
      },
      hints: [
        'What does it take for a queue to be used? And what is it that expires here?',
        'A queue is used by those who consume from it, not by messages. And deletion of a queue is not a death of its messages.',
      ],
      why: 'Nobody consumes from cart, so it is unused, and deleted with m1 in it. Deletion dead-letters nothing.',
      slips: {
        waits:
          'A message does not use its queue, a consumer does. cart has none, and is deleted when its x-expires is over.',
        expired: 'x-expires is for the queue, not for what lies in it: it is cart that goes.',
        dead: 'Dead letters are messages that die in a queue. Here the queue is deleted, and m1 goes with it unnoticed.',
      },
    },
    desk: {
      ask: 'desk has the same x-expires and was as quiet for as long. Is it still there?',
      choices: {
        gone: 'No: nothing happened on it for longer than its x-expires.',
        stays: 'Yes: clerk consumes from it.',
      },
      hints: [
        'What does desk have that cart has not?',
        'A consumer uses its queue all the time, also while no message comes.',
      ],
      why: 'clerk is on it, and as long as a consumer is there the queue is in use, however quiet it is.',
      slips: {
        gone: 'Traffic does not count. A queue is in use as long as a consumer is on it, and clerk is.',
      },
    },
  },
};
