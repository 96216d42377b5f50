import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A lane for urgent work',
  intro: [
    'Urgent work shall not wait behind bulk. Here are two layouts to compare, and each message goes to both: one queue for everything, shared; and two lanes, the queues bulk and urgent, told apart by the routing key.',
    'Each of the three queues has a worker of its own, with the same name, a prefetch of 1, and a minute of work on each message.',
    'm1, m2 and m3 are bulk. m4 is urgent, and is published last. Somebody looks while the workers are busy with the first message that they got.',
  ],
  questions: {
    shared: {
      ask: 'What is ready in shared then, in this order?',
      choices: {
        behind: 'm2, m3, m4',
        front: 'm4, m2, m3',
        picked: 'm2, m3',
        interrupted: 'm1, m2, m3',
      },
      hints: [
        'What does the key urgent mean to a queue?',
        'The routing key decides which queues a message goes to. Inside the queue they wait in the order in which they came, whatever their key.',
      ],
      why: 'The worker has m1. shared knows nothing of urgency, so that m4 waits at its end.',
      slips: {
        front:
          'The routing key has done its work once m4 is in shared. A queue that sorts needs x-max-priority, and messages with a priority.',
        picked:
          'A consumer cannot pick a message out: it is sent the next one, and with a prefetch of 1 not before it has acknowledged m1.',
        interrupted:
          'Nothing takes m1 away from a worker that is busy with it. m4 has to wait for an ack, and for its turn.',
      },
    },
    bulk: {
      ask: 'And how many messages are ready in bulk?',
      hints: [
        'Which messages went there, and which of them are with a worker?',
        'A worker takes from the queue that it consumes, and from no other. What it holds is not ready.',
      ],
      why: 'm1 is with its worker. m2 and m3 wait: the lanes make urgent work faster, and nothing else.',
      slips: {
        one: 'The worker of the urgent lane takes nothing from bulk, even when it has nothing to do: it consumes urgent alone.',
        three: 'm1 is not ready: the worker has it, and has not acknowledged it yet.',
      },
    },
  },
};
