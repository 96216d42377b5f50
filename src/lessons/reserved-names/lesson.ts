import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { reservedNames as scenario } from '../../scenarios/reserved-names.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const reservedNames = defineLesson({
  kind: 'predict',
  name: 'reserved-names',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'worker',
      choices: {
        declared: ({ errors, queues }) => !errors.worker && !!queues.m1?.includes('amq.jobs'),
        renamed: ({ errors, queues }) => !errors.worker && !queues.m1?.includes('amq.jobs'),
        refused: ({ errors }) => !!errors.worker?.[0]?.startsWith('403'),
      },
      answer: 'refused',
    },
    {
      kind: 'choice',
      id: 'm2',
      choices: {
        returned: ({ returned }) => returned.includes('m2'),
        error: ({ errors, returned }) =>
          !returned.includes('m2') && !!errors.shop?.some((text) => text.startsWith('404')),
        dropped: ({ errors, returned }) =>
          !returned.includes('m2') && !errors.shop?.some((text) => text.startsWith('404')),
      },
      answer: 'error',
    },
    {
      kind: 'choice',
      id: 'm3',
      choices: {
        arrives: ({ queues }) => !!queues.m3?.includes('audit'),
        bindRefused: ({ errors, queues }) => !queues.m3?.includes('audit') && errors.auditor !== undefined,
        publishRefused: ({ errors, queues }) => !queues.m3?.includes('audit') && errors.auditor === undefined,
      },
      answer: 'arrives',
    },
  ],
  readOn: ['queues#names', 'exchanges'],
  texts: { en, ko },
});
