import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { decodeMethod, encodeMethod } from '../src/lib/wire/codec.ts';
import { encodeContent } from '../src/lib/wire/content.ts';
import { PROTOCOL_HEADER } from '../src/lib/wire/frames.ts';
import type { Method, MethodName } from '../src/lib/wire/methods.ts';
import { encodeProperties, type Properties } from '../src/lib/wire/properties.ts';
import { FrameScanner } from './frame-scanner.ts';

export interface Publish {
  readonly exchange?: string;
  readonly routingKey: string;
  readonly properties?: Properties;
  readonly bodyBytes: number;
}

const FRAME_MAX = 131_072;

/** A call whose answer has not come yet. */
interface Waiting {
  readonly name: MethodName;
  readonly resolve: (method: Method) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A client that costs as little as a client can, so that the broker is what is measured: it sends frames that were
 * encoded before, and of what comes in reads methods alone.
 */
export class LeanClient {
  readonly #socket: Socket;
  readonly #scanner = new FrameScanner((channel, payload) => this.#onMethod(channel, payload));
  readonly #waiting = new Map<number, Waiting[]>();
  readonly #onDelivery = new Map<number, (deliveryTag: number) => void>();
  readonly #onConfirm = new Map<number, (deliveryTag: number, multiple: boolean) => void>();
  #failure: Error | undefined;
  #drained: Promise<unknown> | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      socket.cork();
      this.#scanner.push(chunk);
      socket.uncork();
    });
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the broker closed the connection')));
  }

  static async connect(url: string): Promise<LeanClient> {
    const { hostname, port, username, password, pathname } = new URL(url);
    const socket = createConnection({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    const client = new LeanClient(socket);
    const start = client.#next(0, 'connection.start');
    socket.write(PROTOCOL_HEADER);
    await start;
    const tune = client.call(0, startOk(username, password), 'connection.tune');
    const { channelMax } = (await tune) as Method<'connection.tune'>;
    client.send(0, { name: 'connection.tune-ok', channelMax, frameMax: FRAME_MAX, heartbeat: 0 });
    const virtualHost = decodeURIComponent(pathname.slice(1)) || '/';
    await client.call(0, { name: 'connection.open', virtualHost }, 'connection.open-ok');
    return client;
  }

  send(channel: number, method: Method): void {
    this.#socket.write(encodeMethod(channel, method));
  }

  /** Sends a method and waits for the one that answers it. Rejects where the broker closes something instead. */
  call(channel: number, method: Method, answer: MethodName): Promise<Method> {
    const answered = this.#next(channel, answer);
    this.send(channel, method);
    return answered;
  }

  async openChannel(channel: number): Promise<void> {
    await this.call(channel, { name: 'channel.open' }, 'channel.open-ok');
  }

  onDelivery(channel: number, listener: (deliveryTag: number) => void): void {
    this.#onDelivery.set(channel, listener);
  }

  onConfirm(channel: number, listener: (deliveryTag: number, multiple: boolean) => void): void {
    this.#onConfirm.set(channel, listener);
  }

  /** Writes bytes that are whole frames; resolves once the socket takes more. */
  async write(frames: Buffer): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (this.#socket.write(frames)) return;
    this.#drained ??= once(this.#socket, 'drain').finally(() => {
      this.#drained = undefined;
    });
    await this.#drained;
  }

  ack(channel: number, deliveryTag: number): void {
    const frame = Buffer.from(ACK);
    frame.writeUInt16BE(channel, 1);
    frame.writeUInt32BE(deliveryTag, 15);
    this.#socket.write(frame);
  }

  async close(): Promise<void> {
    const closing = {
      name: 'connection.close',
      replyCode: 200,
      replyText: '',
      classId: 0,
      methodId: 0,
    } as const;
    await this.call(0, closing, 'connection.close-ok');
    this.#socket.destroy();
  }

  #next(channel: number, name: MethodName): Promise<Method> {
    return new Promise((resolve, reject) => {
      if (this.#failure) reject(this.#failure);
      const waiting = this.#waiting.get(channel) ?? [];
      this.#waiting.set(channel, waiting);
      waiting.push({ name, resolve, reject });
    });
  }

  #onMethod(channel: number, payload: Buffer): void {
    const id = payload.readUInt32BE(0);
    if (id === BASIC_DELIVER)
      this.#onDelivery.get(channel)?.(payload.readUInt32BE(9 + (payload[4] as number)));
    else if (id === BASIC_ACK) this.#onConfirm.get(channel)?.(payload.readUInt32BE(8), payload[12] !== 0);
    else this.#answered(channel, decodeMethod(payload));
  }

  #answered(channel: number, method: Method): void {
    if (method.name === 'connection.close' || method.name === 'channel.close') {
      this.#fail(new Error(`the broker said ${method.replyText}`));
      this.#socket.destroy();
      return;
    }
    const waiting = this.#waiting.get(channel) ?? [];
    if (waiting[0]?.name === method.name) waiting.shift()?.resolve(method);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of [...this.#waiting.values()].flat()) reject(this.#failure);
    this.#waiting.clear();
  }
}

const BASIC_DELIVER = 60 * 0x1_0000 + 60;
const BASIC_ACK = 60 * 0x1_0000 + 80;
const ACK = encodeMethod(0, { name: 'basic.ack', deliveryTag: 0, multiple: false });

function startOk(user: string, password: string): Method<'connection.start-ok'> {
  return {
    name: 'connection.start-ok',
    clientProperties: new Map(),
    mechanism: 'PLAIN',
    response: Buffer.from(`\0${decodeURIComponent(user)}\0${decodeURIComponent(password)}`),
    locale: 'en_US',
  };
}

/** The frames of one basic.publish. */
export function publishFrames(
  channel: number,
  { exchange = '', routingKey, properties = {}, bodyBytes }: Publish,
): Buffer {
  const method = { name: 'basic.publish', exchange, routingKey, mandatory: false, immediate: false } as const;
  const raw = encodeProperties(properties);
  return Buffer.concat([
    encodeMethod(channel, method),
    ...encodeContent(channel, raw, Buffer.alloc(bodyBytes, 'x'), FRAME_MAX),
  ]);
}
