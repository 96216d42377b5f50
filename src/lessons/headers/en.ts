import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Headers: routing without a key',
  intro: [
    'A headers exchange pays no attention to the routing key. It looks at the headers of a message, which are names with values. Values have types: 1 is a number, "1" a string, true a boolean.',
    'The arguments of a binding say which headers it asks for, and x-match says how: all of them, or any one. all-with-x and any-with-x are the other two ways.',
  ],
  questions: {
    m3: {
      ask: 'm3 has the headers type="pdf" and pages="1". Which queues get it?',
      hints: [
        'Look closely at the two values for pages, in m3 and on the binding of pdfs.',
        'A number never equals a string, though they look alike. With all, one header that differs is enough to refuse.',
      ],
      why: 'Only pdfs asks for any of these headers, and it asks for the number 1, not for the string "1".',
      slips: {
        sameText:
          'pages="1" is a string, and the binding of pdfs asks for the number 1. They are not equal, and all wants both headers to match.',
      },
    },
    m4: {
      ask: 'm4 has one header, urgent=false. Which queues get it?',
      hints: [
        'What does the binding of ops say of the value that urgent has to have?',
        'A binding that gives no value to a header asks only that it is there. With any, one that matches is enough.',
      ],
      why: 'The binding of ops is content with any of its headers, and urgent is there. Its value does not matter.',
      slips: {
        needsAll:
          'ops asks for any of its two headers, so level may be missing. And urgent may have any value, so that false is as good as true.',
      },
    },
    m5: {
      ask: 'm5 has one header, x-vip=1. Which queues get it?',
      hints: [
        'vip and vip-x ask for the same header. Why should there be two ways to do so?',
        'all and any pass over every header that begins with x-. all-with-x and any-with-x do not.',
      ],
      why: 'any-with-x sees x-vip, any does not.',
      slips: {
        anySeesX:
          'any passes over headers that begin with x-. Nothing is left for the binding of vip to find, and any of nothing is never true.',
        neverSeesX:
          'any-with-x also looks at headers that begin with x-, and x-vip=1 is what vip-x asks for.',
      },
    },
  },
};
