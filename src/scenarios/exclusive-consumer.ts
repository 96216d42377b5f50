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
  ],
  takeaway:
    'A standby that tried once is no standby: it has to try again and again, and a consumer that was there first keeps an exclusive one out as well. For failover use x-single-active-consumer.',
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
      topology: topology([], [queue('work')]),
      steps: [
        consume('c1', 'work', { exclusive: true, except: { m2: 'hold' } }),
        ...Array.from({ length: others }, (_, at) => consume(`c${at + 2}`, 'work')),
        publish('m1', '', 'work'),
        publish('m2', '', 'work'),
        cut('c1'),
        publish('m3', '', 'work'),
        look('c1 has crashed'),
      ],
    };
  },
  expected: {
    queues: { m1: ['work'], m2: ['work'], m3: ['work'] },
    deliveries: { c1: ['m1', 'm2'], c2: [] },
    left: { work: ['m2 redelivered', 'm3'] },
    errors: { c2: ["403 ACCESS_REFUSED - queue 'work' in vhost '/' in exclusive use"] },
    looks: { 'c1 has crashed': { work: 2 } },
  },
});
