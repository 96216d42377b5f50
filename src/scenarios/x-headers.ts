import {
  binding,
  consumeAndPublish,
  defineScenario,
  exchange,
  HEADER_VALUES,
  listOf,
  queue,
  readHeaders,
  topology,
} from '../lib/lab/define-scenario.ts';

const URGENT = { 'x-priority': 1 };

export const xHeaders = defineScenario({
  name: 'x-headers',
  group: 'exchanges',
  summary: 'all of no headers is everything, any of none nothing',
  guess:
    'A binding that asks for the header x-priority takes messages with that header, and one that asks for no header takes no message.',
  notice: [
    "m2, m4: 'urgent' asks for all of its headers, but all passes over x-priority. Nothing is left to ask for, so that it takes every message.",
    "m1, m3: 'vip' asks for any of its headers, and any passes over x-priority, too. Of no headers there is none that matches: it never takes a message.",
    "m3, m4: type=pdf is an argument of the queue 'bare', where it routes nothing. Its binding has no arguments, which is all of no headers: every message.",
    "m2, m4: of what 'pdfs' asks for, type=pdf alone counts, and Type is another header. 'fast' asks for the same with all-with-x, so that x-priority has to be 1 as well.",
  ],
  takeaway:
    'Route by headers whose names do not begin with x-, or say all-with-x or any-with-x. What to ask for goes into the binding, not into the queue, the exchange or the consumer. Test each binding with a message that it must not take: one that takes everything looks right until then.',
  examples: [
    'run x-headers --message x-priority=1 --why',
    "run x-headers --message 'type=pdf,x-priority=\"1\"' --message ''",
  ],
  options: {
    message: listOf(
      ['type=pdf,x-priority=1', 'type=pdf,x-priority=9', 'x-priority=1', 'Type=pdf'],
      { placeholder: 'K=V[,K=V…]', summary: `publishes with these headers; ${HEADER_VALUES}` },
      readHeaders,
    ),
  },
  build: ({ message }) =>
    consumeAndPublish(
      topology(
        [exchange('documents', 'headers')],
        [queue('urgent'), queue('vip'), queue('pdfs'), queue('fast'), queue('bare', { type: 'pdf' })],
        [
          binding('documents -> urgent', { 'x-match': 'all', ...URGENT }),
          binding('documents -> vip', { 'x-match': 'any', ...URGENT }),
          binding('documents -> pdfs', { 'x-match': 'all', type: 'pdf', ...URGENT }),
          binding('documents -> fast', { 'x-match': 'all-with-x', type: 'pdf', ...URGENT }),
          'documents -> bare',
        ],
      ),
      message.map((headers) => ({ headers })),
    ),
  expected: {
    queues: {
      m1: ['urgent', 'pdfs', 'fast', 'bare'],
      m2: ['urgent', 'pdfs', 'bare'],
      m3: ['urgent', 'bare'],
      m4: ['urgent', 'bare'],
    },
  },
});
