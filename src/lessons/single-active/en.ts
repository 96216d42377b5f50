import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Single active consumer: a real standby',
  intro: [
    'A queue with x-single-active-consumer takes any number of consumers, but only one at a time is active and gets messages.',
    'Three come, one after the other. c1 leaves, c2 crashes on m3, and later c1 is back.',
  ],
  questions: {
    c1: {
      ask: 'How many messages does c1 receive in all?',
      hints: [
        'Who is active for each of m1, m2 and m5?',
        'The first to come is active, and stays so until it leaves. Whoever comes back stands behind those who are there.',
      ],
      why: 'm1 and m2, for c1 came first and is active then. When m5 is published c1 is back, but c3 is the active one.',
      slips: {
        turns:
          'Consumers of this queue do not take turns. c1 is the active one, so that m2 goes to it as well as m1.',
        again:
          'm5 does not go to c1. c3 has become the active consumer meanwhile, and stays so while it is there.',
        all: 'c1 leaves before m3 is published. Then a consumer that waited becomes active.',
      },
    },
    c3: {
      ask: 'What does c3 receive, in this order?',
      choices: {
        lost: 'm4, m5',
        late: 'm4, m3 again, m5',
        ousted: 'm3 again, m4',
        inOrder: 'm3 again, m4, m5',
      },
      hints: [
        'c2 has not acknowledged m3 when it crashes. Where does m3 go?',
        'What is given back goes to its old place in the queue. The active consumer stays active until it leaves.',
      ],
      why: 'm3 goes back to the head of the queue, and c3 takes over with it. It keeps its place when c1 is back.',
      slips: {
        lost: 'c2 crashed before it acknowledged m3. So m3 goes back to the queue, and is delivered again.',
        late: 'm3 does not line up behind m4. When c2 crashes m3 is back at once, before m4 is even published.',
        ousted:
          'c1 does not take its old place when it comes back. c3 is active and stays so: m5 goes to it, too.',
      },
    },
  },
};
