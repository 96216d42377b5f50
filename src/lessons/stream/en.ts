import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Streams: a log instead of a queue',
  intro: [
    'A third type of queue is the stream, x-queue-type=stream. It is a log: messages are numbered as they come, and consumers read along.',
    'A consumer may say where it starts, with x-stream-offset: first, or the number of a message, counted from 0. live says nothing.',
    'audit reads and acknowledges m1, m2 and m3. Only then do the others come, and last of all m4. Each acknowledges what it gets, but for critic, which rejects.',
  ],
  questions: {
    report: {
      ask: 'report starts at first. How many messages does it receive?',
      hints: [
        'What did the acks of audit do to m1, m2 and m3?',
        'Reading a stream takes nothing away, nor does an ack. Each consumer reads all from where it starts.',
      ],
      why: 'All four: m1, m2 and m3 are still there, and m4 goes to each consumer.',
      slips: {
        none: 'Nothing is used up in a stream. audit has read m1, m2 and m3, and they are there for report as well, as is m4.',
        one: 'An ack deletes nothing from a stream. m1, m2 and m3 are still there after audit, and report starts with them.',
        three:
          'Consumers of a stream do not share its messages out. m4 goes to every one of them, report too.',
      },
    },
    live: {
      ask: 'live came when m1, m2 and m3 were there, and gave no offset. How many messages does it receive?',
      hints: [
        'Where would a reader start who did not ask for the past?',
        'Without an x-stream-offset a consumer starts with what comes next.',
      ],
      why: 'm4 alone. Who gives no offset starts with what comes next.',
      slips: {
        none: 'm4 comes after live is there, and goes to every consumer that reads along.',
        four: 'To begin at the beginning one has to ask, with x-stream-offset=first. Without an offset, live starts with what comes next.',
      },
    },
    critic: {
      ask: 'critic rejects m4. What happens?',
      choices: {
        dropped: 'm4 is dropped, for critic at least.',
        again: 'critic gets m4 again.',
        error: 'An error, 540 NOT_IMPLEMENTED.',
      },
      hints: [
        'What could a reject mean, where reading takes nothing away?',
        'Streams know no reject and no nack. What the broker cannot do at all is a 5xx error, and closes the connection.',
      ],
      why: 'Streams do not support basic.reject: 540 NOT_IMPLEMENTED, which closes the whole connection.',
      slips: {
        dropped:
          'Nothing is dropped from a stream on behalf of one reader, and a reject is not passed over: it is 540, and closes the connection.',
        again:
          'A stream takes nothing back, so it does not redeliver either. A reject is 540, and closes the connection.',
      },
    },
  },
};
