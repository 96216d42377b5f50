import { assertNever } from '../../lab/errors.ts';
import {
  asConsumer,
  type ConsumeStep,
  type Experiment,
  type GetStep,
  OPERATOR,
  PRODUCER,
  queueNamesOf,
  roleOfConsumer,
  type Step,
  type StepOf,
} from '../../lab/experiment.ts';
import { REPLY_TO } from '../../lab/known-names.ts';
import { type Prefetch, prefetchAfter, prefetchToSet } from '../../lab/prefetch.ts';
import { isStream } from '../../routing/topology.ts';
import { assertExchange, assertQueue, bindCall } from './declarations.ts';
import { handlerOf } from './handler.ts';
import type { HelperName } from './helpers/helpers.ts';
import { inComment, objectLiteral, quoted, tableLiteral } from './literals.ts';

/** A consumer that is there until it is cancelled or its queue is deleted. */
interface Running {
  readonly queue: string;
  readonly role: string;
  /** The function that starts it. */
  readonly start: string;
}

/** Writes the steps of a program, and notes which helpers they need. */
export class StepWriter {
  readonly needs = new Set<HelperName>();
  /** The queues whose names the broker chooses, by what they are called in the steps. */
  readonly #aliases: ReadonlySet<string>;
  readonly #queues: readonly string[];
  readonly #streams: ReadonlySet<string>;
  readonly #answered: ReadonlySet<string>;
  /** Whose connection breaks and is restored, with what the part has running. */
  readonly #recovering: ReadonlySet<string>;
  readonly #running = new Map<string, Running>();
  /** Whose channel each consumer is on. */
  readonly #roles = new Map<string, string>();
  /** What was set last on each role's channel. */
  readonly #prefetch = new Map<string, Prefetch>();
  readonly #unconfirmed = new Map<string, string[]>();
  #consumers = 0;

