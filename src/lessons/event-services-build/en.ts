import type { BuildTexts } from '../../lib/walkthrough/lesson.ts';

export const en: BuildTexts = {
  title: 'Build: events, and alarms for everybody',
  intro: [
    'The services of a shop publish their events to shop, a topic exchange. stock wants everything about orders, audit every event.',
    'phone, mail and wall are three ways to call for help. Each wants whatever has failed, whatever was cancelled, and what a person publishes to alarms, a fanout exchange. What a person publishes is no event, so that audit does not want it.',
  ],
  hints: [
    'Three queues want the same. How many bindings are that, if each of them is bound for each thing that it wants? Where do the three already stand together?',
    'An exchange can be bound to an exchange, with a key that selects. What it passes on then goes by the bindings of the other one: a fanout sends it to all.',
  ],
  done: 'Put those who want the same behind one exchange, and say what they want once, on the way there. A fourth way to call for help costs one binding, and so does a new reason to call.',
};
