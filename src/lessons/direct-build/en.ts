import type { BuildTexts } from '../../lib/walkthrough/lesson.ts';

export const en: BuildTexts = {
  title: 'Build: two exchanges, three queues',
  intro: [
    'disk keeps every error that comes to logs, whichever way its program spells it. screen shows info and error. pager gets whatever comes to alarm.',
    'm4 has the name of a queue for its key: no queue is to get it. Nothing is bound yet.',
  ],
  hints: [
    'm1 and m3 differ in one letter. Which of the two exchanges sees that? And do m5 and m6 need a binding each?',
    'logs is a direct exchange: it needs a binding for each key that a queue wants, spelt exactly so. alarm is a fanout exchange: one binding is enough, whatever the keys are.',
  ],
  done: 'A direct exchange wants one binding for each queue and each spelling of a key. Where that becomes too many, agree on the spelling of keys, or let patterns choose, as topic exchanges do.',
};
