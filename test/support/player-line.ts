import { QUEUES } from './operations.ts';
import { PlayerChannel } from './player-channel.ts';
import { RawClient, type Received } from './raw-client.ts';

/** The channel that asks for the states of queues. */
const ASKING = 9;

/** A connection with its channels, reconnected where the broker closes it. */
export class PlayerLine {
  readonly #url: string;
  readonly prefix: string;
  readonly #channels: PlayerChannel[] = [];
  /** Queues that may be there. */
  readonly known = new Set<string>();
  readonly states = new Map<string, string>();
  #client: RawClient | undefined;

  constructor(url: string, prefix: string) {
    this.#url = url;
    this.prefix = prefix;
  }

  get client(): RawClient {
    return this.#client as RawClient;
  }

  channel(number: number): PlayerChannel {
    const channel = new PlayerChannel(this, number);
    this.#channels.push(channel);
    return channel;
  }

  async connect(): Promise<void> {
    this.#client = await RawClient.connect(this.#url);
    await this.client.openChannel(ASKING);
    for (const channel of this.#channels) {
      channel.reset();
      await this.client.openChannel(channel.number);
    }
  }

  async disconnect(): Promise<void> {
    await this.end();
    await this.connect();
  }

  async end(): Promise<void> {
    await this.#client?.close();
  }

  /** True where something came in. */
  askChannels(): Promise<boolean> {
    const numbers = this.#channels.map(({ number }) => number);
    for (const channel of this.#channels) channel.ask();
    return this.#answers(new Set(numbers));
  }

  /** True where one of them changed. */
  askQueues(): Promise<boolean> {
    for (const queue of this.known)
      this.client.send(ASKING, 'queue.declare', { queue: this.prefix + queue, passive: true });
    this.client.send(ASKING, 'channel.flow', { active: true });
    return this.#answers(new Set([ASKING]));
  }

  async #answers(waiting: Set<number>): Promise<boolean> {
    let news = false;
    while (waiting.size > 0) {
      const frame = await this.client.next();
      if (frame.name === 'end') throw new Error('the connection ended without a word');
      if (!('channel' in frame)) throw new Error(`unexpected ${frame.name}`);
      const { channel } = frame;
      if (frame.name === 'channel.flow-ok') {
        waiting.delete(channel);
        continue;
      }
      if (channel === ASKING) {
        news = this.#takeState(frame) || news;
        if (frame.name === 'channel.close') this.client.send(ASKING, 'channel.flow', { active: true });
        continue;
      }
      news = true;
      if (channel === 0) {
        for (const each of this.#channels) each.see(frame);
        this.client.send(0, 'connection.close-ok');
        await this.connect();
        return true;
      }
      this.#channels.find(({ number }) => number === channel)?.see(frame);
      if (frame.name === 'channel.close') this.client.send(channel, 'channel.close-ok');
      else if (frame.name !== 'channel.close-ok') continue;
      this.client.send(channel, 'channel.open');
      this.client.send(channel, 'channel.flow', { active: true });
    }
    return news;
  }

  #takeState(frame: Received): boolean {
    if (frame.name === 'queue.declare-ok') {
      const queue = frame.queue.slice(this.prefix.length);
      const state = `${frame.messageCount} messages, ${frame.consumerCount} consumers`;
      const news = this.states.get(queue) !== state;
      this.states.set(queue, state);
      return news;
    }
    if (frame.name === 'channel.close') {
      const queue = QUEUES.find((each) => frame.replyText.includes(`'${this.prefix}${each}'`));
      if (queue === undefined) throw new Error(JSON.stringify(frame));
      this.known.delete(queue);
      this.states.set(queue, `${frame.replyCode}`);
      this.client.send(ASKING, 'channel.close-ok');
      this.client.send(ASKING, 'channel.open');
      return true;
    }
    return false;
  }
}
