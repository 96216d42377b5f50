import type { LabChannel } from '../../lab/amqp/channel.ts';
import { queue } from '../../lab/notation.ts';
import type { Queue } from '../../routing/topology.ts';

/** How long a job waits before it is tried again. */
const RETRY_AFTER_MS = 1_000;

/** The queues of the web API and its workers, all durable. */
export interface JobQueues {
  /** What is to be done. */
  readonly jobs: Queue;
  /** What failed waits here for a while, and then goes back. */
  readonly retry: Queue;
  /** What failed too often stays here, for a person to look at. */
  readonly parking: Queue;
}

export function jobQueues(name: string): JobQueues {
  const retry = `${name}.retry`;
  return {
    jobs: queue(name, { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': retry }),
    retry: queue(retry, {
      'x-message-ttl': RETRY_AFTER_MS,
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': name,
    }),
    parking: queue(`${name}.parking`),
  };
}

/** Whoever comes first declares; for all others it is there already, and the same. */
export async function declareJobQueues(
  channel: LabChannel,
  { jobs, retry, parking }: JobQueues,
): Promise<void> {
  for (const each of [jobs, retry, parking]) await channel.declareQueue(each);
}
