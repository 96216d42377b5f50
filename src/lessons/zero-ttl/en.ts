import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A TTL of 0',
  intro: [
    'The queue ticks has an x-message-ttl of 0: messages may wait in it for 0 ms. It has no dead-letter exchange.',
    'm1 is published while ticks has no consumer. Then screen consumes, with a prefetch of 1, and answers nothing: it holds what it gets. m2 and m3 are published, and later the connection of screen breaks.',
    'At last shop declares a queue cart with an x-expires of 0. That is the time after which a queue that nobody uses is deleted.',
  ],
  questions: {
    m1: {
      ask: 'm1 is mandatory, and nobody consumes ticks yet. What becomes of it?',
      choices: {
        waits: 'It waits: 0 stands for no TTL. screen receives it.',
        returned: 'It comes back, since the queue cannot keep it.',
        gone: 'It is gone, and nobody is told.',
      },
      hints: [
        'Routing comes first, the time in the queue afterwards. Which of them has to do with mandatory?',
        '0 is a TTL like any other: it is over at once. Only a consumer that waits is quicker.',
      ],
      why: 'ticks takes m1, so that it is confirmed and does not come back. As nobody waits for it, it expires at once.',
      slips: {
        waits:
          '0 does not switch the TTL off. It is a time that is over at once; m1 was gone when screen came.',
        returned:
          'A message comes back when no queue takes it. ticks took m1, and then it expired, of which the publisher is not told.',
      },
    },
    screen: {
      ask: 'screen has a prefetch of 1 and holds what it gets. m2 and m3 are published. How many messages does it receive?',
      hints: [
        'For which of the two is screen ready when it comes?',
        'A message with a TTL of 0 reaches a consumer that can take it at this moment. With a prefetch of 1, who holds a message cannot.',
      ],
      why: 'm2. When m3 comes screen has all that its prefetch allows, and m3 expires.',
      slips: {
        none: 'A TTL of 0 is no ban. screen waited for a message, and m2 went to it without lying in the queue at all.',
        m3Too: 'screen may hold one message, and holds m2. m3 would have to wait, and has no time for that.',
        all: 'm1 expired before screen was there, and m3 while it held m2. A message with a TTL of 0 does not wait for anybody.',
      },
    },
    shop: {
      ask: 'shop declares cart with an x-expires of 0. What happens?',
      choices: {
        noExpiry: 'The queue is there, and does not expire.',
        atOnce: 'The queue is there and goes at once, as a message would.',
        refused: 'An error: there is no queue cart.',
      },
      hints: [
        'What would a queue be good for that is gone as it comes?',
        'x-message-ttl may be 0, x-expires has to be at least 1.',
      ],
      why: '406 PRECONDITION_FAILED: x-expires has to be at least 1. Nothing is declared.',
      slips: {
        noExpiry: '0 does not switch it off: leaving the argument out does. 0 is refused (406).',
        atOnce: 'That is what 0 would mean, and nobody could use such a queue. So it is refused (406).',
      },
    },
  },
};
