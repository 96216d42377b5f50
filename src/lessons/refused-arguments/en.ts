import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Arguments that the broker refuses',
  intro: [
    'Queues and bindings have arguments, names with values. Some of them mean something to the broker. Here three programs send arguments that hold a mistake each.',
    'binder wants others to get all documents but PDFs. keeper declares a queue parking, typist a queue drafts.',
  ],
  questions: {
    binder: {
      ask: 'binder binds others to a headers exchange with x-match=not and type=pdf. m1 has type=txt. What comes of it?',
      choices: {
        refused: 'The broker refuses the binding, and m1 comes back.',
        not: 'others gets m1, which is no PDF.',
        ignored: 'The broker accepts the binding, but m1 does not match it.',
      },
      hints: [
        'Which modes does a headers binding have?',
        'x-match is all, any, all-with-x or any-with-x. Anything else is 406, an error of the channel.',
      ],
      why: 'There is no such mode: 406 PRECONDITION_FAILED. So others is not bound at all, and m1 has no queue.',
      slips: {
        not: 'A headers exchange has no mode for what a message must not have. The broker refuses the binding (406).',
        ignored:
          'm1 reaches no queue, but not since it does not match: the binding was refused (406) and is not there.',
      },
    },
    keeper: {
      ask: 'keeper declares parking with x-dead-letter-routing-key=failed, and without x-dead-letter-exchange. What is the answer?',
      choices: {
        refused: 'An error: there is no queue parking.',
        declared: 'The queue is there, and what dies in it is dropped.',
      },
      hints: [
        'What is a key for dead letters worth without an exchange for them?',
        'The broker checks the arguments that it knows, and refuses those that cannot be meant.',
      ],
      why: 'A key without an exchange is 406 PRECONDITION_FAILED, and nothing is declared.',
      slips: {
        declared:
          'The broker checks the arguments that it knows. A key for dead letters without an exchange for them is 406, and there is no queue.',
      },
    },
    typist: {
      ask: 'typist declares drafts with x-mesage-ttl=100, an s short of x-message-ttl. m3 is published to it. What is the case then?',
      choices: {
        refused: 'The broker does not know such an argument and refuses the queue.',
        declared: 'The queue is there, and m3 stays in it.',
        expires: 'The queue is there, and m3 expires after 100 ms.',
      },
      hints: [
        'Might an argument mean something to a program, or to a plugin, and nothing to the broker?',
        'The broker passes over arguments whose names it does not know.',
      ],
      why: 'A name that the broker does not know is no mistake to it. The queue is there, with that argument and without a TTL.',
      slips: {
        refused:
          'The broker checks only the arguments that it knows. A misspelt name is one that it does not know, and it is passed over.',
        expires:
          'The name has to be right to the letter. x-mesage-ttl means nothing to the broker, so there is no TTL.',
      },
    },
  },
};
