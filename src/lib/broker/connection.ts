import type { Duplex } from 'node:stream';
import { EMPTY_TABLE, type FieldTable, stringValue } from '../routing/values.ts';
import { decodeMethod, encodeMethod } from '../wire/codec.ts';
import { encodeContent, readContentHeader } from '../wire/content.ts';
import { unexpectedFrame, WireError } from '../wire/errors.ts';
import {
  FRAME_TYPES,
  type Frame,
  FrameDecoder,
  PROTOCOL_HEADER,
  readProtocolHeader,
} from '../wire/frames.ts';
import { type Delivery, maxDeliverBytes, writeDeliver } from '../wire/frequent.ts';
import type { Method } from '../wire/methods.ts';
import type { Channel } from './channel.ts';
import { closeFields } from './close-fields.ts';
import type { Confirms } from './confirms.ts';
import type { Broker } from './core.ts';
import { AmqpError, lockedQueue } from './errors.ts';
import { handleConnectionMethod } from './handlers/connection.ts';
import { Heartbeats } from './heartbeats.ts';
import type { BrokerMessage } from './message.ts';
import type { MessageContent } from './message-content.ts';
import { OpenChannels } from './open-channels.ts';
import { Outflow } from './outflow.ts';
import type { BrokerQueue } from './queues/queue.ts';
import type { VirtualHost } from './virtual-host.ts';

/**
 * Where a connection stands. `closed`: one side has closed it, and the broker waits for the client's close-ok or for the
 * end of the stream; `ended`: the stream is gone.
 */
export type ConnectionState = 'protocol' | 'starting' | 'tuning' | 'opening' | 'running' | 'closed' | 'ended';

/** RabbitMQ: until the tuning, no frame may be larger. */
const FIRST_FRAME_MAX = 4096;
const CLOSE_TIMEOUT_MS = 30_000;
/** For a client that does not read, or does not end its own side. */
const FINISH_TIMEOUT_MS = 1000;

/** One client. Reads its frames, keeps its channels, and ends it with the right code when something is wrong. */
export class Connection {
  readonly broker: Broker;
  state: ConnectionState = 'protocol';
  clientProperties: FieldTable = EMPTY_TABLE;
  user = '';
  channelMax = 0;
  /** Those of its channels that have something to send once the input is handled. */
  readonly unsentConfirms = new Set<Confirms>();
  frameMax = FIRST_FRAME_MAX;
  #virtualHost: VirtualHost | undefined;
  readonly #stream: Duplex;
  readonly #decoder = new FrameDecoder({ frameMax: FIRST_FRAME_MAX });
  readonly #channels = new OpenChannels(this);
  readonly #heartbeats: Heartbeats;
  readonly #outflow: Outflow;
  #preamble: Buffer | undefined = Buffer.alloc(0);
  #deliveriesStopped = false;
  #deliveriesWait = false;
  /** Whether no frame is handled: there is an alarm, or too much waits for the client. */
  #isBlocked = false;
  #isFull = false;
  #closeTimer: NodeJS.Timeout | undefined;

