import { Command } from 'commander';
import { expected } from '../lab/errors.ts';
import { examplesText } from './help.ts';
import type { Io } from './io.ts';
import { naming } from './scenario-command.ts';

const MAX_PORT = 65_535;
const EXAMPLES = ['broker', 'broker --port 0', 'broker --port 5673 --host 0.0.0.0'];
const NOTES = `
The first line on standard output is the broker's URL. Ctrl-C or SIGTERM ends it, with exit code 0: it has done its
work. Everything on it is in memory and ends with it.
`;

export function brokerCommand(io: Io, done: (exitCode: number) => void): Command {
  return new Command('broker')
    .summary('Run the embedded broker alone, for any AMQP 0-9-1 client')
    .description(
      'Run the embedded broker alone, in the foreground, for any AMQP 0-9-1 client in any language.',
    )
    .option('--port <PORT>', 'where to listen; 0 picks a free port', '5672')
    .option(
      '--host <HOST>',
      'the address to listen on; others than loopback let other machines in',
      '127.0.0.1',
    )
    .addHelpText('after', NOTES + examplesText(EXAMPLES))
    .action(async ({ port, host }: { port: string; host: string }) => {
      const where = {
        host: naming('--host', () => readHost(host)),
        port: naming('--port', () => readPort(port)),
      };
      const { serveBroker } = await import('./serve-broker.ts');
      done(await serveBroker(where, io));
    });
}

function readPort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= MAX_PORT) return port;
  throw expected(`a port from 0 to ${MAX_PORT}`, text);
}

function readHost(text: string): string {
  if (text === '' || /[\s/@]/.test(text)) throw expected("a host's name or address", text);
  return text;
}
