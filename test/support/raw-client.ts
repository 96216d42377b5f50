import { connect as connectSocket, type Socket } from 'node:net';
import { EMPTY_TABLE, type FieldTable, fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';
import { decodeMethod, encodeMethod } from '../../src/lib/wire/codec.ts';
import { encodeContent } from '../../src/lib/wire/content.ts';
import { FRAME_OVERHEAD, type Frame, FrameDecoder, PROTOCOL_HEADER } from '../../src/lib/wire/frames.ts';
import { METHODS, type Method, type MethodName } from '../../src/lib/wire/methods.ts';
import { decodeProperties, encodeProperties, type Properties } from '../../src/lib/wire/properties.ts';
import { decodeContentHeader } from './content-header.ts';

/** What came in: a method (with its content, where it has some), the end of the stream, or a protocol header. */
export type Received = (Method & Partial<Content> & { readonly channel: number }) | Ended | HeaderBytes;

export interface Content {
  readonly properties: Properties;
  readonly body: Buffer;
}

export interface Ended {
  readonly name: 'end';
}

export interface HeaderBytes {
  readonly name: 'protocol-header';
  readonly bytes: Buffer;
}

/** A method's fields; those left out are zero, empty or false. */
export type Fields<N extends MethodName> = Partial<Omit<Method<N>, 'name'>>;

export interface ConnectOptions {
  readonly mechanism?: string;
  /** The SASL response; by default the URL's user and password as PLAIN. */
  readonly response?: Buffer;
  readonly locale?: string;
  readonly vhost?: string;
  readonly capabilities?: PlainTable;
  /** What tune-ok answers; by default the server's own limits, and no heartbeats. */
  readonly tune?: { readonly channelMax?: number; readonly frameMax?: number; readonly heartbeat?: number };
}

const CAPABILITIES: PlainTable = {
  authentication_failure_close: true,
  'basic.nack': true,
  consumer_cancel_notify: true,
  publisher_confirms: true,
};

const PATIENCE_MS = 8000;

/** An AMQP client that does as it is told: any method in any state, any bytes, and every frame handed to the test. */
export class RawClient {
  readonly #socket: Socket;
  readonly #decoder = new FrameDecoder({ frameMax: 0 });
  readonly #received: Received[] = [];
  readonly #contents = new Map<number, { method: Received; header?: Content & { left: number } }>();
  #preamble: Buffer | undefined = Buffer.alloc(0);
  #waiting: (() => void) | undefined;
  #ended = false;
  readonly #url: URL;
  /** What the server said on the way in, for tests of the handshake. */
  start: Method<'connection.start'> | undefined;
  tune: Method<'connection.tune'> | undefined;
  /** In bytes, of all frames that came in so far. */
  largestFrame = 0;
  /** Heartbeats that came in so far. */
  heartbeats = 0;

  private constructor(url: URL, socket: Socket) {
    this.#url = url;
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => this.#end());
    socket.on('end', () => this.#end());
    socket.on('close', () => this.#end());
  }

  /** A connected socket that has said nothing yet. */
  static dial(url: string): Promise<RawClient> {
    const to = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connectSocket(Number(to.port || 5672), to.hostname, () =>
        resolve(new RawClient(to, socket)),
      );
      socket.once('error', reject);
    });
  }

  /** An open connection. Throws where the server refuses, with its words. */
  static async connect(url: string, options: ConnectOptions = {}): Promise<RawClient> {
    const client = await RawClient.dial(url);
    const last = await client.handshake(options);
    if (last.name !== 'connection.open-ok') throw new Error(`the handshake ended in ${JSON.stringify(last)}`);
    return client;
  }

  /** Goes through the handshake as far as the server does; returns its last answer (open-ok, a close, the end). */
  async handshake(options: ConnectOptions = {}): Promise<Received> {
    this.sendBytes(PROTOCOL_HEADER);
    const start = await this.next();
    if (start.name !== 'connection.start') return start;
    this.start = start;
    this.startOk(options);
    const tune = await this.next();
    if (tune.name !== 'connection.tune') return tune;
    this.tune = tune;
    this.send(0, 'connection.tune-ok', {
      channelMax: tune.channelMax,
      frameMax: tune.frameMax,
      ...options.tune,
    });
    this.send(0, 'connection.open', { virtualHost: options.vhost ?? this.#vhost() });
    return this.next();
  }

  startOk({ mechanism = 'PLAIN', response, locale = 'en_US', capabilities }: ConnectOptions = {}): void {
    this.send(0, 'connection.start-ok', {
      clientProperties: fieldTable({ capabilities: capabilities ?? CAPABILITIES }),
      mechanism,
      response: response ?? plainResponse(this.#user(), decodeURIComponent(this.#url.password)),
      locale,
    });
  }

  send<N extends MethodName>(channel: number, name: N, fields: Fields<N> = {}): void {
    this.sendBytes(methodFrame(channel, name, fields));
  }

  sendBytes(bytes: Uint8Array): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes);
  }

  /** One frame with a true length and end octet around any payload. */
  sendFrame(type: number, channel: number, payload: Uint8Array): void {
    this.sendBytes(rawFrame(type, channel, payload));
  }

  /** Sends the method and returns what comes next, whatever that is. */
  call<N extends MethodName>(channel: number, name: N, fields: Fields<N> = {}): Promise<Received> {
    this.send(channel, name, fields);
    return this.next();
  }

  publish(
    channel: number,
    fields: Fields<'basic.publish'>,
    body: string | Buffer,
    properties?: Properties,
  ): void {
    this.sendBytes(
      Buffer.concat([
        methodFrame(channel, 'basic.publish', fields),
        ...contentFrames(channel, body, properties),
      ]),
    );
  }

  /** The next thing that comes in. Throws where nothing does for a long time. */
  async next(): Promise<Received> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const first = this.#received.shift();
      if (first) return first;
      if (this.#ended) return { name: 'end' };
      await this.#arrival(deadline);
    }
  }

  #arrival(deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`the server was silent for ${PATIENCE_MS} ms`)),
        Math.max(deadline - Date.now(), 0),
      );
      this.#waiting = () => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve();
      };
    });
  }

  async openChannel(number = 1): Promise<RawChannel> {
    const answer = await this.call(number, 'channel.open');
    if (answer.name !== 'channel.open-ok') throw new Error(`channel.open got ${JSON.stringify(answer)}`);
    return new RawChannel(this, number);
  }

  /** Closes the connection by the book and waits for its end; returns what else came in. */
  async close(): Promise<Received[]> {
    const rest: Received[] = [];
    if (this.#ended) return rest;
    this.send(0, 'connection.close', { replyCode: 200, replyText: 'bye' });
    for (let frame = await this.next(); frame.name !== 'end'; frame = await this.next()) {
      if (frame.name === 'connection.close') this.send(0, 'connection.close-ok');
      if (frame.name === 'connection.close-ok') break;
      rest.push(frame);
    }
    this.destroy();
    return rest;
  }

  /** Cuts the line without a word. */
  destroy(): void {
    this.#socket.destroy();
  }

  #user(): string {
    return decodeURIComponent(this.#url.username);
  }

  #vhost(): string {
    return this.#url.pathname.length > 1 ? decodeURIComponent(this.#url.pathname.slice(1)) : '/';
  }

  #read(chunk: Buffer): void {
    let bytes = chunk;
    if (this.#preamble) {
      this.#preamble = Buffer.concat([this.#preamble, chunk]);
      if (this.#preamble.length < 8) return;
      bytes = this.#preamble;
      this.#preamble = undefined;
      if (bytes.toString('latin1', 0, 4) === 'AMQP') {
        this.#push({ name: 'protocol-header', bytes: bytes.subarray(0, 8) });
        bytes = bytes.subarray(8);
      }
    }
    this.#decoder.push(bytes);
    for (let frame = this.#decoder.next(); frame; frame = this.#decoder.next()) this.#take(frame);
  }

  #take(frame: Frame): void {
    if (frame.type === 'heartbeat') {
      this.heartbeats += 1;
      return;
    }
    this.largestFrame = Math.max(this.largestFrame, frame.payload.length + FRAME_OVERHEAD);
    if (frame.type === 'method') {
      const method = { channel: frame.channel, ...decodeMethod(frame.payload) };
      if ('content' in METHODS[method.name]) this.#contents.set(frame.channel, { method });
      else this.#push(method);
      return;
    }
    const content = this.#contents.get(frame.channel);
    if (!content) throw new Error(`a ${frame.type} frame without a method before it`);
    if (frame.type === 'header') {
      const { bodySize, properties } = decodeContentHeader(frame.payload);
      content.header = { properties: decodeProperties(properties), body: Buffer.alloc(0), left: bodySize };
    } else if (content.header) {
      const { properties, body, left } = content.header;
      content.header = {
        properties,
        body: Buffer.concat([body, frame.payload]),
        left: left - frame.payload.length,
      };
    }
    if (content.header?.left !== 0) return;
    this.#contents.delete(frame.channel);
    const { properties, body } = content.header;
    this.#push({ ...content.method, properties, body } as Received);
  }

  #push(received: Received): void {
    this.#received.push(received);
    this.#waiting?.();
  }

  #end(): void {
    this.#ended = true;
    this.#waiting?.();
  }
}

