import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Connections that break',
  intro: [
    'Connections break, and clients connect again. The producer then publishes again what got no confirm, as before; the worker consumes its queue again.',
    'worker acknowledges m1, and holds whatever comes after it. RabbitMQ takes m2, but the connection of the producer breaks before it has read the confirm. It comes back, and m3 follows.',
    'Then the connection of worker breaks as well, and comes back. In the end worker acknowledges all that it holds.',
  ],
  questions: {
    worker: {
      ask: 'How many deliveries does worker receive, over both of its connections?',
      hints: [
        'How many messages are there? And how many has worker not acknowledged when its connection breaks?',
        'What was published twice is two messages. What was delivered and not acknowledged goes back to the queue when the connection breaks, and is delivered again.',
      ],
      why: 'First m1, m2, the other m2 and m3. Of these worker has acknowledged m1 alone, so that three come again.',
      slips: {
        four: 'That is what came over the first connection. RabbitMQ takes back what was not acknowledged then, m2, m2 and m3, and delivers it again.',
        five: 'm2 has been published twice, which makes two messages. Each is delivered over the first connection, and again over the second.',
        six: 'Four came over the first connection: m1, m2, the other m2 and m3. Three of them had no ack, the two m2 among them, and come again.',
        eight: 'm1 does not come again: worker had acknowledged it, and with that it was gone.',
      },
    },
    marked: {
      ask: 'Which deliveries are marked as redelivered?',
      choices: {
        none: 'None: to the new consumer all is new.',
        published: 'The second m2 alone, since m2 had been delivered before.',
        returned: 'All that come over the second connection of worker, and no others.',
        both: 'All that come over the second connection, and the second m2 over the first.',
      },
      hints: [
        'Which of them are new messages, and which have been in the hands of a consumer?',
        'The mark is set on a message that goes back to its queue, whoever gets it next. It is not set on one that was published anew.',
      ],
      why: 'Both m2 and m3 were delivered, and came back without an ack. The second m2, as it first came, was a new message.',
      slips: {
        none: 'The mark belongs to the message, not to the consumer: it says that somebody may have worked on it.',
        published:
          'It was published twice, which RabbitMQ does not notice. It marks what it takes back from a consumer: both m2 and m3.',
        both: 'The second m2 over the first connection is a message of its own, published anew. RabbitMQ had not delivered it before.',
      },
    },
  },
};
