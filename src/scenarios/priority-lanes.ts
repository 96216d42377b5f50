import {
  consume,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const priorityLanes = defineScenario({
  name: 'priority-lanes',
  group: 'patterns',
  summary: 'Urgent work needs a queue and a worker of its own',
  guess: 'In the queue that all share, a worker picks the urgent message out.',
  notice: [
    'm4: it is published to a queue that all share and to lanes, so that you can compare. In the shared queue it waits behind m2 and m3, since a consumer cannot choose what it gets.',
    'm4: in the urgent lane it is with its worker at once. What is in the bulk lane is of no concern to it.',
    'm2, m3: they wait in both layouts. Lanes make nothing faster but what is alone in its lane.',
  ],
  takeaway:
    'One long report blocks every password mail that shares its queue. Give each kind of work a queue and workers of its own. x-max-priority is no full substitute: it sorts what waits, but does not interrupt the workers that are busy with bulk.',
  examples: ['run priority-lanes --bulk 10'],
  options: {
    bulk: wholeNumber(3, {
      from: 1,
      to: 100,
      placeholder: 'N',
      summary: 'how many bulk messages come before the urgent one',
    }),
  },
  build({ bulk }) {
    const busy = { prefetch: 1, takesMs: 60_000 };
    const lanes = ['work -[bulk]-> bulk', 'work -[urgent]-> urgent'];
    return {
      topology: topology(
        [exchange('work', 'direct')],
        [queue('shared'), queue('bulk'), queue('urgent')],
        ['work -[bulk]-> shared', 'work -[urgent]-> shared', ...lanes],
      ),
      steps: [
        ...['shared', 'bulk', 'urgent'].map((name) => consume(name, name, busy)),
        ...Array.from({ length: bulk }, (_, at) => publish(`m${at + 1}`, 'work', 'bulk')),
        publish(`m${bulk + 1}`, 'work', 'urgent'),
      ],
    };
  },
  expected: {
    queues: {
      m1: ['shared', 'bulk'],
      m2: ['shared', 'bulk'],
      m3: ['shared', 'bulk'],
      m4: ['shared', 'urgent'],
    },
    deliveries: { shared: ['m1'], bulk: ['m1'], urgent: ['m4'] },
    left: { shared: ['m2', 'm3', 'm4'], bulk: ['m2', 'm3'] },
  },
});
