import { exchange, publish, queue, topology } from '../../lib/lab/define-scenario.ts';
import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const eventServicesBuild = defineLesson({
  kind: 'build',
  name: 'event-services-build',
  chapter: 'systems',
  given: topology(
    [exchange('shop', 'topic'), exchange('alarms', 'fanout')],
    [queue('stock'), queue('audit'), queue('phone'), queue('mail'), queue('wall')],
  ),
  messages: [
    publish('m1', 'shop', 'order.eu.placed'),
    publish('m2', 'shop', 'order.eu.cancelled'),
    publish('m3', 'shop', 'payment.failed'),
    publish('m4', 'shop', 'payment.eu.failed'),
    publish('m5', 'shop', 'payment.received'),
    publish('m6', 'alarms'),
  ],
  goal: {
    m1: ['stock', 'audit'],
    m2: ['stock', 'audit', 'phone', 'mail', 'wall'],
    m3: ['audit', 'phone', 'mail', 'wall'],
    m4: ['audit', 'phone', 'mail', 'wall'],
    m5: ['audit'],
    m6: ['phone', 'mail', 'wall'],
  },
  mostBindings: 8,
  solution: [
    'bind shop -[order.#]-> stock',
    'bind shop -[#]-> audit',
    'bind alarms -> phone',
    'bind alarms -> mail',
    'bind alarms -> wall',
    'bind shop =[#.failed]=> alarms',
    'bind shop =[#.cancelled]=> alarms',
  ],
  readOn: ['e2e', 'exchanges'],
  texts: { en, ko },
});
