import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Declare an exchange that is there',
  intro: [
    'Programs declare their exchanges each time they start, as they do their queues. If the exchange is there already, and is the same, nothing happens.',
    'orders is there: a direct exchange, durable, without an alternate exchange. Now four programs declare it, each with a difference. worker, the first of them, consumes from billing meanwhile, and holds m1.',
    'Later router binds audit to orders by #, and m2 is published to orders with a key that nobody asked for, shipped.',
  ],
  questions: {
    worker: {
      ask: 'worker declares orders with alternate-exchange=unrouted, on the channel that it consumes on. What happens?',
      choices: {
        added: 'No error: from now on orders has an alternate exchange.',
        goesOn: 'An error. orders stays as it is, and worker keeps m1 and goes on.',
        closed: 'An error. orders stays as it is, and worker loses its channel, so that m1 goes back.',
      },
      hints: [
        'What came of it when a queue was declared with another x-max-length?',
        'An alternate exchange is part of what an exchange is. To declare it otherwise is 406, an error of the channel.',
      ],
      why: 'orders has no alternate exchange, and the declare has one: 406 PRECONDITION_FAILED. It closes the channel that worker consumes on, so that m1 goes back to billing.',
      slips: {
        added:
          'A declare creates an exchange or finds it as it says, and changes none. With an alternate exchange where there is none it is 406 PRECONDITION_FAILED.',
        goesOn:
          '406 closes the channel on which the declare was sent. worker consumes on the same one, so its consumer ends, and m1 goes back.',
      },
    },
    typist: {
      ask: 'typist declares orders with alternate_exchange=unrouted, with an underscore where a hyphen belongs. What happens?',
      choices: {
        refused: '406: orders has no such argument.',
        passes: 'No error.',
      },
      hints: [
        'Does the broker know an argument of that name?',
        'Of all arguments of an exchange, the broker compares one alone: alternate-exchange.',
      ],
      why: 'alternate_exchange means nothing to RabbitMQ, and it compares no argument of an exchange but alternate-exchange. So the declare passes, and nothing is changed.',
      slips: {
        refused:
          'That is how it is with the arguments of queues that the broker knows. Of an exchange it compares alternate-exchange alone, and this is another name.',
      },
    },
    m2: {
      ask: 'router has declared orders as a topic exchange, got 406, and bound audit by # all the same. Then m2 is published to orders with the key shipped. Which queues get it?',
      hints: [
        'What type is orders now, and has it an alternate exchange?',
        'A direct exchange compares keys letter by letter. None of the declares has changed orders.',
      ],
      why: 'orders is a direct exchange, as it was. # is a key like others to it, nobody is bound by shipped, and there is no alternate exchange to ask. m2 comes back.',
      slips: {
        pattern:
          'Refused declares change nothing: orders is a direct exchange still. There # is no pattern, and takes the key # alone.',
        alternate:
          'Neither declare has given orders an alternate exchange: that of worker was refused, and that of typist had no effect.',
      },
    },
  },
};
