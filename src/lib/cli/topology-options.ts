import type { Command } from 'commander';
import { parseManagementUrl } from '../check/management-url.ts';
import type { TopologySource } from '../check/topology-source.ts';
import { expected, LabError } from '../lab/errors.ts';
import { type Given, naming } from './given.ts';
import { collected, lastOf } from './run-options.ts';

/** The options of a command that is about a topology of the user's own. */
export const addTopologyOptions = (command: Command): Command =>
  command
    .addOption(collected('--definitions <FILE>', "a RabbitMQ's definitions export"))
    .addOption(
      collected(
        '--file <FILE.lab.yaml>',
        'a scenario file: what is there at the start, and what its steps add',
      ),
    )
    .addOption(collected('--management <URL>', 'http[s]://user:password@host:15672, or the amqp:// URL'))
    .addOption(collected('--vhost <NAME>', 'the virtual host, where there are several'));

const SOURCES = ['definitions', 'file', 'management'] as const;

/** Where the topology is to come from. Throws a LabError unless exactly one place is given. */
export function readTopologySource(given: Given): TopologySource {
  const named = SOURCES.filter((name) => lastOf(given[name]) !== undefined);
  if (named.length === 0)
    throw new LabError('usage', 'expected a topology, got none', {
      hint:
        'Give one of: --definitions FILE (a definitions export), --file FILE.lab.yaml (a scenario file), ' +
        '--management URL (a running RabbitMQ).',
    });
  const virtualHost = lastOf(given.vhost);
  const [name, other] = named;
  if (name === undefined || other !== undefined)
    throw new LabError('usage', `--${name} does not go with --${other}: expected one topology`);
  if (name === 'file' && virtualHost !== undefined)
    throw new LabError('usage', '--vhost does not go with --file', {
      hint: 'A scenario file names its virtual host itself: virtual_host, beside definitions.',
    });
  const value = lastOf(given[name]) ?? '';
  naming(`--${name}`, () => {
    if (name === 'management') parseManagementUrl(value);
    else if (value === '') throw expected('a file', value);
  });
  return { [name]: value, ...(virtualHost !== undefined && { virtualHost }) };
}
