import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A slow worker and a fast one',
  intro: [
    'A consumer tells the broker when it is done with a message: it acknowledges it (ack). A message that was sent to a consumer and has no ack yet is unacknowledged; one that waits in the queue is ready.',
    'm1 and m2 wait in work when slow comes, which needs 200 ms for a message. Then fast comes, which needs 10 ms, and m3 to m6 are published.',
    'How many unacknowledged messages a consumer may have is its prefetch. Neither of these two sets one, so there is no limit.',
  ],
  questions: {
    ready: {
      ask: 'slow has come and works on its first message. How many messages are ready in work now?',
      hints: [
        'Does slow have to ask for its second message?',
        'Without a limit the broker sends a consumer all that is ready, at once.',
      ],
      why: 'm1 and m2 have both been sent to slow, and are unacknowledged. Nothing is ready.',
      slips: {
        oneAtATime:
          'slow works on m1, but m2 was sent to it at the same time, and waits there, in its memory.',
        untilDone:
          'A message is ready until it is sent, not until it is acknowledged. Both have been sent to slow.',
      },
    },
    fast: {
      ask: 'Now fast consumes too, and m3, m4, m5 and m6 are published. What does fast receive?',
      hints: [
        'Does the broker know how long a worker takes?',
        'Without a limit consumers take turns, message by message, however busy they are. Here it is the turn of slow.',
      ],
      why: 'm3 and m5 go to slow, m4 and m6 to fast. m1 and m2 are with slow already.',
      choices: {
        turns: 'm4, m6',
        whatComes: 'm3, m4, m5, m6',
        backlog: 'm2, m3, m4, m5, m6',
        block: 'm3, m4',
      },
      slips: {
        whatComes:
          'That slow is busy does not count. Without a limit it can always be sent one more, so every second message goes to slow.',
        backlog:
          'm2 has been sent to slow, and nobody takes it away from there. And of the new ones every second goes to slow as well.',
        block:
          'They get two each, but not in blocks, and being idle is no advantage: the broker gives each next message to the next consumer.',
      },
    },
  },
};
