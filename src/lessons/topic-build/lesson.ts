import { exchange, publish, queue, topology } from '../../lib/lab/define-scenario.ts';
import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const topicBuild = defineLesson({
  kind: 'build',
  name: 'topic-build',
  chapter: 'routing',
  given: topology([exchange('shop', 'topic')], [queue('billing'), queue('europe'), queue('audit')]),
  messages: [
    publish('m1', 'shop', 'order.placed'),
    publish('m2', 'shop', 'order.eu.placed'),
    publish('m3', 'shop', 'order.us.cancelled'),
    publish('m4', 'shop', 'stock.eu.low'),
    publish('m5', 'shop', 'stock'),
    publish('m6', 'shop', 'order'),
  ],
  goal: {
    m1: ['billing', 'audit'],
    m2: ['billing', 'europe', 'audit'],
    m3: ['billing', 'audit'],
    m4: ['europe', 'audit'],
    m5: ['audit'],
    m6: ['billing', 'audit'],
  },
  mostBindings: 4,
  solution: ['bind shop -[order.#]-> billing', 'bind shop -[*.eu.*]-> europe', 'bind shop -[#]-> audit'],
  readOn: ['exchanges#topic'],
  texts: { en, ko },
});
