import { replyText } from '../../lab/amqp/broker-faults.ts';
import type { Connection } from '../../lab/amqp/connection.ts';
import type { JobQueues } from './jobs-topology.ts';

/** What became of a queue that was to be deleted. */
export interface Deleted {
  readonly queue: string;
  /** Why it stays; undefined where it is gone. */
  readonly kept: string | undefined;
}

/** Deletes the queues that hold no message and that nobody consumes. */
export async function deleteQueues(
  connection: Connection,
  { jobs, retry, parking }: JobQueues,
): Promise<Deleted[]> {
  const deleted: Deleted[] = [];
  for (const { name: queue } of [jobs, retry, parking]) {
    // A refusal closes the channel.
    const channel = await connection.openChannel();
    const kept = await channel.deleteQueue(queue, { ifUnused: true, ifEmpty: true }).then(
      () => undefined,
      (error: unknown) => refusal(error),
    );
    deleted.push({ queue, kept });
  }
  return deleted;
}

function refusal(error: unknown): string {
  const said = replyText(error);
  if (said === undefined) throw error;
  if (/empty/.test(said)) return 'it holds messages';
  return /in use/.test(said) ? 'somebody consumes it' : said;
}
