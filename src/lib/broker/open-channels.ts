import { decodeMethod } from '../wire/codec.ts';
import type { Frame } from '../wire/frames.ts';
import { METHODS, type Method } from '../wire/methods.ts';
import { Channel } from './channel.ts';
import { closeFields } from './close-fields.ts';
import type { Connection } from './connection.ts';
import { type Command, CommandAssembler, notMethod } from './content.ts';
import { AmqpError } from './errors.ts';
import { type ChannelHandler, handlePublish, methodHandlers } from './handlers/index.ts';

interface OpenChannel {
  readonly channel: Channel;
  readonly assembler: CommandAssembler;
  /** Set once the broker has closed the channel and waits for the client's close-ok. */
  closing: boolean;
}

/** The channels of a connection: opens and closes them, and hands each the commands that its frames make up. */
export class OpenChannels {
  readonly #connection: Connection;
  readonly #channels = new Map<number, OpenChannel>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  list(): Channel[] {
    return Array.from(this.#channels.values(), ({ channel }) => channel);
  }

  /** Throws what the frame itself is to blame for: a WireError, UNEXPECTED_FRAME. */
  handle(frame: Frame): void {
    const open = this.#channels.get(frame.channel);
    if (frame.type === 'method' && open?.assembler.method === undefined) {
      this.#handleMethod(decodeMethod(frame.bytes, frame.start, frame.end), frame.channel, open);
    } else if (open) this.#handleContent(frame, open);
    else throw notMethod(frame);
  }

  /** Closes one channel with this error; does nothing where it is not open. */
  close(id: number, error: AmqpError, method?: Method): void {
    const open = this.#channels.get(id);
    if (!open || open.closing) return;
    open.channel.close();
    open.closing = true;
    this.#connection.send(id, { name: 'channel.close', ...closeFields(error, method) });
  }

  closeAll(): void {
    for (const { channel, assembler } of this.#channels.values()) {
      channel.close();
      assembler.drop();
    }
    this.#channels.clear();
  }

  /** The socket takes more again. */
  resume(): void {
    for (const { channel } of this.#channels.values()) channel.dispatchAll();
  }

  #handleMethod(method: Method, id: number, open: OpenChannel | undefined): void {
    try {
      if (method.name === 'channel.open') this.#open(id, open);
      else if (!open) throw new AmqpError('CHANNEL_ERROR', "expected 'channel.open'");
      else if ('content' in METHODS[method.name]) open.assembler.begin(method);
      else if (open.closing) this.#awaitEnd(method, id);
      else if (method.name === 'channel.close') this.#closedByClient(open);
      else dispatch(open.channel, method);
    } catch (error) {
      this.#refused(error, id, method);
    }
  }

  #handleContent(frame: Frame, { channel, assembler, closing }: OpenChannel): void {
    const { method } = assembler;
    try {
      const command = assembler.add(frame);
      if (command && !closing) publish(channel, command);
    } catch (error) {
      this.#refused(error, channel.id, method);
    }
    this.#connection.publishes();
  }

  /** Closes what a refusal of the method closes. */
  #refused(error: unknown, id: number, method: Method | undefined): void {
    if (!(error instanceof AmqpError)) throw error;
    if (error.severity === 'channel') this.close(id, error, method);
    else this.#connection.close(error, method);
  }

  #open(id: number, open: OpenChannel | undefined): void {
    if (open) throw secondOpen();
    const count = this.#channels.size;
    const { channelMax } = this.#connection;
    if (count >= channelMax) {
      const problem = `number of channels opened (${count}) has reached the negotiated channel_max (${channelMax})`;
      this.#connection.close(new AmqpError('NOT_ALLOWED', problem));
      return;
    }
    const channel = new Channel(id, this.#connection);
    this.#channels.set(id, {
      channel,
      assembler: new CommandAssembler(this.#connection.broker),
      closing: false,
    });
    channel.send({ name: 'channel.open-ok' });
  }

  #closedByClient({ channel }: OpenChannel): void {
    channel.close();
    this.#channels.delete(channel.id);
    this.#connection.send(channel.id, { name: 'channel.close-ok' });
  }

  /** After the broker closed a channel, every method on it is passed over but the end of it. */
  #awaitEnd({ name }: Method, id: number): void {
    if (name === 'channel.close-ok') this.#channels.delete(id);
    else if (name === 'channel.close') this.#connection.send(id, { name: 'channel.close-ok' });
  }
}

function dispatch(channel: Channel, method: Method): void {
  const handler = methodHandlers[method.name] as ChannelHandler | undefined;
  if (!handler) throw unimplemented();
  handler(channel, method);
}

function publish(channel: Channel, command: Command): void {
  if (command.method.name !== 'basic.publish') throw unimplemented();
  handlePublish(channel, command.method, command);
}

const unimplemented = (): AmqpError => new AmqpError('COMMAND_INVALID', 'unimplemented method');
const secondOpen = (): AmqpError => new AmqpError('CHANNEL_ERROR', "second 'channel.open' seen");
