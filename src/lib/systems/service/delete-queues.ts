import { replyText } from '../../lab/amqp/broker-faults.ts';
import type { Connection } from '../../lab/amqp/connection.ts';
import type { JobQueues } from './jobs-topology.ts';

/** What became of a queue that was to be deleted. */
export interface Deleted {
  readonly queue: string;
  /** Why it stays; undefined where it is gone. */
  readonly kept: string | undefined;
}

/**
 * Deletes the queues that hold no message and that nobody consumes. RabbitMQ drops a dead letter whose queue is gone:
 * the queue of jobs stays while messages wait to come back to it, and the others stay with it.
 */
export async function deleteQueues(
  connection: Connection,
  { jobs, retry, parking }: JobQueues,
): Promise<Deleted[]> {
  const first =
    (await readyIn(connection, retry.name)) > 0
      ? { queue: jobs.name, kept: `messages in ${retry.name} come back to it` }
      : await deleteOne(connection, jobs.name);
  if (first.kept === undefined)
    return [first, await deleteOne(connection, retry.name), await deleteOne(connection, parking.name)];
  const kept = `what fails in ${jobs.name} goes there`;
  return [first, { queue: retry.name, kept }, { queue: parking.name, kept }];
}

async function readyIn(connection: Connection, queue: string): Promise<number> {
  const channel = await connection.openChannel();
  return channel.ready(queue).catch((error: unknown) => {
    if (replyText(error)?.startsWith('NOT_FOUND')) return 0;
    throw error;
  });
}

async function deleteOne(connection: Connection, queue: string): Promise<Deleted> {
  // A refusal closes the channel.
  const channel = await connection.openChannel();
  const kept = await channel.deleteQueue(queue, { ifUnused: true, ifEmpty: true }).then(
    () => undefined,
    (error: unknown) => refusal(error),
  );
  return { queue, kept };
}

function refusal(error: unknown): string {
  const said = replyText(error);
  if (said === undefined) throw error;
  if (/empty/.test(said)) return 'it holds messages';
  return /in use/.test(said) ? 'somebody consumes it' : said;
}
