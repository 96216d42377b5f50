import {
  consume,
  defineScenario,
  drain,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const prefetchUnfair = defineScenario({
  name: 'prefetch-unfair',
  group: 'consuming',
  summary: 'Without a limit a slow worker is given most work',
  guess: 'Once the fast worker is there it does most of the work.',
  notice: [
    'm1, m2: they waited, and the slow worker came first. Without a prefetch limit it is sent all that waits at once, so fast finds an empty queue.',
    'm3, m4, m5, m6: now they take turns. Round robin counts deliveries, not speed, so each worker gets two.',
    'In the end slow was given four of six messages, and fast sat idle after two.',
  ],
  takeaway:
    'Workers that are added to a long queue have nothing to do: the backlog lies in the memory of the first one, unacknowledged. Set a prefetch on every worker before it consumes.',
  examples: ['run prefetch-unfair --backlog 0', 'run prefetch-unfair --backlog 10 --messages 2'],
  options: {
    backlog: wholeNumber(2, {
      from: 0,
      to: 100,
      placeholder: 'N',
      summary: 'how many messages wait for slow',
    }),
    messages: wholeNumber(4, {
      from: 0,
      to: 100,
      placeholder: 'N',
      summary: 'how many come once both workers are there',
    }),
  },
  build({ backlog, messages }) {
    const all = Array.from({ length: backlog + messages }, (_, at) => publish(`m${at + 1}`, '', 'work'));
    return {
      topology: topology([], [queue('work')]),
      steps: [
        ...all.slice(0, backlog),
        consume('slow', 'work', { takesMs: 200 }),
        look('slow has come'),
        consume('fast', 'work', { takesMs: 10 }),
        ...all.slice(backlog),
        drain(),
      ],
    };
  },
  expected: {
    queues: { m1: ['work'], m2: ['work'], m3: ['work'], m4: ['work'], m5: ['work'], m6: ['work'] },
    deliveries: { slow: ['m1', 'm2', 'm3', 'm5'], fast: ['m4', 'm6'] },
    looks: { 'slow has come': { work: 0 } },
  },
  allArrive: 'Nothing is lost; it is about who gets how much.',
});
