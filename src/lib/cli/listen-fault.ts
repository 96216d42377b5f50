import { LabError } from '../lab/errors.ts';
import { visible } from '../render/text.ts';

export interface Where {
  readonly host: string;
  readonly port: number;
}

/**
 * Why a port cannot be had, as a LabError; anything else as it is. `who` says who has it already.
 */
export async function listenFault(
  error: unknown,
  where: Where,
  who: (where: Where) => Promise<string>,
): Promise<unknown> {
  const { host, port } = where;
  switch ((error as { code?: unknown }).code) {
    case 'EADDRINUSE':
      return new LabError('broker', `${host}:${port} is taken: ${await who(where)} answers there`, {
        hint: 'Use --port 0 to get a free port, or end what is running there.',
        cause: error,
      });
    case 'EACCES':
      return new LabError('broker', `no permission to listen on ${host}:${port}`, {
        hint: 'Ports below 1024 are the system’s. Use --port 0 to get a free port.',
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new LabError('broker', `'${visible(host)}' is no address of this machine`, {
        hint: 'Use --host 127.0.0.1, which is the default.',
        cause: error,
      });
    default:
      return error;
  }
}
