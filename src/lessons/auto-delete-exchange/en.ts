import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Exchanges that go by themselves',
  intro: [
    'Exchanges can be auto-delete, too. No consumer is involved here: what counts for them is their bindings.',
    'mails is auto-delete. A binding leads into it, from orders, and two lead out of it, to sms and to letters. Those two are removed, one before m2, one before m3.',
    'spare is auto-delete as well, and nothing was ever bound to it.',
  ],
  questions: {
    m2: {
      ask: 'm2 is published to orders after the binding of mails to sms was removed. Which queues get it?',
      hints: [
        'Is mails still there, with one binding fewer?',
        'An auto-delete exchange stays as long as one binding leads out of it.',
      ],
      why: 'mails still has its binding to letters, so that it is there, and passes m2 on to letters alone.',
      slips: {
        firstUnbind:
          'mails does not go with the first binding that is removed. The one to letters is left, and keeps it.',
        stillBound: 'The binding of mails to sms is what was removed. Nothing leads to sms any more.',
      },
    },
    gone: {
      ask: 'Which of the two auto-delete exchanges are gone in the end?',
      choices: {
        none: 'Neither: mails still has the binding from orders, and spare lost nothing.',
        mails: 'mails alone.',
        spare: 'spare alone: it has no binding at all.',
        both: 'Both: nothing leads out of either.',
      },
      hints: [
        'Which of the bindings count for mails? Which binding could spare have lost?',
        'An auto-delete exchange goes when the last binding is removed that leads out of it. One that never had any waits for the first.',
      ],
      why: 'mails lost the last binding that led out of it. spare never had one, so it had none to lose.',
      slips: {
        none: 'The binding from orders leads into mails, and does not keep it. The last one that led out of mails was that to letters.',
        spare:
          'It is the other way round. spare never had a binding that it could lose, and mails lost the last that led out of it; the one from orders leads in.',
        both: 'An exchange goes when it loses its last binding, not because it has none. spare never had one.',
      },
    },
  },
};
