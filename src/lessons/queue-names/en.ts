import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Queues with a name and without',
  intro: [
    'Programs declare the queues that they need: each tells the broker a name. If it leaves the name empty, the broker makes one up. An exclusive queue is for the connection that declared it.',
    'Two mailers declare mail, one after the other. Two caches declare a queue without a name; here they are called own1 and own2. All queues are bound to news, a fanout exchange, and four messages are published.',
  ],
  questions: {
    mail: {
      ask: 'mailer1 has declared mail. Now mailer2 declares mail too, and both consume from it. What comes of that?',
      hints: [
        'How many queues can have one name?',
        'A declaration is a request: let there be a queue of this name. If it is there already, and alike, all is well.',
      ],
      why: 'There is one queue called mail. Each message is in it once, and goes to one of its two consumers.',
      choices: {
        shared: 'Both read one queue: each gets two of the four messages.',
        oneEach: 'Each has a queue called mail: both get all four.',
        nameTaken: 'The second declaration is refused: the name is taken.',
        takenOver: 'The queue goes over to mailer2, which gets all four.',
      },
      slips: {
        oneEach:
          'A queue is not part of the program that declares it. The broker knows queues by name, and there is one called mail.',
        nameTaken:
          'Declaring a queue that is there is no error, as long as it is declared alike. Only a difference, such as durable or not, would be refused.',
        takenOver:
          'A queue does not belong to whoever declared it last. Both mailers consume from it, and take turns.',
      },
    },
    cache1: {
      ask: 'Four messages are published to news. How many of them does cache1 receive?',
      hints: [
        'How many queues have the two caches?',
        'Each declaration without a name makes a new queue, under a name that only this one has.',
      ],
      why: 'own1 is a queue that cache1 alone reads, and the fanout exchange puts all four into it.',
      slips: {
        cachesShare:
          'cache1 and cache2 do not share a queue as the mailers do. No name was given, so each declaration made a new one.',
        allShare:
          'The four consumers do not share four messages. news copies each to every queue, and cache1 is alone on its own.',
        unreachable:
          'A queue without a name in its declaration has one all the same, from the broker, and can be bound by it. own1 gets all four.',
      },
    },
  },
};
