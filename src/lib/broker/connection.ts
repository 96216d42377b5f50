import type { Duplex } from 'node:stream';
import { EMPTY_TABLE, type FieldTable, stringValue } from '../routing/values.ts';
import { decodeMethod, encodeMethod } from '../wire/codec.ts';
import { encodeContent } from '../wire/content.ts';
import { unexpectedFrame, WireError } from '../wire/errors.ts';
import {
  FRAME_TYPES,
  type Frame,
  FrameDecoder,
  PROTOCOL_HEADER,
  readProtocolHeader,
} from '../wire/frames.ts';
import { METHODS, type Method } from '../wire/methods.ts';
import { Channel } from './channel.ts';
import { CommandAssembler, type Content } from './content.ts';
import type { Broker } from './core.ts';
import { AmqpError, lockedQueue } from './errors.ts';
import { handleConnectionMethod } from './handlers/connection.ts';
import { type ChannelHandler, channelHandlers, handlePublish } from './handlers/index.ts';
import { Heartbeats } from './heartbeats.ts';
import type { BrokerMessage } from './message.ts';
import type { BrokerQueue } from './queues/queue.ts';
import type { VirtualHost } from './virtual-host.ts';

/**
 * Where a connection stands. `closing`: the client asked for the end; `closed`: the broker did, and waits for the
 * client's close-ok; `ended`: the stream is gone.
 */
export type ConnectionState = 'protocol' | 'starting' | 'tuning' | 'opening' | 'running' | 'closed' | 'ended';

/** RabbitMQ: until the tuning, no frame may be larger. */
const FIRST_FRAME_MAX = 4096;
const HANDSHAKE_TIMEOUT_MS = 10_000;
const CLOSE_TIMEOUT_MS = 30_000;

interface OpenChannel {
  readonly channel: Channel;
  readonly assembler: CommandAssembler;
  /** Set once the broker has closed the channel and waits for the client's close-ok. */
  closing: boolean;
}

/** One client. Reads its frames, keeps its channels, and ends it with the right code when something is wrong. */
export class Connection {
  readonly broker: Broker;
  state: ConnectionState = 'protocol';
  clientProperties: FieldTable = EMPTY_TABLE;
  user = '';
  channelMax = 0;
  frameMax = FIRST_FRAME_MAX;
  #virtualHost: VirtualHost | undefined;
  readonly #stream: Duplex;
  readonly #decoder = new FrameDecoder({ frameMax: FIRST_FRAME_MAX });
  readonly #channels = new Map<number, OpenChannel>();
  readonly #heartbeats: Heartbeats;
  #preamble: Buffer | undefined = Buffer.alloc(0);
  #closeTimer: NodeJS.Timeout | undefined;

