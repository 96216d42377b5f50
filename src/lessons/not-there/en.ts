import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A queue or an exchange that is not there',
  intro: [
    'There are a queue jobs, a queue sms and an exchange mails. Each of five programs names a queue job or an exchange mail, and there is no such queue and no such exchange.',
    'Two of the five consume from jobs as well, on the same channel as all else they do. When they name what is not there, cleaner holds m1 and purger holds m2.',
  ],
  questions: {
    cleaner: {
      ask: 'cleaner tidies up after an old release: it unbinds the queue job and deletes it, and deletes the exchange mail. What is the answer?',
      choices: {
        fine: 'No error, and cleaner goes on.',
        missing: '404, and the channel of cleaner is closed.',
      },
      hints: [
        'After the step, is it as cleaner wants it?',
        'To take away what is not there changes nothing, and the broker does not object.',
      ],
      why: 'What shall not be there is not there, which is all that was asked for. cleaner keeps its channel, and m1.',
      slips: {
        missing:
          'To delete or to unbind what is not there is no error in RabbitMQ. Only whoever wants to use it gets 404.',
      },
    },
    purger: {
      ask: 'purger wants to empty jobs, and purges job. What happens?',
      choices: {
        fine: 'No error: what is not there has no messages.',
        goesOn: '404. purger keeps m2 and goes on.',
        closed: '404, and purger loses its channel, so that m2 goes back.',
      },
      hints: [
        'Does a purge take a queue away, or does it need one?',
        'A purge wants a queue that is there. Otherwise it is 404, an error of the channel.',
      ],
      why: 'A purge needs its queue: 404 NOT_FOUND. It closes the channel that purger consumes on, so that m2 goes back to jobs, and cleaner gets it later.',
      slips: {
        fine: 'A delete may find nothing, but a purge may not: it needs the queue, and gets 404 where there is none.',
        goesOn:
          '404 closes the channel on which the purge was sent. purger consumes on the same one, so its consumer ends, and m2 goes back.',
      },
    },
    m3: {
      ask: 'binder binds sms to the exchange mail. Then m3 is published to mails. Which queues get it?',
      hints: [
        'Which exchange does m3 go to, and what is bound to that?',
        'A binding needs both of its ends. The broker makes neither of them.',
      ],
      why: 'binder got 404, for there is no exchange mail. So nothing is bound to mails, and m3 comes back.',
      slips: {
        made: 'sms is bound to nothing: binder named an exchange that is not there, and got 404. The broker does not create it, nor guess which was meant.',
      },
    },
  },
};
