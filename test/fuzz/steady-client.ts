import { setImmediate as turn } from 'node:timers/promises';
import type { Broker } from '../../src/lib/broker/core.ts';
import { decodeMethod } from '../../src/lib/wire/codec.ts';
import { FrameDecoder } from '../../src/lib/wire/frames.ts';
import { contentFrames, methodFrame } from '../support/raw-client.ts';
import { handshake } from './inputs.ts';
import { Random } from './random.ts';
import { FuzzStream } from './stream.ts';

const QUEUE = 'steady';

/** A client that does everything right: publishes numbered messages with confirms, and consumes them. */
export class SteadyClient {
  readonly #stream: FuzzStream;
  readonly #decoder = new FrameDecoder({ frameMax: 0 });
  #published = 0;
  #confirmed = 0;
  readonly #received: string[] = [];

  private constructor() {
    this.#stream = new FuzzStream((bytes) => this.#hear(bytes));
  }

  static async connect(broker: Broker): Promise<SteadyClient> {
    const client = new SteadyClient();
    broker.handle(client.#stream);
    await turn();
    const setUp = [
      ...handshake(new Random(0)),
      methodFrame(1, 'channel.open'),
      methodFrame(1, 'confirm.select'),
      methodFrame(1, 'queue.declare', { queue: QUEUE, exclusive: true }),
      methodFrame(1, 'basic.consume', { queue: QUEUE }),
    ];
    for (const step of setUp) client.#stream.feed(step);
    await turn();
    return client;
  }

  publish(): void {
    const body = String(this.#published++);
    this.#stream.feed(
      Buffer.concat([methodFrame(1, 'basic.publish', { routingKey: QUEUE }), ...contentFrames(1, body)]),
    );
  }

  /** Until the broker has confirmed and delivered everything; throws where that takes too long. */
  async settle(): Promise<void> {
    for (let patience = 100; patience > 0; patience--) {
      if (this.#confirmed === this.#published && this.#received.length === this.#published) return;
      await turn();
    }
    throw new Error(
      `of ${this.#published} messages ${this.#confirmed} were confirmed, ${this.#received.length} arrived`,
    );
  }

  /** The numbers that did not arrive where they should have. */
  missing(): number[] {
    return Array.from({ length: this.#published }, (_, at) => at).filter(
      (at) => this.#received[at] !== String(at),
    );
  }

  #hear(bytes: Buffer): void {
    this.#decoder.push(bytes);
    for (let frame = this.#decoder.next(); frame; frame = this.#decoder.next()) {
      if (frame.type === 'body') this.#received.push(String(frame.payload));
      if (frame.type !== 'method') continue;
      const method = decodeMethod(frame.payload);
      if (method.name === 'basic.ack') this.#confirmed = method.deliveryTag;
      if (method.name === 'basic.deliver') {
        this.#stream.feed(methodFrame(1, 'basic.ack', { deliveryTag: method.deliveryTag }));
      }
      if (method.name.endsWith('.close')) throw new Error(`the steady client got ${JSON.stringify(method)}`);
    }
  }
}
