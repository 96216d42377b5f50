import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Headers: names that begin with x-',
  intro: [
    'The arguments of a binding to a headers exchange say which headers it asks for. Names that begin with x- are meant for RabbitMQ itself, as x-match is, and so all and any pass over them in a binding. all-with-x and any-with-x pass over x-match alone.',
    'urgent and vip ask for x-priority=1 and nothing else, with all and with any. pdfs and fast ask for type="pdf" and x-priority=1, with all and with all-with-x. bare has type="pdf" among the arguments of the queue itself, and a binding without any. Where x-match is missing, it is all.',
  ],
  questions: {
    m2: {
      ask: 'm2 has type="pdf" and x-priority=9. Which queues get it?',
      hints: [
        'Strike out, in each binding, what it passes over. What is left to ask for?',
        'Under all, whatever the binding asks for has to be there. If it asks for nothing, every message will do.',
      ],
      why: 'Without x-priority, pdfs asks for type="pdf" alone, and urgent and bare for nothing: with all, that is every message. fast does look at x-priority, and 9 is not 1.',
      slips: {
        allSeesX: 'all passes over x-priority, so that pdfs asks for type="pdf" alone, and m2 has that.',
        nothingAsked:
          'all passes over x-priority, the one header that urgent asks for. A binding with all that asks for nothing takes every message.',
        withX: 'all-with-x does not pass over x-priority. fast wants 1, and m2 has 9.',
      },
    },
    m3: {
      ask: 'm3 has one header, x-priority=1. Which queues get it?',
      hints: [
        'Which bindings see the header that m3 has?',
        'Under any, one header of the binding has to match. If all of them are passed over, none ever does.',
      ],
      why: 'urgent takes every message, x-priority or not, and so does bare. vip takes none, and pdfs and fast ask for a type.',
      slips: {
        anySeesX:
          'any passes over x-priority, the one header that vip asks for. No header is left that could match, so vip never takes a message.',
        allIsAll: 'fast asks for both headers, and m3 has no type.',
        queueArgument:
          'An exchange looks at the arguments of bindings, not of queues. The binding of bare asks for nothing, so that it takes every message.',
      },
    },
    m4: {
      ask: 'm4 has one header, Type="pdf", with a capital T. Which queues get it?',
      hints: [
        'Does any binding ask for a header Type?',
        'Names of headers are compared to the letter, upper and lower case included.',
      ],
      why: 'Nobody asks for Type, and type is another header. So m4 gets to the two queues that take everything.',
      slips: {
        anyCase: 'pdfs asks for type. To the broker, Type is another name, and m4 has no type.',
        nothingAsked:
          'all passes over x-priority, and nothing is left of what urgent asks for. So it takes every message, m4 too.',
      },
    },
  },
};
