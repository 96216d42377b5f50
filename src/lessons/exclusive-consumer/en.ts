import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A consumer that wants the queue alone',
  intro: [
    'A consumer may ask to be exclusive: as long as it is there, it is the only consumer of its queue.',
    'c1 asks for that, and gets it. c2 is to be its standby, and asks to consume from the same queue.',
    'c1 acknowledges m1, and crashes while it works on m2.',
    'On another queue, log, it is the other way round: reader consumes, and auditor comes later and asks to be exclusive.',
  ],
  questions: {
    c2: {
      ask: 'What becomes of c2?',
      choices: {
        standby: 'It waits, and takes over when c1 crashes.',
        ousts: 'It takes the place of c1, which is cancelled.',
        refused: 'It is refused with 403 ACCESS_REFUSED.',
      },
      hints: [
        'Does the broker keep a list of those who wait for a queue?',
        'While an exclusive consumer is there, every other attempt to consume is an error, and is forgotten.',
      ],
      why: 'work is in exclusive use, so that c2 is refused at once: 403 ACCESS_REFUSED.',
      slips: {
        standby:
          'There is no line to wait in. exclusive means that c2 is refused with 403, there and then; that c1 is gone later does not bring it back.',
        ousts:
          'An exclusive consumer keeps its place as long as it is there. It is c2, the later one, that is refused.',
      },
    },
    ready: {
      ask: 'c1 has crashed, and then m3 is published. How many messages are ready in work?',
      hints: [
        'Which of the three has been acknowledged, and who is there to take the others?',
        'What is not acknowledged goes back to the queue, and it stays there until somebody asks to consume.',
      ],
      why: 'm1 is acknowledged. m2 came back with the crash, m3 came after it, and no consumer is there.',
      slips: {
        none: 'Nobody takes m2 and m3. c2 was refused when it asked, and has not asked again.',
        one: 'There are two: m3, and m2, which c1 had not acknowledged when it crashed.',
        all: 'm1 is not among them. c1 holds m2 alone, and had acknowledged m1.',
      },
    },
    auditor: {
      ask: 'reader consumes log, and did not ask to be exclusive. What becomes of auditor, which does?',
      choices: {
        ousts: 'It gets log to itself, and reader is cancelled.',
        joins: 'It consumes beside reader, and keeps out those who come later.',
        refused: 'It is refused with 403 ACCESS_REFUSED, and reader goes on.',
      },
      hints: [
        'Could the broker give auditor what it asks for, and leave reader alone?',
        'A consumer that asks to be exclusive is refused while another is there, of whatever kind. Nobody is sent away for it.',
      ],
      why: 'log has a consumer already, so that auditor cannot be the only one: 403 ACCESS_REFUSED. reader goes on, and gets m4.',
      slips: {
        ousts:
          'To ask to be exclusive sends nobody away. reader was there first and stays; it is auditor that is refused.',
        joins:
          'With reader there it would not be the only consumer, and it asked for nothing less. The broker refuses it.',
      },
    },
  },
};