  constructor(experiment: Experiment) {
    const { topology, steps } = experiment;
    this.#queues = queueNamesOf(experiment);
    const declared = steps.flatMap((step) => (step.kind === 'declare' && step.queue ? [step.queue] : []));
    this.#streams = new Set([...topology.queues, ...declared].filter(isStream).map(({ name }) => name));
    this.#aliases = new Set(
      steps.flatMap((step) => (step.kind === 'declare' && step.queue?.name === '' ? (step.alias ?? []) : [])),
    );
    this.#answered = new Set(steps.flatMap((step) => (step.kind === 'answer' ? [step.consumer] : [])));
    this.#recovering = new Set(steps.flatMap(recovering));
  }

  /** The broker may have chosen it: what it is called in the steps stands in a list. */
  readonly queueName = (name: string): string =>
    this.#aliases.has(name) ? `queues[${this.#queues.indexOf(name)}]` : quoted(name);

  /** The step as lines of JavaScript. */
  write(step: Step): string[] {
    switch (step.kind) {
      case 'publish':
        return this.#publish(step);
      case 'confirms':
        return [`await ${this.#call('confirmed', quoted(step.by ?? PRODUCER))};`];
      case 'consume':
        return this.#consume(step);
      case 'get':
        return this.#get(step);
      case 'cancel':
        this.#running.delete(step.consumer);
        return this.#ask(this.#roles.get(step.consumer), `cancel(${quoted(step.consumer)})`);
      case 'answer':
        return this.#answer(step);
      case 'declare':
        return this.#declare(step);
      case 'bind':
      case 'unbind':
        return this.#ask(step.by, bindCall(step.kind, step.binding, this.queueName));
      case 'delete':
        return this.#delete(step);
      case 'purge':
        return this.#ask(step.by, `purgeQueue(${this.queueName(step.queue)})`);
      case 'cut':
        return this.#cut(step.who, step.recovers === true);
      case 'restart':
        return ['// What a client cannot do: somebody is asked for it.', `await ${this.#call('restart')};`];
      case 'wait':
        this.needs.add('settled');
        return [`await sleep(${step.ms});`];
      case 'drain':
        return [`await ${this.#call('drained')};`];
      case 'look':
        return [`await ${this.#call('look', quoted(step.at))};`];
      default:
        return assertNever(step);
    }
  }

  #publish(step: StepOf<'publish'>): string[] {
    const who = step.by ?? PRODUCER;
    const publishing = this.#publishing(step, who);
    const replies = step.wantsReply ? [`await ${this.#call('takeReplies', quoted(who))};`] : [];
    if (!step.confirmLost) return [...replies, publishing];
    this.#unconfirmed.set(who, [...(this.#unconfirmed.get(who) ?? []), publishing]);
    return [
      ...replies,
      publishing,
      '// The broker has it and confirms it, which the program never learns.',
      `await ${this.#call('confirmed', quoted(who))};`,
      ...this.#cut(who, step.recovers === true),
    ];
  }

  #publishing({ message, mandatory, wantsReply }: StepOf<'publish'>, who: string): string {
    const { id, exchange, routingKey, headers, body = id, properties = {} } = message;
    const { persistent, priority, expiration } = properties;
    const replyTo = wantsReply ? REPLY_TO : properties.replyTo;
    const options = objectLiteral([
      ['messageId', quoted(id)],
      headers.size > 0 && ['headers', tableLiteral(headers)],
      persistent !== undefined && ['persistent', String(persistent)],
      priority !== undefined && ['priority', String(priority)],
      expiration !== undefined && ['expiration', quoted(String(expiration))],
      mandatory === false && ['mandatory', 'false'],
      replyTo !== undefined && ['replyTo', this.queueName(replyTo)],
      replyTo !== undefined && ['correlationId', quoted(id)],
    ]);
    // On the default exchange a key is a queue's name.
    const key = exchange === '' ? this.queueName(routingKey) : quoted(routingKey);
    const texts = [quoted(who), quoted(exchange), key, quoted(body), options];
    return `await ${this.#call('publish', ...texts)};`;
  }

  #consume(step: ConsumeStep): string[] {
    const number = ++this.#consumers;
    const role = roleOfConsumer(step);
    this.#roles.set(step.consumer, role);
    const handler = handlerOf(step, this.#answered.has(step.consumer), number);
    for (const need of handler.needs) this.needs.add(need);
    const head = this.#call(
      'consume',
      quoted(step.consumer),
      this.queueName(step.queue),
      this.#options(step),
    );
    const lines = [
      ...(handler.state ? [handler.state] : []),
      ...consumeLines(head.slice(0, -1), handler.lines),
    ];
    if (!this.#recovering.has(role)) return lines;
    const start = `start${number}`;
    this.#running.delete(step.consumer);
    this.#running.set(step.consumer, { queue: step.queue, role, start });
    return [`const ${start} = async () => {`, ...lines.map((line) => `  ${line}`), '};', `await ${start}();`];
  }

  #get(step: GetStep): string[] {
    const consumer = asConsumer(step);
    const name = consumer.consumer;
    const handler = handlerOf(consumer, this.#answered.has(name), 0);
    for (const need of handler.needs) this.needs.add(need);
    const options = objectLiteral([step.noAck && ['noAck', 'true']]);
    const head = this.#call('get', quoted(name), this.queueName(step.queue), options);
    return consumeLines(head.slice(0, -1), handler.lines);
  }

  #options(step: ConsumeStep): string {
    const { by, noAck, exclusive, arguments: args } = step;
    const { prefetch, channelPrefetch } = this.#prefetchOf(step);
    return objectLiteral([
      by !== undefined && ['by', quoted(by)],
      prefetch !== undefined && ['prefetch', String(prefetch)],
      channelPrefetch !== undefined && ['channelPrefetch', String(channelPrefetch)],
      noAck && ['noAck', 'true'],
      exclusive && ['exclusive', 'true'],
      args && ['arguments', tableLiteral(args)],
    ]);
  }

  /** What the consumer sets on its channel; where that is restored some time, all that holds for it. */
  #prefetchOf(step: ConsumeStep): Prefetch {
    const role = roleOfConsumer(step);
    const before = this.#prefetch.get(role) ?? {};
    const own = prefetchToSet(step, this.#streams.has(step.queue), before);
    const all = prefetchAfter(own, before);
    this.#prefetch.set(role, all);
    return this.#recovering.has(role) ? all : own;
  }

  #answer({ consumer, message, answer, multiple = false }: StepOf<'answer'>): string[] {
    this.needs.add('keep');
    const how =
      answer === 'ack'
        ? `ack(message${multiple ? ', true' : ''})`
        : multiple
          ? `nack(message, true, ${answer === 'requeue'})`
          : `reject(message, ${answer === 'requeue'})`;
    return [`answer(${quoted(consumer)}, ${quoted(message)}, (channel, message) => channel.${how});`];
  }

  #declare({ by, exchange, queue, alias, passive = false }: StepOf<'declare'>): string[] {
    if (exchange)
      return this.#ask(by, passive ? `checkExchange(${quoted(exchange.name)})` : assertExchange(exchange));
    if (!queue) return [];
    if (passive) return this.#ask(by, `checkQueue(${this.queueName(queue.name)})`);
    if (queue.name !== '' || alias === undefined) return this.#ask(by, assertQueue(queue));
    const asked = this.#call('ask', quoted(by ?? OPERATOR), `(channel) => channel.${assertQueue(queue)}`);
    return [`${this.queueName(alias)} = (await ${asked})?.queue;`];
  }

  #delete({ by, queue, exchange }: StepOf<'delete'>): string[] {
    for (const [name, running] of this.#running) if (running.queue === queue) this.#running.delete(name);
    return [
      ...(queue === undefined ? [] : this.#ask(by, `deleteQueue(${this.queueName(queue)})`)),
      ...(exchange === undefined ? [] : this.#ask(by, `deleteExchange(${quoted(exchange)})`)),
    ];
  }

  #cut(who: string, recovers: boolean): string[] {
    const cut = `await ${this.#call('cut', quoted(who))};`;
    const running = [...this.#running.values()].filter(({ role }) => role === who);
    const again = [...running.map(({ start }) => `await ${start}();`), ...(this.#unconfirmed.get(who) ?? [])];
    if (!recovers || again.length === 0) return [cut];
    this.#unconfirmed.delete(who);
    return [cut, `// ${inComment(who)} recovers: it does again what the connection took away.`, ...again];
  }

  #ask(by: string | undefined, question: string): string[] {
    return [`await ${this.#call('ask', quoted(by ?? OPERATOR), `(channel) => channel.${question}`)};`];
  }

  #call(helper: HelperName, ...texts: readonly string[]): string {
    this.needs.add(helper);
    return `${helper}(${texts.join(', ')})`;
  }
}

function recovering(step: Step): string[] {
  if (step.kind === 'cut' && step.recovers) return [step.who];
  return step.kind === 'publish' && step.recovers ? [step.by ?? PRODUCER] : [];
}

/** `head` is the call up to its last argument; what is one line stays one. */
function consumeLines(head: string, handler: readonly string[]): string[] {
  const [only = ''] = handler;
  if (handler.length === 0) return [`await ${head}, () => {});`];
  if (handler.length === 1 && only.startsWith('channel.'))
    return [`await ${head}, (message, channel) => ${only.slice(0, -1)});`];
  const isAsync = handler.some((line) => /^\s*await /.test(line));
  const parameters = handler.some((line) => /\bchannel\b/.test(line)) ? 'message, channel' : 'message';
  return [
    `await ${head}, ${isAsync ? 'async ' : ''}(${parameters}) => {`,
    ...handler.map((line) => `  ${line}`),
    '});',
  ];
}
