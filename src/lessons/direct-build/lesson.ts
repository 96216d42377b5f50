import { exchange, publish, queue, topology } from '../../lib/lab/define-scenario.ts';
import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const directBuild = defineLesson({
  kind: 'build',
  name: 'direct-build',
  chapter: 'routing',
  given: topology(
    [exchange('logs', 'direct'), exchange('alarm', 'fanout')],
    [queue('disk'), queue('screen'), queue('pager')],
  ),
  messages: [
    publish('m1', 'logs', 'error'),
    publish('m2', 'logs', 'info'),
    publish('m3', 'logs', 'Error'),
    publish('m4', 'logs', 'disk'),
    publish('m5', 'alarm', 'error'),
    publish('m6', 'alarm'),
  ],
  goal: {
    m1: ['disk', 'screen'],
    m2: ['screen'],
    m3: ['disk'],
    m4: [],
    m5: ['pager'],
    m6: ['pager'],
  },
  mostBindings: 6,
  solution: [
    'bind logs -[error]-> disk',
    'bind logs -[Error]-> disk',
    'bind logs -[error]-> screen',
    'bind logs -[info]-> screen',
    'bind alarm -> pager',
  ],
  readOn: ['exchanges#direct', 'exchanges#fanout'],
  texts: { en, ko },
});
