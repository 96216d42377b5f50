import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'What a confirm promises',
  intro: [
    'After each message the publisher here waits for its confirm: basic.ack or basic.nack.',
    'The arguments of the two queues set limits. orders has room for two messages, and x-overflow says what happens to more. In quotes a message is kept for 100 ms, and no longer.',
    'm1, m2 and m3 go to orders, m4 goes to quotes, and m5 to a queue that is not there, and is not mandatory. Nobody consumes.',
  ],
  questions: {
    nacks: {
      ask: 'Which messages are answered with basic.nack?',
      hints: [
        'For which of them did the broker fail to do what was asked?',
        'A full queue with reject-publish refuses a message. A message without a queue is refused by nobody.',
      ],
      why: 'Only orders refuses anything: m3, for which it has no room.',
      choices: {
        m3: 'm3',
        m3AndM5: 'm3 and m5',
        m5: 'm5',
        none: 'None',
      },
      slips: {
        m3AndM5:
          'm3 is right. m5 is not refused: no queue has that name, and it is not mandatory, so the broker drops and confirms it.',
        m5: 'm5 has no queue, but nobody refuses it: it is dropped and confirmed. m3 is refused, by a queue that is full.',
        none: 'With reject-publish a full queue does not make room: it refuses what comes, which is m3, and the broker says so.',
      },
    },
    m4: {
      ask: 'm4 is in quotes, and is confirmed with basic.ack. 100 ms later it expires, unread. What does its publisher hear of that?',
      hints: [
        'How often is a message confirmed?',
        'A confirm is given once, when the queue has the message. It says nothing of what happens afterwards.',
      ],
      why: 'The confirm was the last that the publisher heard: the queue had taken m4, and more was not promised.',
      choices: {
        nothing: 'Nothing.',
        nack: 'basic.nack: the ack is taken back.',
        comesBack: 'm4 comes back (basic.return).',
      },
      slips: {
        nack: 'A confirm is final, ack or nack, once for each message. What happens in the queue later does not change it.',
        comesBack:
          'basic.return comes at once or never: it is for a message that no queue took. quotes had taken m4.',
      },
    },
  },
};