/** One open channel of a raw client. */
export class RawChannel {
  readonly client: RawClient;
  readonly number: number;

  constructor(client: RawClient, number: number) {
    this.client = client;
    this.number = number;
  }

  send<N extends MethodName>(name: N, fields: Fields<N> = {}): void {
    this.client.send(this.number, name, fields);
  }

  call<N extends MethodName>(name: N, fields: Fields<N> = {}): Promise<Received> {
    return this.client.call(this.number, name, fields);
  }

  /** Calls and insists on the method that answers it: `queue.declare` on `queue.declare-ok`. */
  async ok<N extends MethodName>(name: N, fields: Fields<N> = {}): Promise<Method> {
    const answer = await this.call(name, fields);
    if (answer.name !== `${name}-ok`) throw new Error(`${name} got ${JSON.stringify(answer)}`);
    return answer as Method;
  }

  publish(exchange: string, routingKey: string, body: string | Buffer = '', more: Publishing = {}): void {
    const { properties, ...flags } = more;
    this.client.publish(this.number, { exchange, routingKey, ...flags }, body, properties);
  }

  next(): Promise<Received> {
    return this.client.next();
  }

  /** Reopens the channel after the server closed it: close-ok, open. */
  async reopen(): Promise<void> {
    this.send('channel.close-ok');
    await this.ok('channel.open');
  }

