import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { bindShortcut as scenario } from '../../scenarios/bind-shortcut.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const bindShortcut = defineLesson({
  kind: 'predict',
  name: 'bind-shortcut',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'clerk',
      choices: {
        refused: ({ errors }) => errors.clerk !== undefined,
        emptyKey: ({ errors, queues }) => !errors.clerk && !!queues.m2?.includes('invoices'),
        name: ({ errors, queues }) =>
          !errors.clerk && !!queues.m1?.includes('invoices') && !queues.m2?.includes('invoices'),
        nothing: ({ errors, queues }) => !errors.clerk && queues.m1?.length === 0 && queues.m2?.length === 0,
      },
      answer: 'name',
    },
    {
      kind: 'queues',
      id: 'm3',
      message: 'm3',
      answer: ['labels'],
      slips: { parcels: { ticked: 'parcels' }, labels: { missed: 'labels' } },
    },
    {
      kind: 'queues',
      id: 'm4',
      message: 'm4',
      answer: [],
      slips: { labels: { ticked: 'labels' } },
    },
  ],
  readOn: ['queues#names', 'exchanges#what-are-bindings'],
  texts: { en, ko },
});
