import { fieldTable, type PlainTable, plainTable } from '../../src/lib/routing/values.ts';
import type { MethodName } from '../../src/lib/wire/methods.ts';
import type { Properties } from '../../src/lib/wire/properties.ts';
import { type Operation, QUEUES } from './operations.ts';
import type { PlayerLine } from './player-line.ts';
import type { Fields, Received } from './raw-client.ts';

interface Outstanding {
  readonly deliveryTag: number;
  readonly queue: string;
}

/** One channel of a line, with what it was given and has not settled. */
export class PlayerChannel {
  readonly line: PlayerLine;
  readonly number: number;
  #outstanding: Outstanding[] = [];
  #consumers = new Map<string, { queue: string; noAck: boolean }>();
  #consuming: { tag: string; queue: string; noAck: boolean } | undefined;
  #getting: { queue: string; noAck: boolean } | undefined;
  #globalPrefetch = 0;
  /** Deliveries of several queues came at once: their order among each other is chance. */
  #mixed = false;
  #frames: string[] = [];
  #deliveries: { queue: string; deliveryTag: number; noAck: boolean; text: string }[] = [];
  #confirms: string[] = [];
  /** The tag of the last message that is to be confirmed, undefined where none are. */
  #published: number | undefined;
  readonly #unconfirmed = new Set<number>();
  undetermined = false;
  #answering = false;

  constructor(line: PlayerLine, number: number) {
    this.line = line;
    this.number = number;
  }

  reset(): void {
    this.#outstanding = [];
    this.#consumers.clear();
    this.#globalPrefetch = 0;
    this.#mixed = false;
    this.#answering = false;
    this.#published = undefined;
    this.#unconfirmed.clear();
  }

