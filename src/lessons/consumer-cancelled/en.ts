import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'When the queue is deleted under its consumer',
  intro: [
    'c1 works on m1, its prefetch is 1, and m2 and m3 wait behind it. Then somebody deletes the queue.',
    'A queue of the same name is declared right after, as a deployment script might do. m4 is published to it.',
  ],
  questions: {
    c1: {
      ask: 'What does c1 learn when its queue is deleted?',
      choices: {
        error: 'It gets an error, which closes its channel.',
        cancelled: 'It is told that its consumer is cancelled. Its channel and connection stay open.',
        nothing: 'Nothing.',
      },
      hints: [
        'Has c1 done anything wrong? Errors are for what a client asks.',
        'The broker ends a consumer without its queue, and says so with a basic.cancel of its own. Nothing else happens.',
      ],
      why: 'The broker sends basic.cancel, one notification. No error follows, and the channel stays open.',
      slips: {
        error:
          'An error answers what a client does, and c1 did nothing. The deletion ends its consumer alone: the broker sends basic.cancel, and leaves channel and connection open.',
        nothing:
          'The broker does say it, with one basic.cancel. A program that overlooks it would indeed notice nothing else.',
      },
    },
    ready: {
      ask: 'The queue is back, and m4 has been published. How many messages are ready in it?',
      hints: [
        'Is it the same queue that was deleted? Does c1 consume from it?',
        'A deleted queue takes its messages and its consumers with it. What has its name afterwards is a new queue.',
      ],
      why: 'm4 alone. m2 and m3 went with the old queue, and so did the consumer, so that nobody takes m4.',
      slips: {
        none: 'c1 does not take m4. It consumed from the old queue and was cancelled with it; a new queue of the same name has no consumers.',
        two: 'No old message comes along. What was in the deleted queue is gone, and m1, which c1 holds, has no queue to return to.',
        three:
          'm2 and m3 do not come back. They went with the queue that was deleted; the new one starts empty.',
        four: 'Nothing comes back: m2 and m3 went with the deleted queue, and m1, which c1 holds, has no queue to return to.',
      },
    },
  },
};
