import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A prefetch for several consumers',
  intro: [
    'A program may start several consumers on one channel. Ten messages wait in work. The program shop sets a prefetch of 2 on its channel and then starts c1 and c2 there.',
    'Later it sets a prefetch of 1 on the same channel, and starts c3. Then c1 acknowledges m1. Nobody acknowledges anything else.',
    'Last comes another program, office. It sets its prefetch of 2 with the flag that AMQP calls global, and starts d1 and d2 on its channel.',
  ],
  questions: {
    ready: {
      ask: 'c1 and c2 have started. How many of the ten messages are still ready in work?',
      hints: [
        'shop set the prefetch once. Is it one limit for the channel, or one for each consumer on it?',
        'RabbitMQ gives the prefetch of a channel to each consumer that starts on it afterwards, and each has it for itself.',
      ],
      why: 'c1 and c2 may have two unacknowledged messages each. Four are sent, and six stay ready.',
      slips: {
        shared:
          "AMQP's specification has it so, with one limit for the channel. In RabbitMQ it is a limit for each consumer: two for c1 and two for c2.",
        unlimited:
          'c2 has a limit too, though nothing was set for it anew. It started on the channel after the prefetch of 2 was set.',
      },
    },
    m6: {
      ask: 'c1 has m1 and m2, c2 has m3 and m4. shop sets a prefetch of 1 and starts c3, which is sent m5. Now c1 acknowledges m1. Which of the three is sent m6?',
      hints: [
        'When does a consumer get its limit from the channel?',
        'A consumer starts with the prefetch that holds on its channel at that moment, and keeps it. A new one is for those that start later.',
      ],
      why: 'c1 started under a prefetch of 2, and keeps it. It has one unacknowledged message, m2, so there is room for m6.',
      choices: {
        c1: 'c1, which may have two as before.',
        c3: 'c3, whose turn it is.',
        nobody: 'None of them: c1 may have one now, and that is m2.',
      },
      slips: {
        c3: 'c3 may have one unacknowledged message, and that is m5. It is passed over until it acknowledges that.',
        nobody: 'The prefetch of 1 came after c1 had started. It is the limit of c3, and c1 still has its 2.',
      },
    },
    global: {
      ask: 'm7 to m10 are left. office sets a prefetch of 2 with the global flag, then starts d1 and d2. How many messages lie in work in the end?',
      hints: [
        'The flag makes one limit for several consumers. Which ones?',
        'In RabbitMQ a prefetch with the global flag is one limit for all consumers of its channel together.',
      ],
      why: "d1 is sent m7 and m8, which is all that office's channel may have. d2 gets nothing, and m9 and m10 stay.",
      slips: {
        each: 'That is the prefetch without the flag. With it d1 and d2 share one limit, which d1 uses up. (From RabbitMQ 4.3 on the flag is passed over by default, and each would get two.)',
        everywhere:
          'Global goes no further than the channel. What shop has not acknowledged came over another one, and counts for nothing here.',
      },
    },
  },
};
