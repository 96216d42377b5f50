import type { ConsumeStep } from './experiment.ts';

/** How much consumers may hold unacknowledged: each that starts on the channel from now on, and all of it together. */
export type Prefetch = Pick<ConsumeStep, 'prefetch' | 'channelPrefetch'>;

/** RabbitMQ: streams take no consumer without a limit. */
const OF_STREAMS = 1000;

/** What a consumer that starts has to set on its channel, where `before` holds. */
export function prefetchToSet(wanted: Prefetch, ofStream: boolean, before: Prefetch): Prefetch {
  const { prefetch = ofStream && !before.prefetch ? OF_STREAMS : undefined, channelPrefetch } = wanted;
  return {
    ...(prefetch !== undefined && { prefetch }),
    ...(channelPrefetch !== undefined && { channelPrefetch }),
  };
}

/** What holds once that is set. RabbitMQ: a limit for each consumer takes that of the channel away. */
export const prefetchAfter = (set: Prefetch, before: Prefetch): Prefetch =>
  set.prefetch === undefined ? { ...before, ...set } : set;