  constructor(broker: Broker, stream: Duplex) {
    this.broker = broker;
    this.#stream = stream;
    this.#heartbeats = new Heartbeats(stream, () => this.end());
    this.#outflow = new Outflow(stream, () => this.end());
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('drain', () => this.#drained());
    stream.on('error', () => this.end());
    stream.on('close', () => this.end());
    stream.on('end', () => this.end());
    this.#endAfter(broker.limits.handshakeTimeout);
  }

  get virtualHost(): VirtualHost {
    if (!this.#virtualHost) throw new Error('the connection is not open');
    return this.#virtualHost;
  }

  /** The name that the client gave the connection, if any. */
  get name(): string | undefined {
    return stringValue(this.clientProperties.get('connection_name'));
  }

  /** Whether a consumer may get messages now; where not, the queues are asked again once the socket has taken what waits. */
  get takesDeliveries(): boolean {
    if (this.#deliveriesStopped) return false;
    if (this.#outflow.takesDeliveries) return true;
    this.#deliveriesWait = true;
    return false;
  }

  /** From now on messages stay in their queues. */
  stopDeliveries(): void {
    this.#deliveriesStopped = true;
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
    this.#outflow.write(encodeMethod(channel, method));
  }

  sendContent(channel: number, method: Method, { content }: BrokerMessage): void {
    if (this.state === 'ended') return;
    this.send(channel, method);
    this.#sendContent(channel, content);
  }

  /** Sends a message to a consumer. */
  deliver(channel: number, delivery: Delivery, { content }: BrokerMessage): void {
    if (this.state === 'ended') return;
    this.#heartbeats.sent();
    const target = this.#outflow.room(maxDeliverBytes(delivery));
    this.#outflow.wrote(writeDeliver(target, this.#outflow.position, channel, delivery));
    this.#sendContent(channel, content);
  }

  #sendContent(channel: number, content: MessageContent): void {
    if (content.isSmall(this.frameMax)) {
      const target = this.#outflow.room(content.frameBytes);
      this.#outflow.wrote(content.copyFrames(target, this.#outflow.position, channel));
      return;
    }
    const { rawProperties, body } = content;
    for (const frame of encodeContent(channel, rawProperties, body, this.frameMax))
      this.#outflow.write(frame);
  }

  /**
   * Part of a message came. RabbitMQ: that blocks the connection while there is an alarm, whatever else it does; the
   * message is still taken where that was all of it.
   */
  publishes(): void {
    if (!this.#isBlocked && this.state === 'running' && this.broker.alarms.any) this.broker.block(this);
  }

  /** From now on nothing is read. */
  block(): void {
    this.#isBlocked = true;
    const { reason = '' } = this.broker.alarms;
    if (this.can('connection.blocked')) this.send(0, { name: 'connection.blocked', reason });
  }

  unblock(): void {
    if (!this.#isBlocked) return;
    this.#isBlocked = false;
    if (this.can('connection.blocked')) this.send(0, { name: 'connection.unblocked' });
    this.#heartbeats.received();
    this.#handleFrames();
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
    virtualHost.connectionCount++;
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
    this.#closeChannels();
    this.send(0, { name: 'connection.close', ...closeFields(error, method) });
    this.state = 'closed';
    // Its answer is to be read.
    this.#isBlocked = this.#isFull = false;
    this.#readOrPause();
    this.#endAfter(CLOSE_TIMEOUT_MS);
  }

  /** The client wants to go: everything of it goes. RabbitMQ: it is the client's to end the stream. */
  closeOk(): void {
    this.#closeChannels();
    this.send(0, { name: 'connection.close-ok' });
    this.state = 'closed';
    this.#endAfter(CLOSE_TIMEOUT_MS);
  }

  /** Ends the stream once what was written is out. */
  finish(): void {
    if (this.state === 'ended') return;
    this.#outflow.flush();
    this.#stream.end();
    this.#release();
    const timer = setTimeout(() => this.#stream.destroy(), FINISH_TIMEOUT_MS).unref();
    this.#stream.once('close', () => clearTimeout(timer));
  }

  /** Ends at once: the stream is broken, silent for too long, or no longer wanted. */
  end(): void {
    this.#stream.destroy();
    this.#release();
  }

  /** Closes one channel with this error, as if the client had caused it. */
  closeChannel(id: number, error: AmqpError): void {
    this.#channels.close(id, error);
  }

  channels(): Channel[] {
    return this.#channels.list();
  }

  #receive(chunk: Buffer): void {
    this.#heartbeats.received();
    if (this.state === 'ended') return;
    try {
      const frames = this.#preamble ? this.#readProtocolHeader(chunk) : chunk;
      if (frames) this.#decoder.push(frames);
    } catch (error) {
      this.#fail(error);
    }
    this.#handleFrames();
  }

  /** All that have been read, until something is against it. */
  #handleFrames(): void {
    try {
      while (!this.#isBlocked && !this.#isFull && this.state !== 'ended') {
        const frame = this.#nextFrame();
        if (!frame) break;
        this.#handleFrame(frame);
        if (this.#outflow.isFull) this.#isFull = true;
      }
    } catch (error) {
      this.#fail(error);
    }
    for (const confirms of this.unsentConfirms) confirms.flush();
    this.unsentConfirms.clear();
    this.#readOrPause();
  }

  #readOrPause(): void {
    const isReading = !this.#isBlocked && !this.#isFull;
    this.#heartbeats.isReading = isReading;
    if (isReading === !this.#stream.isPaused()) return;
    if (isReading) this.#stream.resume();
    else this.#stream.pause();
  }

  /** In a turn of its own: a consumer that keeps up with a long queue must not keep everybody else waiting. */
  #drained(): void {
    this.#outflow.drained();
    if (this.#deliveriesWait || this.#isFull) setImmediate(() => this.#resume());
  }

  #resume(): void {
    this.#deliveriesWait = false;
    this.#isFull = false;
    try {
      this.#channels.resume();
    } catch (error) {
      this.#fail(error);
    }
    this.#handleFrames();
  }

  /** RabbitMQ: where the bytes are no frames, no answer to the close can be read either. */
  #nextFrame(): Frame | undefined {
    try {
      return this.#decoder.next();
    } catch (error) {
      this.#fail(error);
      this.finish();
      return undefined;
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
      this.#outflow.write(PROTOCOL_HEADER);
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
    else if (this.state === 'running') this.#channels.handle(frame);
    else if (this.state !== 'closed') throw unexpectedFrame(FRAME_TYPES[frame.type], frame.payload);
  }

  #handleOwn(frame: Frame): void {
    if (frame.type !== 'method') {
      if (this.state === 'closed') return;
      // What is not even a content header is reported as that.
      if (frame.type === 'header') readContentHeader(frame.bytes, frame.start, frame.end);
      throw unexpectedFrame(FRAME_TYPES[frame.type], frame.payload);
    }
    const method = decodeOwn(frame);
    try {
      handleConnectionMethod(this, method);
    } catch (error) {
      if (!(error instanceof AmqpError)) throw error;
      this.close(error, method);
    }
  }

  #fail(error: unknown): void {
    try {
      this.#closeBecause(error);
    } catch (bug) {
      this.broker.reportBug(bug);
      this.#stream.destroy();
    }
  }

  #closeBecause(error: unknown): void {
    if (error instanceof WireError && !this.#tells(error)) this.finish();
    else if (error instanceof WireError || error instanceof AmqpError) this.close(error);
    else {
      this.close(new AmqpError('INTERNAL_ERROR'));
      this.broker.reportBug(error);
    }
  }

  /** RabbitMQ: a client that is in hears of every error but those that crash its reader, one almost in of most. */
  #tells({ silent, code }: WireError): boolean {
    return !silent && (this.state === 'running' || (this.state === 'opening' && code !== 541));
  }

  #endAfter(milliseconds: number): void {
    clearTimeout(this.#closeTimer);
    this.#closeTimer = setTimeout(() => this.end(), milliseconds).unref();
  }

  #closeChannels(): void {
    // What one channel gives back must not go to another that is about to end.
    this.stopDeliveries();
    this.#channels.closeAll();
    for (const queue of this.#virtualHost?.queues() ?? []) {
      if (queue.owner === this) this.#virtualHost?.remove(queue);
    }
  }

  #release(): void {
    if (this.state === 'ended') return;
    this.#closeChannels();
    if (this.#virtualHost) this.#virtualHost.connectionCount--;
    this.state = 'ended';
    clearTimeout(this.#closeTimer);
    this.#heartbeats.stop();
    this.#outflow.stop();
    this.broker.connectionEnded(this);
  }
}

/** RabbitMQ: arguments that cannot be read are an internal error on channel 0, not a frame error. */
function decodeOwn({ bytes, start, end }: Frame): Method {
  try {
    return decodeMethod(bytes, start, end);
  } catch (error) {
    const unreadable = error instanceof WireError && error.message.startsWith('cannot decode');
    throw unreadable ? new WireError('INTERNAL_ERROR', error.message) : error;
  }
}
