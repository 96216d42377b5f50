import { decodeMethod } from '../../src/lib/wire/codec.ts';
import { type Frame, FrameDecoder, PROTOCOL_HEADER } from '../../src/lib/wire/frames.ts';
import { METHODS, type Method } from '../../src/lib/wire/methods.ts';
import { decodeProperties } from '../../src/lib/wire/properties.ts';
import { decodeContentHeader } from '../support/content-header.ts';

/** The codes that close a connection or a channel, with the names that begin their texts. */
const CONNECTION_CODES: Readonly<Record<number, string>> = {
  403: 'ACCESS_REFUSED',
  501: 'FRAME_ERROR',
  503: 'COMMAND_INVALID',
  504: 'CHANNEL_ERROR',
  505: 'UNEXPECTED_FRAME',
  530: 'NOT_ALLOWED',
  540: 'NOT_IMPLEMENTED',
  541: 'INTERNAL_ERROR',
};
const CHANNEL_CODES: Readonly<Record<number, string>> = {
  403: 'ACCESS_REFUSED',
  404: 'NOT_FOUND',
  405: 'RESOURCE_LOCKED',
  406: 'PRECONDITION_FAILED',
};

interface ChannelView {
  left: number | undefined;
  lastTag: number;
}

/** Reads what the broker says to one client, and throws where it says what no broker should. */
export class Observer {
  readonly #decoder = new FrameDecoder({ frameMax: 0 });
  readonly #channels = new Map<number, ChannelView>();
  #head: Buffer | undefined = Buffer.alloc(0);
  /** What the client agreed to, in bytes. */
  frameMax = 131_072;
  /** Channels that the broker closed and whose close-ok it waits for. */
  readonly closedChannels = new Set<number>();
  /** How the broker closed the connection, `504`; `ok` where the client did. */
  closed: string | undefined;
  readonly counts: Map<string, number>;

  constructor(counts: Map<string, number>) {
    this.counts = counts;
  }

  hear(bytes: Buffer): void {
    if (this.closed === 'refused') throw new Error('the broker went on after its protocol header');
    let rest = bytes;
    if (this.#head) {
      this.#head = Buffer.concat([this.#head, bytes]);
      if (this.#head.length < PROTOCOL_HEADER.length) return;
      rest = this.#head;
      this.#head = undefined;
      if (rest.subarray(0, 4).equals(PROTOCOL_HEADER.subarray(0, 4))) {
        this.#ended('refused');
        return;
      }
    }
    this.#decoder.push(rest);
    for (let frame = this.#decoder.next(); frame; frame = this.#decoder.next()) this.#take(frame);
  }

  #take(frame: Frame): void {
    if (frame.type === 'heartbeat') return;
    // The properties of a message are one frame, whatever their size.
    if (frame.type !== 'header' && frame.payload.length + 8 > this.frameMax)
      throw new Error(`a frame of ${frame.payload.length} bytes`);
    const channel = this.#channel(frame.channel);
    if (frame.type === 'method') this.#method(frame.channel, channel, decodeMethod(frame.payload));
    else this.#content(frame, channel);
  }

  #channel(id: number): ChannelView {
    const known = this.#channels.get(id) ?? { left: undefined, lastTag: 0 };
    this.#channels.set(id, known);
    return known;
  }

  #method(id: number, channel: ChannelView, method: Method): void {
    if (channel.left !== undefined) throw new Error(`${method.name} in the middle of content`);
    if (this.closed && method.name !== 'connection.close-ok')
      throw new Error(`${method.name} after the close`);
    this.#count(method.name);
    if ('content' in METHODS[method.name]) channel.left = -1;
    switch (method.name) {
      case 'connection.close':
        this.#ended(checked(method, CONNECTION_CODES));
        break;
      case 'connection.close-ok':
        this.closed ??= 'ok';
        break;
      case 'channel.close':
        this.#count(`channel ${checked(method, CHANNEL_CODES)}`);
        this.closedChannels.add(id);
        break;
      case 'channel.open-ok':
      case 'channel.close-ok':
        this.#channels.delete(id);
        break;
      case 'basic.deliver':
      case 'basic.get-ok':
        if (method.deliveryTag <= channel.lastTag)
          throw new Error(`delivery tag ${method.deliveryTag} again`);
        channel.lastTag = method.deliveryTag;
        break;
    }
  }

  #content(frame: Exclude<Frame, { type: 'heartbeat' }>, channel: ChannelView): void {
    if (channel.left === undefined) throw new Error(`a ${frame.type} frame without a method`);
    if (frame.type === 'header') {
      const { bodySize, properties } = decodeContentHeader(frame.payload);
      decodeProperties(properties);
      channel.left = bodySize;
    } else channel.left -= frame.payload.length;
    if (channel.left < 0) throw new Error('more content than announced');
    if (channel.left === 0) channel.left = undefined;
  }

  #ended(how: string): void {
    this.closed = how;
    this.#count(`connection ${how}`);
  }

  #count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

function checked(
  { replyCode, replyText }: { replyCode: number; replyText: string },
  known: Readonly<Record<number, string>>,
): string {
  const name = known[replyCode];
  const fits = name !== undefined && (replyText === name || replyText.startsWith(`${name} - `));
  if (!fits) throw new Error(`closed with ${replyCode} '${replyText}'`);
  return String(replyCode);
}
