import { type Command, Option } from 'commander';
import type { Limits } from '../broker/limits.ts';

/** The limits of `mq-lab broker`: by flag, with what stands in the help. */
export const LIMIT_FLAGS: readonly (readonly [
  name: keyof Limits,
  flag: string,
  value: string,
  description: string,
])[] = [
  [
    'memoryLimit',
    '--memory-limit',
    'SIZE',
    'what messages may take up before publishers are blocked (40 % of the memory, at most half of the heap)',
  ],
  [
    'diskFreeLimit',
    '--disk-free-limit',
    'SIZE',
    'what must stay free on the disk of --data-dir, or publishers are blocked (50MB)',
  ],
  ['maxMessageSize', '--max-message-size', 'SIZE', "a message's body (128MiB)"],
  ['maxConnections', '--max-connections', 'N', 'connections to each virtual host (any number)'],
  ['maxQueues', '--max-queues', 'N', 'queues in each virtual host (any number)'],
  ['channelMax', '--channel-max', 'N', 'channels of a connection (2047)'],
  ['frameMax', '--frame-max', 'SIZE', 'a frame, and so a table of arguments or headers (128KiB)'],
  ['handshakeTimeout', '--handshake-timeout', 'MS', 'until a client must be in (10000)'],
];

export type GivenLimits = { readonly [N in keyof Limits]?: string };

export function addLimitOptions(command: Command): Command {
  command.optionsGroup('Limits:');
  for (const [, flag, value, description] of LIMIT_FLAGS) {
    command.addOption(new Option(`${flag} <${value}>`, description));
  }
  return command;
}
