import {
  consume,
  defineScenario,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const stream = defineScenario({
  name: 'stream',
  group: 'queues',
  summary: 'Reading takes nothing away; start wherever you like',
  guess: 'What a consumer has acknowledged is gone, and what it rejects is dead-lettered.',
  notice: [
    'm1, m2, m3: audit acknowledges them, and they stay. report starts at the first message and gets them all again.',
    'm2, m3: chaser starts at offset 1, which is the second message, for offsets count from 0.',
    'm4: live gave no offset, so it starts with what comes next.',
    'm4: critic rejects it. A stream cannot reject: 540, and the whole connection is closed. An ack only asks for more.',
  ],
  takeaway:
    'A stream is a log: messages go by size or age (x-max-length-bytes, x-max-age), not when read, so set a limit. Each reader must know how far it got. For work that may fail, take a queue. A consumer of a stream must set a prefetch and acknowledge.',
  examples: ['run stream --offset 0', 'run stream --offset 3'],
  options: {
    offset: wholeNumber(1, { from: 0, to: 100, placeholder: 'N', summary: 'where chaser starts' }),
  },
  build: ({ offset }) => ({
    topology: topology([], [queue('events', { 'x-queue-type': 'stream' })]),
    steps: [
      consume('audit', 'events'),
      publish('m1', '', 'events'),
      publish('m2', '', 'events'),
      publish('m3', '', 'events'),
      consume('report', 'events', { arguments: { 'x-stream-offset': 'first' } }),
      consume('chaser', 'events', { arguments: { 'x-stream-offset': offset } }),
      consume('critic', 'events', { answer: 'reject' }),
      consume('live', 'events'),
      publish('m4', '', 'events'),
    ],
  }),
  allArrive: 'A stream keeps every message, for every reader.',
  expected: {
    queues: { m1: ['events'], m2: ['events'], m3: ['events'], m4: ['events'] },
    deliveries: {
      audit: ['m1', 'm2', 'm3', 'm4'],
      report: ['m1', 'm2', 'm3', 'm4'],
      chaser: ['m2', 'm3', 'm4'],
      critic: ['m4'],
      live: ['m4'],
    },
    errors: {
      critic: ['540 NOT_IMPLEMENTED - basic.nack and basic.reject not supported by stream queues'],
    },
  },
});
