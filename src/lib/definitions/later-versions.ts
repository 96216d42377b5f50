/** What a later RabbitMQ does otherwise than 3.10, which the lab reproduces. Told, never asserted. */
export interface LaterDifference {
  readonly behaviour: string;
  /** The first version that does so. */
  readonly since: string;
  readonly text: string;
}

export const LATER_DIFFERENCES: readonly LaterDifference[] = [
  {
    behaviour: 'quorum-delivery-limit',
    since: '4.0',
    text: 'A quorum queue without x-delivery-limit has one of 20: a message that came back more often is dead-lettered or dropped.',
  },
  {
    behaviour: 'negative-delivery-limit',
    since: '4.0',
    text: 'An x-delivery-limit of -1 is no limit; before, a message dies as soon as it comes back.',
  },
  {
    behaviour: 'republished-x-death',
    since: '4.0',
    text: 'A message that a client publishes again with its x-death header starts its death count anew.',
  },
  {
    behaviour: 'mirrored-queues',
    since: '4.0',
    text: 'Classic queues are no longer mirrored between nodes; quorum queues and streams are replicated.',
  },
  {
    behaviour: 'smallest-frame-max',
    since: '4.1',
    text: 'A client that asks for a frame_max below 8192 is refused.',
  },
  {
    behaviour: 'transient-queues',
    since: '4.3',
    text: 'Declaring a queue that is neither durable nor exclusive is refused with 541, which closes the connection.',
  },
  {
    behaviour: 'global-prefetch',
    since: '4.3',
    text: 'basic.qos with global set limits each consumer, not the channel, without saying so.',
  },
  {
    behaviour: 'quorum-returns',
    since: '4.3',
    text: 'What a consumer gives back on purpose no longer counts towards the delivery limit of a quorum queue.',
  },
  {
    behaviour: 'quorum-priorities',
    since: '4.3',
    text: 'Quorum queues have strict priorities from 0 to 31, 4 where a message has none; x-max-priority is passed over.',
  },
  {
    behaviour: 'topic-hashes',
    since: '4.3.5',
    text: 'A topic binding key may hold at most two #; a third is refused with 406.',
  },
];
