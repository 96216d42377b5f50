import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Acknowledgements and a crash',
  intro: [
    'careful is sent m1, m2 and m3 from work. It acknowledges m1, and is still busy with the other two when it crashes: its connection breaks.',
    'careless consumes log with noAck. That tells the broker beforehand that there will be no acknowledgements. It has been sent m4 and m5, despite its prefetch of 1, when it crashes as well.',
    'Then a third consumer, rescue, consumes work.',
  ],
  questions: {
    rescue: {
      ask: 'What does rescue receive from work?',
      hints: [
        'Of which messages does the broker know that somebody is done with them?',
        'Until it has an ack the broker keeps a message. When the connection of the consumer breaks it is ready again, and marked as redelivered.',
      ],
      why: 'm2 and m3 had no ack, so they are ready again when careful is gone. They have been delivered before, and say so.',
      choices: {
        again: 'm2 and m3, marked as redelivered',
        asNew: 'm2 and m3, as if for the first time',
        all: 'm1, m2 and m3, marked as redelivered',
        lost: 'Nothing',
      },
      slips: {
        asNew:
          'm2 and m3 come again, but not as new ones: redelivered is true, for careful had been sent them, and may have done part of the work.',
        all: 'careful has acknowledged m1, and with that the broker deleted it. Only what had no ack comes again.',
        lost: 'To be sent is not to be done. The broker keeps m2 and m3 until somebody acknowledges them.',
      },
    },
    log: {
      ask: 'Both consumers have crashed. How many messages are ready in log?',
      hints: [
        'Is there an ack that the broker could still be waiting for?',
        'With noAck a message is done, and deleted, when it is sent. A prefetch limits what is unacknowledged, and so it limits nothing here.',
      ],
      why: 'For the broker m4 and m5 were done as soon as they had been sent to careless.',
      slips: {
        bothBack:
          'm4 and m5 would come back if they were unacknowledged. With noAck nothing ever is: they were deleted when they were sent.',
      },
    },
  },
};
