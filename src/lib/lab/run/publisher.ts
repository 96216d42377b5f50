import type { Delivery, Publishing, PublishOutcome } from '../amqp/channel.ts';
import type { PublishStep } from '../experiment.ts';
import { REPLY_TO } from '../known-names.ts';
import { Outstanding } from './outstanding.ts';
import { blockedText, type Scene, shortDeaths } from './scene.ts';

/** A role that publishes, with a confirm for each message. */
export class Publisher {
  readonly name: string;
  readonly #scene: Scene;
  /** Told before its connection is cut. */
  readonly #onCut: () => void;
  readonly #confirms = new Outstanding();
  /** What it never got a confirm for, in order. */
  #unconfirmed: Publishing[] = [];
  /** The channel that replies come to. */
  #repliesOn: object | undefined;

  constructor(name: string, scene: Scene, onCut: () => void) {
    this.name = name;
    this.#scene = scene;
    this.#onCut = onCut;
  }

  async publish({ message, mandatory, wantsReply, confirmLost, recovers }: PublishStep): Promise<void> {
    if (wantsReply) await this.#takeReplies();
    const replyTo = wantsReply ? REPLY_TO : message.properties?.replyTo;
    const publishing: Publishing = {
      message,
      ...(mandatory !== undefined && { mandatory }),
      ...(replyTo !== undefined && { replyTo: this.#scene.real(replyTo), correlationId: message.id }),
    };
    if (!confirmLost) return this.send(publishing);
    await this.#sendUnheard(publishing, recovers === true);
  }

  /** Publishes, and waits where the broker cannot take more at present; `by` is the consumer whose doing it is. */
  async send(publishing: Publishing, by = this.name): Promise<void> {
    const { id } = publishing.message;
    const scene = this.#scene;
    const channel = await scene.role(this.name).channel();
    let answered: (() => void)[] = [];
    const goOn = channel.publish(this.#addressed(publishing), (outcome) => {
      this.#became(outcome, publishing);
      for (const done of answered) done();
    });
    answered = [this.#confirms.add(), scene.confirms.add()];
    scene.emit({ kind: 'published', message: scene.short(id), by });
    if (!goOn)
      await scene.wait(() => `the broker to take more messages${this.#blockedText()}`, channel.drained());
  }

  async confirmed(): Promise<void> {
    const what = (): string => this.#confirms.describe('publisher confirms') + this.#blockedText();
    await this.#scene.wait(what, this.#confirms.none());
  }

  /** Publishes again what it never got a confirm for: the broker may have it already. */
  async republish(): Promise<void> {
    for (const publishing of this.#unconfirmed.splice(0)) await this.send(publishing);
  }

  #blockedText(): string {
    return blockedText(this.#scene.role(this.name).blocked);
  }

  /** On the default exchange a key is a queue's name, which the broker may have chosen. */
  #addressed(publishing: Publishing): Publishing {
    const { message } = publishing;
    if (message.exchange !== '') return publishing;
    return { ...publishing, message: { ...message, routingKey: this.#scene.real(message.routingKey) } };
  }

  #became(outcome: PublishOutcome, publishing: Publishing): void {
    const message = this.#scene.short(publishing.message.id);
    if (outcome === 'unconfirmed') this.#unconfirmed.push(publishing);
    this.#scene.emit({ kind: outcome, message });
  }

  /** The broker confirms, but the connection breaks before the program has read it. */
  async #sendUnheard(publishing: Publishing, recovers: boolean): Promise<void> {
    const scene = this.#scene;
    const message = scene.short(publishing.message.id);
    const role = scene.role(this.name);
    const channel = await role.channel();
    const handled = new Promise<void>((resolve) =>
      channel.publish(this.#addressed(publishing), () => resolve()),
    );
    scene.emit({ kind: 'published', message, by: this.name });
    await scene.wait(() => `the broker to take ${message}`, handled);
    this.#became('unconfirmed', publishing);
    this.#onCut();
    scene.emit({ kind: 'cut', who: this.name });
    await role.cut(recovers);
  }

  async #takeReplies(): Promise<void> {
    const channel = await this.#scene.role(this.name).channel();
    if (this.#repliesOn === channel) return;
    this.#repliesOn = channel;
    const consume = channel.consume(
      { consumer: 'replies', queue: { name: REPLY_TO, arguments: new Map() }, noAck: true },
      (delivery) => this.#reply(delivery),
      () => {},
    );
    await this.#scene.wait(() => 'direct replies', consume);
  }

  #reply({ messageId, redelivered, deaths }: Delivery): void {
    const message = this.#scene.messageOf(messageId);
    if (message === undefined) return;
    const event = { message, queue: REPLY_TO, consumer: this.name, redelivered };
    this.#scene.emit({ kind: 'delivered', ...event, deaths: shortDeaths(this.#scene, deaths) });
  }
}
