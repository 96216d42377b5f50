import { exchange, publish, queue, topology } from '../../lib/lab/define-scenario.ts';
import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const headersBuild = defineLesson({
  kind: 'build',
  name: 'headers-build',
  chapter: 'routing',
  given: topology([exchange('documents', 'headers')], [queue('printer'), queue('legal'), queue('archive')]),
  messages: [
    publish('m1', 'documents', '', { headers: { format: 'pdf', pages: 1 } }),
    publish('m2', 'documents', '', { headers: { format: 'pdf', pages: '1' } }),
    publish('m3', 'documents', '', { headers: { format: 'pdf', pages: 40, signed: true } }),
    publish('m4', 'documents', '', { headers: { format: 'txt', pages: 1 } }),
    publish('m5', 'documents', '', { headers: { signed: false } }),
    publish('m6', 'documents'),
  ],
  goal: {
    m1: ['printer', 'archive'],
    m2: ['printer', 'archive'],
    m3: ['legal', 'archive'],
    m4: ['archive'],
    m5: ['legal', 'archive'],
    m6: ['archive'],
  },
  mostBindings: 5,
  solution: [
    'bind documents -> printer x-match=all format=pdf pages=1',
    'bind documents -> printer x-match=all format=pdf pages="1"',
    'bind documents -> legal x-match=all signed=',
    'bind documents -> archive x-match=all',
  ],
  readOn: ['exchanges#types'],
  texts: { en, ko },
});
