import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A message that fails again and again',
  intro: [
    'A message that its consumers fail at, however often they try, is called a poison message. m2 is close to one: it fails five times, and would succeed at the sixth try. Each time that it fails its consumer requeues it.',
    'orders, a fanout exchange, leads to the queues classic and quorum, which are of these types. looping consumes classic, limited consumes quorum, each with a prefetch of 1.',
    'Both queues have the dead-letter exchange dlx, which leads to dead. The quorum queue has x-delivery-limit=2 as well.',
  ],
  questions: {
    limited: {
      ask: 'In which order does limited receive the messages, from the quorum queue?',
      choices: {
        last: 'm1, m2, m3, then m2 twice more',
        once: 'm1, m2, m2 once more, m3',
        twice: 'm1, m2, m2 twice more, m3',
        blocked: 'm1, m2, m2 twice more, and m3 never',
        five: 'm1, m2, m2 five times more, m3',
      },
      hints: [
        'How often may m2 come back, and to which place in the queue?',
        'x-delivery-limit=2 allows two returns to the queue after the first delivery. The next requeue is a death.',
      ],
      why: 'm2 goes back to the head of the queue twice. Its third requeue exceeds the limit of 2: it dies, and m3 is next.',
      slips: {
        last: 'A requeued message goes back to its old place, the head, so that m2 comes again before m3.',
        once: 'The limit counts returns, not deliveries: after the first delivery it allows two more. Only when the third fails, too, does m2 die.',
        blocked:
          'A message that dies leaves its queue. Once m2 has exceeded the limit, nothing stands before m3.',
        five: 'That is how it goes in the classic queue. Here x-delivery-limit=2 ends it: the third requeue is a death.',
      },
    },
    dead: {
      ask: 'How many messages lie in dead in the end?',
      hints: [
        'Both queues have dlx. In which of them does anything die?',
        'To be requeued is no death, however often, unless a limit is exceeded. Only the quorum queue has one.',
      ],
      why: "The quorum queue's m2 died of its delivery limit. The classic queue's m2 came back until it succeeded.",
      slips: {
        none: 'A requeue that exceeds x-delivery-limit is a death, and the quorum queue has dlx: its m2 goes to dead.',
        both: 'A classic queue does not count deliveries. There m2 comes back after each requeue, and is acknowledged at the sixth try.',
      },
    },
  },
};
