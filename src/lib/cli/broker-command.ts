import { type Command, Option } from 'commander';
import { expected, LabError } from '../lab/errors.ts';
import { DATA_DIR, readDataDir } from './data-dir.ts';
import { naming } from './given.ts';
import { examplesText } from './help.ts';
import type { Io } from './io.ts';
import { addLimitOptions, type GivenLimits } from './limit-options.ts';

const MAX_PORT = 65_535;
const EXAMPLES = [
  'broker',
  'broker --port 0 --trace',
  'broker --data-dir ./broker-data',
  "broker --user 'shop:s3cret' --vhost shop",
  'broker --port 5673 --host 0.0.0.0',
  'broker --memory-limit 256MiB --max-connections 50',
];
const NOTES = `
The first line on standard output is the broker's URL. Ctrl-C or SIGTERM ends
it, with exit code 0: it has done its work. Without --data-dir everything on it
is in memory and ends with it; a folder that can no longer be written to ends it
with exit code 3.
`;

export function addBrokerCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  const command = program
    .command('broker')
    .summary('Run the embedded broker alone, for any AMQP 0-9-1 client')
    .description(
      'Run the embedded broker alone, in the foreground, for any AMQP 0-9-1 client in any language.',
    )
    .addOption(withDefault('--port <PORT>', 'where to listen; 0 picks a free port', '5672'))
    .addOption(
      withDefault(
        '--host <HOST>',
        'the address to listen on; others than loopback let other machines in',
        '127.0.0.1',
      ),
    )
    .option('--trace', 'print what happens as it happens, with the reason for every routing decision')
    .option('--user <NAME:PASSWORD>', 'a user beside guest; repeat it for more', collect)
    .option('--vhost <NAME>', 'a virtual host beside /; repeat it for more', collect)
    .option('--data-dir <DIR>', DATA_DIR)
    .addHelpText('after', NOTES + examplesText(EXAMPLES));
  return addLimitOptions(command).action(async (given: Given) => {
    const { readLimits } = await import('./read-limits.ts');
    const options = {
      host: naming('--host', () => readHost(given.host)),
      port: naming('--port', () => readPort(given.port)),
      users: {
        guest: 'guest',
        ...naming('--user', () => Object.fromEntries((given.user ?? []).map(readUser))),
      },
      ...(given.dataDir !== undefined && { dataDir: readDataDir(given.dataDir) }),
      virtualHosts: naming('--vhost', () => (given.vhost ?? []).map(readVirtualHost)),
      ...readLimits(given),
    };
    const { serveBroker } = await import('./serve-broker.ts');
    done(await serveBroker(options, given.trace ?? false, io));
  });
}

interface Given extends GivenLimits {
  readonly port: string;
  readonly host: string;
  readonly trace?: true;
  readonly user?: readonly string[];
  readonly vhost?: readonly string[];
  readonly dataDir?: string;
}

const collect = (text: string, before: readonly string[] = []): string[] => [...before, text];

/** commander shows a default as JavaScript would write it, unless it is told how to. */
const withDefault = (flags: string, description: string, value: string): Option =>
  new Option(flags, description).default(value, value);

function readUser(text: string): readonly [name: string, password: string] {
  const [, name, password] = /^([^:]+):(.*)$/s.exec(text) ?? [];
  if (name !== undefined && password !== undefined) return [name, password];
  if (text.includes(':'))
    throw new LabError('usage', 'expected NAME:PASSWORD, got a password without a name');
  throw expected('NAME:PASSWORD', text);
}

function readVirtualHost(text: string): string {
  if (text === '') throw expected("a virtual host's name", text);
  return text;
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
