import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Messages that expire',
  intro: [
    'A message may be given a time to live, TTL, in two ways: by the queue (x-message-ttl, for all messages in it), or by its publisher (expiration). Once it is over the message expires.',
    'quotes has a TTL of 200 ms, ticks one of a minute. Each gets two messages, one of them with an expiration of its own. Nobody consumes.',
    'Half a second later somebody looks. quotes has a dead-letter exchange, which takes what dies there to the queue dead; ticks has none.',
  ],
  questions: {
    dead: {
      ask: 'How many messages lie in dead by then?',
      hints: [
        'How long may m2 wait, with a minute of its own in a queue with 200 ms?',
        'Where a message has two TTLs, the lower one counts.',
      ],
      why: 'm1 and m2, both from quotes: for m2 the 200 ms of the queue count, since they are lower than its own minute.',
      slips: {
        none: 'Nobody needs to consume or to ask. What is over its TTL leaves quotes by itself, and its dead-letter exchange takes it to dead.',
        one: "m2 is there as well. Its own minute does not prolong the queue's 200 ms: the lower of the two counts.",
        three:
          'm3 has expired too, but in ticks, which has no dead-letter exchange. Nothing takes it to dead.',
      },
    },
    m3: {
      ask: 'm3 went to ticks, with an expiration of 200 ms of its own. Where is it when somebody looks?',
      choices: {
        waits: 'In ticks: its queue gives it a minute.',
        dead: 'In dead.',
        returned: 'It came back to its publisher.',
        gone: 'Nowhere.',
      },
      hints: [
        'Which of the two TTLs counts for m3? And where does ticks send what dies in it?',
        'Without a dead-letter exchange, what expires is dropped. It was routed and confirmed long before, so that nobody is told.',
      ],
      why: 'Its own 200 ms are the lower TTL. ticks has no dead-letter exchange, so that m3 is dropped when it expires.',
      slips: {
        waits:
          'The lower TTL counts, and here that is its own: after 200 ms m3 has expired, whatever ticks allows.',
        dead: 'Only quotes has a dead-letter exchange. What expires in ticks is dropped.',
        returned:
          'To be returned is for what no queue takes when it is published. m3 was taken, and expired later; of that no publisher is told.',
      },
    },
  },
};
