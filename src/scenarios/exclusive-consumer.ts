import {
  consume,
  cut,
  defineScenario,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const exclusiveConsumer = defineScenario({
  name: 'exclusive-consumer',
  group: 'consuming',
  summary: 'A queue to itself, and nobody who takes over',
  guess: 'c2 waits in line, and takes over when the exclusive c1 crashes.',
  notice: [
    'c2 is refused with 403 ACCESS_REFUSED, and its channel is closed. There is no line to wait in: the broker forgets that c2 ever asked.',
    'm2: c1 crashes before it acknowledges, so m2 goes back to the queue.',
    'm2, m3: the queue is free again, but nobody consumes from it. Both lie there until somebody asks anew.',
    "m4: auditor wants 'log' to itself, where reader consumes already. It is refused as well (403), and reader goes on.",
  ],
  takeaway:
    'A standby that tried once is no standby: it has to try again and again. For failover use x-single-active-consumer.',
  examples: ['run exclusive-consumer --others 3'],
  options: {
    others: wholeNumber(1, {
      from: 1,
      to: 20,
      placeholder: 'N',
      summary: 'how many other consumers try: c2, c3, …',
    }),
  },
  build({ others }) {
    return {
      topology: topology([], [queue('work'), queue('log')]),
      steps: [
        consume('c1', 'work', { exclusive: true, except: { m2: 'hold' } }),
        ...Array.from({ length: others }, (_, at) => consume(`c${at + 2}`, 'work')),
        consume('reader', 'log'),
        consume('auditor', 'log', { exclusive: true }),
        publish('m1', '', 'work'),
        publish('m2', '', 'work'),
        cut('c1'),
        publish('m3', '', 'work'),
        look('c1 has crashed'),
        publish('m4', '', 'log'),
      ],
    };
  },
  expected: {
    queues: { m1: ['work'], m2: ['work'], m3: ['work'], m4: ['log'] },
    deliveries: { c1: ['m1', 'm2'], c2: [], reader: ['m4'], auditor: [] },
    left: { work: ['m2 redelivered', 'm3'] },
    errors: {
      c2: ["403 ACCESS_REFUSED - queue 'work' in vhost '/' in exclusive use"],
      auditor: ["403 ACCESS_REFUSED - queue 'log' in vhost '/' in exclusive use"],
    },
    looks: { 'c1 has crashed': { work: 2, log: 0 } },
  },
});
