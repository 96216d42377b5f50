import { LabError } from '../../lab/errors.ts';
import { count, visible } from '../../render/text.ts';
import { type Consumed, consume } from '../../systems/roles/consume.ts';
import { connected } from '../connected.ts';
import type { Io } from '../io.ts';
import { isUnread, print } from '../print.ts';
import type { ConsumeFlags } from './consume-command.ts';
import { formatMessage, jsonMessage, mayBeRounded } from './message-format.ts';

/** Consumes until it has its count, has crashed as told, or somebody ends it; gives the exit code. */
export async function runConsume({ source, what, format }: ConsumeFlags, io: Io): Promise<number> {
  const asked = new LabError('interrupted', 'ended');
  let consumed = 0;
  let hasWarned = false;
  const warn = ({ number, delivery: { headers } }: Consumed): void => {
    if (hasWarned || !mayBeRounded(headers)) return;
    hasWarned = true;
    io.stderr.write(roundedText(number));
  };
  try {
    await connected({ source, name: 'mq-lab consume', endRequest: asked }, io, ({ connection, signal }) =>
      consume(connection, what, {
        signal,
        onReady: (queue) => io.stderr.write(`Consuming ${visible(queue)}. Ctrl-C ends it.\n`),
        // What could not be printed was not consumed: it goes back.
        onConsumed: async (message) => {
          await print(format === null ? jsonMessage(message) : formatMessage(format, message), io);
          consumed = message.number;
          warn(message);
        },
      }),
    );
    if (what.answer === 'crash')
      io.stderr.write('The connection is broken off; the message was not answered.\n');
  } catch (error) {
    // It runs until somebody ends it, or reads no more: it has done its work.
    if (error !== asked && !isUnread(error)) throw error;
  }
  io.stderr.write(`${count(consumed, 'message')} consumed\n`);
  return 0;
}

const roundedText = (number: number): string =>
  `Warning: message ${number} has a whole number beyond ±2^53 in its headers: the last digits shown may be others.\n`;