  /** Asks for an answer behind all that is on its way; it is not asked while it answers what ends a channel or a transaction. */
  ask(): void {
    if (!this.#answering) this.#send('channel.flow', { active: true });
  }

  perform(operation: Operation, nextId: () => string) {
    const { prefix } = this.line;
    const name = (short: string): string => (short === '' ? '' : prefix + short);
    const named = (args: PlainTable): PlainTable =>
      Object.fromEntries(
        Object.entries(args).map(([key, value]) => [
          key,
          isName(key, value)
            ? name(value)
            : Array.isArray(value)
              ? value.map((each) => keyOf(String(each)))
              : value,
        ]),
      ) as PlainTable;
    const keyOf = (key: string): string => ((QUEUES as readonly string[]).includes(key) ? prefix + key : key);
    switch (operation.do) {
      case 'declare-queue':
        return this.#send('queue.declare', {
          queue: name(operation.queue),
          ...operation.flags,
          arguments: fieldTable(named(operation.args)),
        });
      case 'declare-exchange':
        return this.#send('exchange.declare', {
          exchange: name(operation.exchange),
          ...operation.flags,
          arguments: fieldTable(named(operation.args)),
        });
      case 'bind':
      case 'unbind': {
        const { source, destination, key } = operation;
        const routingKey = keyOf(key);
        if (destination.startsWith('q'))
          this.#send(`queue.${operation.do}`, {
            exchange: name(source),
            queue: name(destination),
            routingKey,
          });
        else
          this.#send(`exchange.${operation.do}`, {
            source: name(source),
            destination: name(destination),
            routingKey,
          });
        return;
      }
      case 'publish': {
        const { exchange, key, mandatory, priority, expiration, persistent, headers } = operation.publishing;
        for (let left = operation.count; left > 0; left--) {
          const id = nextId();
          if (this.#published !== undefined) this.#unconfirmed.add(++this.#published);
          const properties: Properties = {
            deliveryMode: persistent ? 2 : 1,
            ...(priority === undefined ? {} : { priority }),
            ...(expiration === undefined ? {} : { expiration }),
            ...(headers === undefined ? {} : { headers: fieldTable(named(headers)) }),
          };
          const fields = { exchange: name(exchange), routingKey: keyOf(key), mandatory };
          this.line.client.publish(this.number, fields, id, properties);
        }
        return;
      }
      case 'get':
        this.#getting = operation;
        return this.#send('basic.get', { queue: name(operation.queue), noAck: operation.noAck });
      case 'consume': {
        const { queue, tag, options } = operation;
        // Under a limit of the whole channel it is chance which of several queues gets through.
        if (this.#globalPrefetch > 0 && [...this.#consumers.values()].some((other) => other.queue !== queue))
          return;
        this.#consuming = { tag, queue, noAck: options.noAck };
        return this.#send('basic.consume', {
          queue: name(queue),
          consumerTag: tag,
          noAck: options.noAck,
          exclusive: options.exclusive,
          arguments: fieldTable(options.priority === undefined ? {} : { 'x-priority': options.priority }),
        });
      }
      case 'settle': {
        const { how, requeue } = operation;
        const multiple = operation.multiple && how !== 'reject' && !this.#mixed;
        const picked = this.#outstanding[operation.at % Math.max(this.#outstanding.length, 1)];
        if (!picked) return;
        const { deliveryTag } = picked;
        this.#outstanding = this.#outstanding.filter((each) =>
          multiple ? each.deliveryTag > deliveryTag : each !== picked,
        );
        if (how === 'ack') this.#send('basic.ack', { deliveryTag, multiple });
        else if (how === 'nack') this.#send('basic.nack', { deliveryTag, multiple, requeue });
        else this.#send('basic.reject', { deliveryTag, requeue });
        return;
      }
      case 'settle-all': {
        const fields = { deliveryTag: 0, multiple: true };
        this.#outstanding = [];
        this.#mixed = false;
        if (operation.how === 'ack') this.#send('basic.ack', fields);
        else this.#send('basic.nack', { ...fields, requeue: operation.requeue });
        return;
      }
      case 'qos': {
        const { count, global } = operation;
        if (global && new Set(Array.from(this.#consumers.values(), ({ queue }) => queue)).size > 1) return;
        this.#globalPrefetch = global ? count : 0;
        return this.#send('basic.qos', { prefetchCount: count, global });
      }
      case 'cancel':
        return this.#send('basic.cancel', { consumerTag: operation.tag });
      case 'recover':
        this.#outstanding = [];
        this.#mixed = false;
        return this.#send('basic.recover', { requeue: true });
      case 'close-channel':
        this.reset();
        this.#answering = true;
        return this.#send('channel.close', { replyCode: 200, replyText: 'bye' });
      case 'disconnect':
        return;
      case 'confirm':
        return this.#send('confirm.select');
      case 'tx':
        return this.#send('tx.select');
      case 'commit':
        this.#answering = true;
        return this.#send('tx.commit');
      case 'rollback':
        return this.#send('tx.rollback');
      case 'purge':
        return this.#send('queue.purge', { queue: name(operation.queue) });
      case 'delete-queue':
        return this.#send('queue.delete', {
          queue: name(operation.queue),
          ifUnused: operation.ifUnused,
          ifEmpty: operation.ifEmpty,
        });
      case 'delete-exchange':
        return this.#send('exchange.delete', {
          exchange: name(operation.exchange),
          ifUnused: operation.ifUnused,
        });
    }
  }

  #send<N extends MethodName>(method: N, fields: Fields<N> = {}): void {
    this.line.client.send(this.number, method, fields);
  }

  see(frame: Received): void {
    if (frame.name === 'channel.close-ok' || frame.name === 'tx.commit-ok') this.#answering = false;
    const text = this.#text(frame);
    switch (frame.name) {
      case 'basic.deliver': {
        const { queue = '?', noAck = true } = this.#consumers.get(frame.consumerTag) ?? {};
        this.#deliveries.push({ queue, noAck, deliveryTag: frame.deliveryTag, text });
        return;
      }
      case 'basic.get-ok':
        if (this.#getting && !this.#getting.noAck)
          this.#outstanding.push({ deliveryTag: frame.deliveryTag, queue: this.#getting.queue });
        break;
      case 'confirm.select-ok':
        this.#published ??= 0;
        break;
      case 'basic.consume-ok':
        if (this.#consuming) this.#consumers.set(this.#consuming.tag, this.#consuming);
        break;
      case 'basic.cancel-ok':
      case 'basic.cancel':
        this.#consumers.delete(frame.consumerTag);
        break;
      case 'basic.ack':
      case 'basic.nack':
        this.#confirm(frame.name, frame.deliveryTag, frame.multiple);
        return;
      case 'tx.commit-ok':
        this.ask();
        break;
      case 'connection.close':
        // Which of its channels still gets what others gave back is chance, and so is all that follows.
        this.#deliveries = [];
        this.undetermined = true;
        break;
      case 'channel.close':
        this.reset();
        break;
    }
    this.#frames.push(text);
  }

  /** One line for each message: how many of them a confirm speaks for is chance. */
  #confirm(name: string, deliveryTag: number, multiple: boolean): void {
    const tags = multiple ? [...this.#unconfirmed].filter((tag) => tag <= deliveryTag) : [deliveryTag];
    for (const tag of tags) {
      this.#unconfirmed.delete(tag);
      this.#confirms.push(`${name} ${tag}`);
    }
  }

  /** What came in since, in an order that does not depend on chance. */
  takeFrames(): string[] {
    const mixed = new Set(this.#deliveries.map(({ queue }) => queue)).size > 1;
    this.#mixed ||= mixed;
    if (mixed && this.#globalPrefetch > 0) this.undetermined = true;
    const deliveries = mixed
      ? this.#deliveries.toSorted((a, b) => a.queue.localeCompare(b.queue) || a.deliveryTag - b.deliveryTag)
      : this.#deliveries;
    for (const { queue, deliveryTag, noAck } of deliveries)
      if (!noAck) this.#outstanding.push({ deliveryTag, queue });
    const texts = deliveries.map(({ text, deliveryTag }) => (mixed ? text : `${text} tag ${deliveryTag}`));
    const frames = [...this.#frames, ...texts, ...this.#confirms.toSorted()];
    this.#frames = [];
    this.#deliveries = [];
    this.#confirms = [];
    return frames;
  }

  #text(frame: Received): string {
    const {
      channel: _channel,
      properties,
      body,
      deliveryTag,
      ...method
    } = frame as Record<string, unknown> & {
      properties?: Properties;
    };
    const shown = {
      ...method,
      ...(frame.name === 'basic.deliver' ? {} : { deliveryTag }),
      ...(body === undefined ? {} : { body: String(body) }),
      ...(properties && { ...properties, headers: properties.headers && plainTable(properties.headers) }),
    };
    return JSON.stringify(shown, (key, value) =>
      key === 'time' ? 'then' : typeof value === 'bigint' ? Number(value) : value,
    ).replaceAll(this.line.prefix, '');
  }
}

const NAMING = new Set(['x-dead-letter-exchange', 'alternate-exchange']);

const isName = (key: string, value: unknown): value is string =>
  typeof value === 'string' &&
  (NAMING.has(key) || (key === 'x-dead-letter-routing-key' && (QUEUES as readonly string[]).includes(value)));
