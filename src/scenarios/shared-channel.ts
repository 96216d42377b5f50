import {
  answer,
  consume,
  cut,
  defineScenario,
  look,
  publish,
  queue,
  toggle,
  topology,
} from '../lib/lab/define-scenario.ts';

export const sharedChannel = defineScenario({
  name: 'shared-channel',
  group: 'consuming',
  summary: 'Consumers on one channel pay for each other',
  guess: 'c1 and c2 are two consumers, and what one does is nothing to the other.',
  notice: [
    'm1, m2, m3: c1 acknowledges m3 with multiple=true, which means everything up to it on the channel. That is m2, too, which c2 is still at work on. If the program crashed now, m2 would be lost.',
    'm4: c2 is done with m2 and acknowledges it. Its tag is used up, so this is 406, which closes the channel. m4, which c2 held as well, goes back to the queue.',
    'm5: c1 was on that channel, so it is gone too. m5 waits with m4 until another program comes.',
  ],
  takeaway:
    "Give each consumer a channel of its own: they cost little. On a shared one, never acknowledge with multiple=true, and listen for the channel's error: from then on none of its consumers gets anything.",
  examples: ['run shared-channel --crash', 'run shared-channel --apart'],
  options: {
    crash: toggle('the program crashes while c2 is at work on m2'),
    apart: toggle('c1 and c2 have a channel each'),
  },
  build({ crash, apart }) {
    const hold = { ...(!apart && { by: 'shop' }), answer: 'hold' } as const;
    return {
      topology: topology([], [queue('work')]),
      steps: [
        consume('c1', 'work', hold),
        consume('c2', 'work', hold),
        ...['m1', 'm2', 'm3', 'm4'].map((id) => publish(id, '', 'work')),
        answer('c1', 'm3', 'ack', { multiple: true }),
        look('c1 has acknowledged'),
        ...(crash ? (apart ? ['c1', 'c2'] : ['shop']).map((who) => cut(who)) : [answer('c2', 'm2', 'ack')]),
        publish('m5', '', 'work'),
        look('m5 is published'),
        consume('c3', 'work'),
      ],
    };
  },
  expected: {
    queues: { m1: ['work'], m2: ['work'], m3: ['work'], m4: ['work'], m5: ['work'] },
    deliveries: { c1: ['m1', 'm3'], c2: ['m2', 'm4'], c3: ['m4 redelivered', 'm5'] },
    errors: { shop: ['406 PRECONDITION_FAILED - unknown delivery tag 2'] },
    looks: { 'c1 has acknowledged': { work: 0 }, 'm5 is published': { work: 2 } },
  },
});
