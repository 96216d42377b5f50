import type { Command } from 'commander';
import { examplesText } from './help.ts';
import type { Io } from './io.ts';

const UP_NOTES = `
It listens on 127.0.0.1 alone, and keeps running until mq-lab down. The ports
are 5672 and 15672, or MQ_LAB_PORT and MQ_LAB_MANAGEMENT_PORT. Needs Docker with
its compose plugin, or docker-compose.

Exit codes:
  0 it is up   3 it could not be started, and nothing of it is left
  130 interrupted
`;
const DOWN_NOTES = `
Exit codes:
  0 it is gone, or there was none   3 Docker does not answer   130 interrupted
`;

export function addUpCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  return program
    .command('up')
    .summary('Start a RabbitMQ and keep it, for --broker compose')
    .description('Start a RabbitMQ with its management page in Docker, and keep it between commands.')
    .addHelpText('after', UP_NOTES + examplesText(['up', 'topic --broker compose', 'down']))
    .action(async () => {
      const { runUp } = await import('./run-up.ts');
      done(await runUp(io));
    });
}

export function addDownCommand(program: Command, io: Io, done: (exitCode: number) => void): Command {
  return program
    .command('down')
    .summary('Remove what mq-lab up started')
    .description('Remove the RabbitMQ that mq-lab up started, with all that is in it.')
    .addHelpText('after', DOWN_NOTES + examplesText(['down']))
    .action(async () => {
      const { runDown } = await import('./run-up.ts');
      done(await runDown(io));
    });
}
