import { LabError } from '../../lab/errors.ts';
import { visible } from '../../render/text.ts';
import { deleteQueues } from '../../systems/service/delete-queues.ts';
import { jobQueues } from '../../systems/service/jobs-topology.ts';
import { connected } from '../connected.ts';
import type { Io } from '../io.ts';
import type { WorkerFlags } from './worker-command.ts';

/** Deletes what nobody needs any more, says what stays, and gives the exit code: 1 where something stays. */
export async function runDeleteQueues(
  { source, queue }: Pick<WorkerFlags, 'source' | 'queue'>,
  io: Io,
): Promise<number> {
  const endRequest = new LabError('interrupted', 'interrupted');
  const deleted = await connected({ source, name: 'mq-lab worker', endRequest }, io, ({ connection }) =>
    deleteQueues(connection, jobQueues(queue)),
  );
  for (const { queue: name, kept } of deleted)
    io.stdout.write(
      kept === undefined ? `✔ ${visible(name)} is gone\n` : `✗ ${visible(name)} stays: ${kept}\n`,
    );
  return deleted.every(({ kept }) => kept === undefined) ? 0 : 1;
}
