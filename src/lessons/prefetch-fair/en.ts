import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A prefetch of one',
  intro: [
    'The two workers again: slow needs 400 ms for a message now, fast 10 ms. This time both are there before the first message, and both set a prefetch of 1: no worker is sent a second message before it has acknowledged the first.',
    'A program sets its prefetch on a channel, before it consumes: each consumer that starts there afterwards has that limit for itself.',
    'Eight messages are published at once.',
  ],
  questions: {
    shares: {
      ask: 'Which of the two gets how much?',
      hints: [
        'slow has its message, and fast has acknowledged its own. To whom can the broker send the next?',
        'Whoever has as many unacknowledged messages as its prefetch allows is passed over, until it acknowledges one.',
      ],
      why: 'While slow has its one message it is passed over, and fast, which acknowledges every 10 ms, gets the next, and the next.',
      choices: {
        even: 'Four each: that is what makes it fair.',
        fastMost: 'slow gets some, fast gets most.',
        fastAll: 'fast gets all eight.',
        slowMost: 'slow gets most of them, as before.',
      },
      slips: {
        even: 'Turns are no longer all that counts: while slow works on one message it is passed over, and fast gets those that would have been its share.',
        fastAll:
          'slow came first and was free, so m1 went to it. It is passed over only while it has a message.',
        slowMost:
          'Without a prefetch slow was sent messages that it could only pile up. Now the broker holds them back, for whoever is free.',
      },
    },
  },
};
