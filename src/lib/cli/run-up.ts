import { composeDown, composeUp } from '../lab/docker/compose.ts';
import { expected } from '../lab/errors.ts';
import { booted } from './booted.ts';
import { naming } from './given.ts';
import { interruptible } from './interruptible.ts';
import type { Io } from './io.ts';

const MAX_PORT = 65_535;

/** Starts the RabbitMQ that is kept, says where it is, and gives the exit code. */
export async function runUp(io: Io): Promise<number> {
  for (const name of ['MQ_LAB_PORT', 'MQ_LAB_MANAGEMENT_PORT']) checkPort(name, io.env[name]);
  const { address, managementUrl } = await interruptible(io, (signal) => booted(io, signal, composeUp));
  const { hostname, port } = address;
  io.stdout.write(
    [
      'RabbitMQ is up.',
      '',
      `  AMQP        amqp://guest:guest@${hostname}:${port}`,
      `  management  ${managementUrl}  (guest, guest)`,
      '',
      '  mq-lab topic --broker compose   plays on it',
      '  mq-lab down                     removes it',
      '',
    ].join('\n'),
  );
  return 0;
}

/** Removes it, says so, and gives the exit code. */
export async function runDown(io: Io): Promise<number> {
  const wasThere = await interruptible(io, (signal) =>
    booted(io, signal, ({ onProgress }) => {
      onProgress({ doing: 'removing', what: 'RabbitMQ' });
      return composeDown(signal);
    }),
  );
  io.stdout.write(
    wasThere ? 'RabbitMQ is gone, and all that was in it.\n' : 'There was no RabbitMQ to remove.\n',
  );
  return 0;
}

function checkPort(name: string, text: string | undefined): void {
  if (text === undefined || text === '') return;
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_PORT) return;
  naming(name, () => {
    throw expected(`a port from 1 to ${MAX_PORT}`, text);
  });
}
