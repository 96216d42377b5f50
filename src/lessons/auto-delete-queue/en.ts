import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Auto-delete: a queue that goes by itself',
  intro: [
    'An auto-delete queue is deleted by the broker when it is not needed any more. The question is when that is.',
    'm1 is published before any consumer is there. Then c1 and c2 come, get m1 and m2, and hold them; m3 waits. At last both stop consuming, c1 first.',
  ],
  questions: {
    when: {
      ask: 'When is the queue deleted?',
      choices: {
        atOnce: 'At once: nobody consumes from it at the beginning.',
        first: 'When c1 leaves.',
        last: 'When c2 leaves.',
        never: 'Not at all here: m3 still waits in it.',
      },
      hints: [
        'What must happen for a queue to be left? Does it matter what lies in it?',
        'An auto-delete queue goes when its last consumer leaves. Messages do not count.',
      ],
      why: 'c2 is the last consumer. When it leaves the queue goes, with m3 in it, and with m1 and m2 unacknowledged.',
      slips: {
        atOnce:
          'A queue that never had a consumer cannot lose its last one. It waits, for ever if need be, and keeps m1.',
        first: 'One of two consumers leaves there. c2 is still on the queue, and keeps it.',
        never:
          'Messages do not keep an auto-delete queue. Its consumers do: when c2 leaves it goes, with m3 in it.',
      },
    },
    m4: {
      ask: 'm4 is published after both have left, to the default exchange with the key updates. What becomes of it?',
      choices: {
        error: 'Its publisher gets 404 for a queue that is gone.',
        returned: 'It is returned, for no queue takes it.',
        kept: 'It lies in updates.',
      },
      hints: [
        'Is the queue still there? And whom does a publisher address, a queue or an exchange?',
        'The default exchange is always there. Where no queue has that name, a mandatory message is returned.',
      ],
      why: 'The queue is gone, and the default exchange is there: m4 is unroutable, and comes back.',
      slips: {
        error:
          '404 is for an exchange that is not there. The default exchange is; it finds no queue called updates, and m4 is unroutable.',
        kept: 'updates went when c2 left, and nobody declares it again. To publish creates no queue.',
      },
    },
  },
};