  /** Gets (and thereby acknowledges) the bodies of all that waits in a queue, in order. */
  async bodies(queue: string): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const got = await this.call('basic.get', { queue, noAck: true });
      if (got.name !== 'basic.get-ok') return bodies;
      bodies.push(String(got.body));
    }
  }

  /**
   * Everything that has come in once the queues have nothing more to send here. Each is asked for its state, which
   * puts the answer behind its deliveries, then the channel is, which puts its answer behind those that it still held;
   * again until two rounds bring nothing, since RabbitMQ answers such questions before it looks at new messages.
   */
  async settled(...queues: string[]): Promise<Received[]> {
    const events: Received[] = [];
    for (let quiet = 0; quiet < 2; quiet++) {
      for (const queue of queues) this.send('queue.declare', { queue, passive: true });
      this.send('channel.flow', { active: true });
      for (let frame = await this.next(); frame.name !== 'channel.flow-ok'; frame = await this.next()) {
        if (frame.name === 'queue.declare-ok') continue;
        events.push(frame);
        quiet = -1;
        if (frame.name === 'end' || frame.name.endsWith('.close')) return events;
      }
    }
    return events;
  }
}

export interface Publishing {
  readonly mandatory?: boolean;
  readonly immediate?: boolean;
  readonly properties?: Properties;
}

export function methodFrame<N extends MethodName>(channel: number, name: N, fields: Fields<N> = {}): Buffer {
  const method: Record<string, unknown> = { name };
  for (const [field, kind] of Object.entries(METHODS[name].fields)) {
    if (kind.startsWith('uint')) method[field] = 0;
    if (kind === 'table') method[field] = EMPTY_TABLE;
  }
  return encodeMethod(channel, { ...method, ...fields } as unknown as Method);
}

export function contentFrames(channel: number, body: string | Buffer, properties: Properties = {}): Buffer[] {
  return encodeContent(channel, encodeProperties(properties), Buffer.from(body), 131_072);
}

export function rawFrame(type: number, channel: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt8(type, 0);
  head.writeUInt16BE(channel, 1);
  head.writeUInt32BE(payload.length, 3);
  return Buffer.concat([head, payload, Buffer.from([0xce])]);
}

export function plainResponse(user: string, password: string): Buffer {
  return Buffer.from(`\0${user}\0${password}`);
}

/** A message's headers as properties, from plain values. */
export const withHeaders = (headers: PlainTable): { readonly headers: FieldTable } => ({
  headers: fieldTable(headers),
});
