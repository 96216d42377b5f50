import { decodeMethod } from '../wire/codec.ts';
import { METHODS, type Method } from '../wire/methods.ts';
import { Channel } from './channel.ts';
import { closeFields } from './close-fields.ts';
import type { Connection } from './connection.ts';
import { CommandAssembler, type Content, type ContentFrame, notMethod } from './content.ts';
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
  handle(frame: ContentFrame): void {
    const open = this.#channels.get(frame.channel);
    if (frame.type === 'method' && open?.assembler.method === undefined) {
      this.#handleMethod(decodeMethod(frame.payload), frame.channel, open);
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
    for (const { channel } of this.#channels.values()) channel.close();
    this.#channels.clear();
  }

  flushConfirms(): void {
    for (const { channel } of this.#channels.values()) channel.confirms.flush();
  }

  /** The socket takes more again. */
  resume(): void {
    for (const { channel } of this.#channels.values()) channel.dispatchAll();
  }

  #handleMethod(method: Method, id: number, open: OpenChannel | undefined): void {
    this.#guard(method, id, () => {
      if (method.name === 'channel.open') this.#open(id, open);
      else if (!open) throw new AmqpError('CHANNEL_ERROR', "expected 'channel.open'");
      else if ('content' in METHODS[method.name]) open.assembler.begin(method);
      else if (open.closing) this.#awaitEnd(method, id);
      else if (method.name === 'channel.close') this.#closedByClient(open);
      else dispatch(open.channel, method);
    });
  }

  #handleContent(frame: ContentFrame, { channel, assembler, closing }: OpenChannel): void {
    const { method } = assembler;
    this.#guard(method, channel.id, () => {
      const content = assembler.add(frame);
      if (method && content && !closing) publish(channel, method, content);
    });
  }

  /** Runs what may refuse the method, and closes what the refusal closes. */
  #guard(method: Method | undefined, id: number, task: () => void): void {
    try {
      task();
    } catch (error) {
      if (!(error instanceof AmqpError)) throw error;
      if (error.severity === 'channel') this.close(id, error, method);
      else this.#connection.close(error, method);
    }
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
    this.#channels.set(id, { channel, assembler: new CommandAssembler(), closing: false });
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

function publish(channel: Channel, method: Method, content: Content): void {
  if (method.name !== 'basic.publish') throw unimplemented();
  handlePublish(channel, method, content);
}

const unimplemented = (): AmqpError => new AmqpError('COMMAND_INVALID', 'unimplemented method');
const secondOpen = (): AmqpError => new AmqpError('CHANNEL_ERROR', "second 'channel.open' seen");
