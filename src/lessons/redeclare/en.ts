import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Declare a queue that is there',
  intro: [
    'Programs declare the queues that they need each time they start. If the queue is there already, and is the same, nothing happens.',
    'orders was declared with x-max-length=100, so that it holds at most 100 messages. Now four others declare it, each in a way of its own; worker consumes from it meanwhile, and holds m1.',
  ],
  questions: {
    worker: {
      ask: 'worker declares orders with x-max-length=200, on the channel that it consumes on. What happens?',
      choices: {
        accepted: 'No error: the limit is 200 now.',
        goesOn: 'An error. The limit stays 100, and worker keeps m1 and goes on.',
        closed: 'An error. The limit stays 100, and worker loses its channel, so that m1 goes back.',
      },
      hints: [
        'May one program change a queue under all others, by declaring it?',
        'A queue cannot be declared otherwise than it is: that is 406, an error of the channel.',
      ],
      why: 'x-max-length differs, which is 406 PRECONDITION_FAILED. It closes the channel that worker consumes on, so that m1 goes back to the queue.',
      slips: {
        accepted:
          'A declare creates a queue or finds it as it says. It changes none: with another x-max-length it is 406 PRECONDITION_FAILED.',
        goesOn:
          '406 closes the channel on which the declare was sent. worker consumes on the same one, so its consumer ends, and m1 goes back.',
      },
    },
    twin: {
      ask: 'twin declares it with x-max-length=100, but sends the number in 64 bits instead of a shorter form, and adds x-queue-type=classic. What happens?',
      choices: {
        same: 'No error: it is the same declaration.',
        differs: '406: the numbers are of different types, and orders has no x-queue-type.',
      },
      hints: [
        'What of an argument does the broker compare?',
        'For whole numbers the value counts, not how many bits it is sent in.',
      ],
      why: '100 is 100, in however many bits a client sends it, and a queue without a type is a classic one, unless its virtual host says otherwise, as it can in newer versions. But as a string 100 would be another value.',
      slips: {
        differs:
          'Whole numbers are compared by value. Two clients, in two languages, may send 100 in different widths and mean the same queue. And classic is what orders is, with or without saying so.',
      },
    },
    checker: {
      ask: "checker wants to know whether a queue 'order' is there, without creating it (a passive declare). There is only orders. What is the answer?",
      choices: {
        no: 'A plain no, and checker goes on.',
        missing: '404, and the channel of checker is closed.',
        differs: '406, since the name differs from that of orders.',
      },
      hints: [
        'How did the broker answer a publish to an exchange that is not there?',
        'What is not there is 404, here too, and that is an error of the channel.',
      ],
      why: "A passive declare either finds the queue or is an error: 404 NOT_FOUND, no queue 'order'.",
      slips: {
        no: 'A passive declare has no answer that says no. What is not there is 404, which closes the channel.',
        differs:
          "406 is for a queue of that name which differs from what is declared. No queue has the name 'order'.",
      },
    },
  },
};