  constructor(broker: Broker, stream: Duplex) {
    this.broker = broker;
    this.#stream = stream;
    this.#heartbeats = new Heartbeats(stream, () => this.end());
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('drain', () => this.#resume());
    stream.on('error', () => this.end());
    stream.on('close', () => this.end());
    stream.on('end', () => this.end());
    this.#endAfter(HANDSHAKE_TIMEOUT_MS);
  }

  get virtualHost(): VirtualHost {
    if (!this.#virtualHost) throw new Error('the connection is not open');
    return this.#virtualHost;
  }

  /** The name that the client gave the connection, if any. */
  get name(): string | undefined {
    return stringValue(this.clientProperties.get('connection_name'));
  }

  /** Whether the socket cannot take more for now. */
  get congested(): boolean {
    return this.#stream.writableNeedDrain;
  }

  /** Whether the client announced the capability. */
  can(capability: string): boolean {
    const capabilities = this.clientProperties.get('capabilities');
    const value = capabilities?.type === 'table' ? capabilities.value.get(capability) : undefined;
    return value?.type === 'boolean' && value.value;
  }

  send(channel: number, method: Method): void {
    if (this.state === 'ended') return;
    this.#heartbeats.sent();
    this.#stream.write(encodeMethod(channel, method));
  }

  sendContent(channel: number, method: Method, { rawProperties, body }: BrokerMessage): void {
    if (this.state === 'ended') return;
    this.#heartbeats.sent();
    this.#stream.write(encodeMethod(channel, method));
    for (const frame of encodeContent(channel, rawProperties, body, this.frameMax)) this.#stream.write(frame);
  }

  /** The client's choice of limits holds from now on; `heartbeat` is in seconds. */
  tuned(channelMax: number, frameMax: number, heartbeat: number): void {
    this.channelMax = channelMax;
    this.frameMax = frameMax;
    this.#decoder.frameMax = frameMax;
    this.#heartbeats.start(heartbeat);
  }

  opened(virtualHost: VirtualHost): void {
    this.#virtualHost = virtualHost;
    this.state = 'running';
    clearTimeout(this.#closeTimer);
  }

  /** Throws RESOURCE_LOCKED where the queue is exclusive to another connection. */
  checkAccess(queue: BrokerQueue): void {
    if (queue.owner !== undefined && queue.owner !== this)
      throw lockedQueue(queue.name, this.virtualHost.name);
  }

  /** Closes the connection with this error; the client has a while to answer. */
  close(error: AmqpError | WireError, method?: Method): void {
    if (this.state === 'closed' || this.state === 'ended') return;
    const [classId, methodId] = idsOf(error, method);
    this.#closeChannels();
    this.send(0, {
      name: 'connection.close',
      replyCode: error.code,
      replyText: error.replyText,
      classId,
      methodId,
    });
    this.state = 'closed';
    this.#endAfter(CLOSE_TIMEOUT_MS);
  }

  /** The client wants to go: everything of it goes, then the stream. */
  closeOk(): void {
    this.#closeChannels();
    this.send(0, { name: 'connection.close-ok' });
    this.finish();
  }

  /** Ends the stream once what was written is out. */
  finish(): void {
    this.#stream.end();
    this.#release();
  }

  /** Ends at once: the stream is broken, silent for too long, or no longer wanted. */
  end(): void {
    this.#stream.destroy();
    this.#release();
  }

  /** Closes one channel with this error, as if the client had caused it. Does nothing where it is not open. */
  closeChannel(id: number, error: AmqpError, method?: Method): void {
    const open = this.#channels.get(id);
    if (!open || open.closing) return;
    open.channel.close();
    open.closing = true;
    const [classId, methodId] = idsOf(error, method);
    this.send(id, {
      name: 'channel.close',
      replyCode: error.code,
      replyText: error.replyText,
      classId,
      methodId,
    });
  }

  channels(): Channel[] {
    return Array.from(this.#channels.values(), ({ channel }) => channel);
  }

  #receive(chunk: Buffer): void {
    this.#heartbeats.received();
    if (this.state === 'ended') return;
    this.#stream.cork();
    try {
      const frames = this.#preamble ? this.#readProtocolHeader(chunk) : chunk;
      if (frames) this.#readFrames(frames);
    } catch (error) {
      this.#fail(error);
    }
    for (const { channel } of this.#channels.values()) channel.confirms.flush();
    this.#stream.uncork();
  }

  #readFrames(chunk: Buffer): void {
    this.#decoder.push(chunk);
    for (let frame = this.#decoder.next(); frame; frame = this.#decoder.next()) {
      this.#handleFrame(frame);
      if (this.state === 'ended') return;
    }
  }

  /** What follows the protocol header, undefined while that is incomplete or where it is not ours. */
  #readProtocolHeader(chunk: Buffer): Buffer | undefined {
    const start = Buffer.concat([this.#preamble as Buffer, chunk]);
    const header = readProtocolHeader(start);
    if (!header) {
      this.#preamble = start;
      return undefined;
    }
    this.#preamble = undefined;
    if (!header.supported) {
      this.#stream.write(PROTOCOL_HEADER);
      this.finish();
      return undefined;
    }
    this.state = 'starting';
    this.send(0, this.broker.startMethod);
    return header.rest;
  }

  #handleFrame(frame: Frame): void {
    if (frame.type === 'heartbeat') {
      if (frame.channel !== 0) throw unexpectedFrame(FRAME_TYPES.heartbeat, Buffer.alloc(0));
      return;
    }
    if (frame.channel === 0) this.#handleOwn(frame);
    else if (this.state === 'running') this.#handleChannel(frame);
    else if (this.state !== 'closed') throw unexpectedFrame(FRAME_TYPES[frame.type], frame.payload);
  }

  #handleOwn(frame: Exclude<Frame, { type: 'heartbeat' }>): void {
    if (frame.type !== 'method') {
      if (this.state !== 'closed') throw unexpectedFrame(FRAME_TYPES[frame.type], frame.payload);
      return;
    }
    const method = decodeOwn(frame.payload);
    this.#guarded(method, () => handleConnectionMethod(this, method));
  }

  #handleChannel(frame: Exclude<Frame, { type: 'heartbeat' }>): void {
    const open = this.#channels.get(frame.channel);
    if (open?.closing) {
      this.#awaitChannelEnd(frame, open);
      return;
    }
    if (frame.type === 'method' && open?.assembler.method === undefined) {
      this.#handleMethod(decodeMethod(frame.payload), frame.channel, open);
      return;
    }
    if (!open) throw new AmqpError('UNEXPECTED_FRAME', 'expected method frame, got non method frame instead');
    const waiting = open.assembler.method;
    this.#guarded(waiting, () => {
      const command = open.assembler.add(frame);
      if (command) {
        this.#guardedChannel(command.method, open, () =>
          this.#publish(open.channel, command.method, command.content),
        );
      }
    });
  }

  #handleMethod(method: Method, id: number, open: OpenChannel | undefined): void {
    this.#guarded(method, () => {
      if (method.name === 'channel.open') this.#openChannel(id, open);
      else if (!open) throw new AmqpError('CHANNEL_ERROR', "expected 'channel.open'");
      else if (method.name === 'channel.close') this.#closedByClient(open);
      else if ('content' in METHODS[method.name]) open.assembler.begin(method);
      else this.#guardedChannel(method, open, () => this.#dispatch(method, open.channel));
    });
  }

  #dispatch(method: Method, channel: Channel): void {
    const handler = channelHandlers[method.name] as ChannelHandler | undefined;
    if (!handler) throw new AmqpError('COMMAND_INVALID', 'unimplemented method');
    handler(channel, method);
  }

  #publish(channel: Channel, method: Method, content: Content): void {
    if (method.name !== 'basic.publish') throw new AmqpError('COMMAND_INVALID', 'unimplemented method');
    handlePublish(channel, method, content);
  }

  #openChannel(id: number, open: OpenChannel | undefined): void {
    if (open) throw secondOpen();
    const count = this.#channels.size;
    if (this.channelMax !== 0 && count >= this.channelMax) {
      const problem = `number of channels opened (${count}) has reached the negotiated channel_max (${this.channelMax})`;
      this.close(new AmqpError('NOT_ALLOWED', problem));
      return;
    }
    const channel = new Channel(id, this);
    this.#channels.set(id, { channel, assembler: new CommandAssembler(), closing: false });
    channel.send({ name: 'channel.open-ok' });
  }

  #closedByClient({ channel }: OpenChannel): void {
    channel.close();
    this.#channels.delete(channel.id);
    this.send(channel.id, { name: 'channel.close-ok' });
  }

  /** After the broker closed a channel, everything on it is passed over but the end of it. */
  #awaitChannelEnd(frame: Exclude<Frame, { type: 'heartbeat' }>, { channel }: OpenChannel): void {
    if (frame.type !== 'method') return;
    const method = decodeMethod(frame.payload);
    if (method.name === 'channel.close-ok') this.#channels.delete(channel.id);
    else if (method.name === 'channel.close') this.send(channel.id, { name: 'channel.close-ok' });
    else if (method.name === 'channel.open') this.close(secondOpen(), method);
  }

  /** Runs what may end the connection with an error, so that the error names the method. */
  #guarded(method: Method | undefined, task: () => void): void {
    try {
      task();
    } catch (error) {
      if (!(error instanceof AmqpError)) throw error;
      this.close(error, method);
    }
  }

  /** The same where an error may also end the channel alone. */
  #guardedChannel(method: Method, { channel }: OpenChannel, task: () => void): void {
    try {
      task();
    } catch (error) {
      if (!(error instanceof AmqpError) || error.severity === 'connection') throw error;
      this.closeChannel(channel.id, error, method);
    }
  }

  #fail(error: unknown): void {
    if (error instanceof WireError && (error.silent || this.state !== 'running')) this.end();
    else if (error instanceof WireError || error instanceof AmqpError) this.close(error);
    else {
      this.close(new AmqpError('INTERNAL_ERROR'));
      this.broker.reportBug(error);
    }
  }

  #resume(): void {
    for (const { channel } of this.#channels.values()) channel.dispatchAll();
  }

  #endAfter(milliseconds: number): void {
    clearTimeout(this.#closeTimer);
    this.#closeTimer = setTimeout(() => this.end(), milliseconds).unref();
  }

  #closeChannels(): void {
    for (const { channel } of this.#channels.values()) channel.close();
    this.#channels.clear();
    for (const queue of this.#virtualHost?.queues() ?? []) {
      if (queue.owner === this) this.#virtualHost?.remove(queue);
    }
  }

  #release(): void {
    if (this.state === 'ended') return;
    this.#closeChannels();
    this.state = 'ended';
    clearTimeout(this.#closeTimer);
    this.#heartbeats.stop();
    this.broker.connectionEnded(this);
  }
}

function idsOf(error: AmqpError | WireError, method: Method | undefined): readonly [number, number] {
  if (error instanceof WireError) return [error.classId, error.methodId];
  return method ? METHODS[method.name].id : [0, 0];
}

const secondOpen = (): AmqpError => new AmqpError('CHANNEL_ERROR', "second 'channel.open' seen");

/** RabbitMQ: arguments that cannot be read are an internal error on channel 0, not a frame error. */
function decodeOwn(payload: Buffer): Method {
  try {
    return decodeMethod(payload);
  } catch (error) {
    const unreadable = error instanceof WireError && error.message.startsWith('cannot decode');
    throw unreadable ? new WireError(541, error.message) : error;
  }
}
