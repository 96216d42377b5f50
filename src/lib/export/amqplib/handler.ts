import { assertNever } from '../../lab/errors.ts';
import { type Answer, type Behaviour, type ConsumeStep, roleOfConsumer } from '../../lab/experiment.ts';
import type { HelperName } from './helpers/helpers.ts';
import { listLiteral, quoted } from './literals.ts';

/** What a consumer does with each message: a function of `message` and `channel`, as lines of JavaScript. */
export interface Handler {
  readonly lines: readonly string[];
  readonly needs: readonly HelperName[];
  /** A variable that the function uses, if it does. */
  readonly state?: string;
}

/** `isAnsweredLater`: a step answers messages of this consumer, so that it has to keep them. */
export function handlerOf(step: ConsumeStep, isAnsweredLater: boolean, number: number): Handler {
  return new Writer(step, isAnsweredLater, `batch${number}`).handler();
}

/** As often as not there is nothing to write but an `ack`. */
class Writer {
  readonly #name: string;
  /** Whose channel it publishes on. */
  readonly #role: string;
  readonly #noAck: boolean;
  readonly #behaviour: Behaviour;
  readonly #isAnsweredLater: boolean;
  readonly #batch: string;
  readonly #needs = new Set<HelperName>();
  /** What the lines use beside `message` and `channel`. */
  #usesId = false;
  #usesAttempt = false;

  constructor(step: ConsumeStep, isAnsweredLater: boolean, batch: string) {
    const { consumer, noAck = false, behaviour = {} } = step;
    this.#name = quoted(consumer);
    this.#role = quoted(roleOfConsumer(step));
    this.#noAck = noAck;
    this.#behaviour = behaviour;
    this.#isAnsweredLater = isAnsweredLater;
    this.#batch = batch;
  }

  handler(): Handler {
    const { batch } = this.#behaviour;
    const answers = this.#answers();
    const before = this.#before();
    const lines = [
      ...(this.#usesId ? ['const id = message.properties.messageId;'] : []),
      ...(this.#usesAttempt ? [`const attempt = ${this.#call('countAttempt', 'id')};`] : []),
      ...before,
      ...answers,
    ];
    return {
      lines,
      needs: [...this.#needs],
      ...(batch !== undefined && { state: `const ${this.#batch} = [];` }),
    };
  }

  #before(): string[] {
    const { skipsDuplicates, takesMs } = this.#behaviour;
    const skip = skipsDuplicates ? [`if (${this.#call('isDone', this.#id)}) return ${this.#ackCall()};`] : [];
    return [
      ...(this.#isAnsweredLater ? [`${this.#call('keep', 'message, channel')};`] : []),
      ...skip,
      ...(takesMs === undefined ? [] : [`await ${this.#callHelper('work', `channel, ${takesMs}`)};`]),
    ];
  }

  /** First what is done in some cases, then what is done else. */
  #answers(): string[] {
    const { answer = 'ack', except = {}, failures } = this.#behaviour;
    const others = Object.entries(except).filter(([, how]) => how !== 'ack');
    const acknowledged = Object.keys(except).filter((id) => except[id] === 'ack');
    const guarded = others.flatMap(([id, how]) =>
      this.#guarded([`${this.#id} === ${quoted(id)}`, ...this.#failing(how)], how),
    );
    if (answer === 'ack') return [...guarded, ...this.#acknowledge()];
    const conditions = [
      ...acknowledged.map((id) => `${this.#id} !== ${quoted(id)}`),
      ...(failures === undefined ? [] : this.#failing(answer)),
    ];
    // With nothing that it depends on, nothing else is ever done.
    if (conditions.length === 0) return [...guarded, ...this.#answer(answer)];
    return [...guarded, ...this.#guarded(conditions, answer), ...this.#acknowledge()];
  }

  /** A message fails only so many times; one that is held is held always. */
  #failing(how: Answer): string[] {
    const { failures } = this.#behaviour;
    if (failures === undefined || how === 'hold') return [];
    return [`${this.#attempt} <= ${failures}`];
  }

  #guarded(conditions: readonly string[], how: Answer): string[] {
    const lines = this.#answer(how);
    return [`if (${conditions.join(' && ')}) {`, ...lines.map((line) => `  ${line}`), '  return;', '}'];
  }

  #answer(how: Answer): string[] {
    switch (how) {
      case 'ack':
        return this.#acknowledge();
      case 'reject':
      case 'requeue':
        return this.#noAck ? [] : [`channel.reject(message, ${how === 'requeue'});`];
      case 'hold':
        return this.#isAnsweredLater ? [] : ['// It never answers.'];
      case 'retry':
        return this.#retry();
      default:
        return assertNever(how);
    }
  }

  #acknowledge(): string[] {
    const { batch, skipsDuplicates, publishes, replies } = this.#behaviour;
    return [
      ...(skipsDuplicates ? [`noteDone(${this.#name}, ${this.#id});`] : []),
      ...this.#forward(),
      ...(replies ? this.#reply() : []),
      ...(publishes || replies ? [`await ${this.#callOnChannel('confirmed')};`] : []),
      ...(batch === undefined ? this.#ack() : this.#ackBatch(batch)),
    ];
  }

  #ack(): string[] {
    return this.#noAck ? [] : ['channel.ack(message);'];
  }

  #ackCall(): string {
    return this.#noAck ? '' : 'channel.ack(message)';
  }

  #ackBatch(size: number): string[] {
    if (this.#noAck) return [];
    return [
      `${this.#batch}.push(message);`,
      `if (${this.#batch}.length < ${size}) return;`,
      `channel.ack(${this.#batch}.at(-1), true); // and all before it`,
      `${this.#batch}.length = 0;`,
    ];
  }

  #forward(): string[] {
    const { publishes } = this.#behaviour;
    if (!publishes) return [];
    const target = `${quoted(publishes.exchange)}, ${quoted(publishes.routingKey)}`;
    if (publishes.each !== 'csv-row') {
      const id = `${this.#id} + '.' + ${this.#name}`;
      return [`await ${this.#callOnChannel('publish', `${target}, message.content, { messageId: ${id} }`)};`];
    }
    this.#needs.add('rowsOf');
    const id = `${this.#id} + '.' + (at + 1)`;
    return [
      'for (const [at, row] of rowsOf(message.content).entries())',
      `  await ${this.#callOnChannel('publish', `${target}, JSON.stringify(row), { messageId: ${id} }`)};`,
    ];
  }

  #reply(): string[] {
    const options = `{ messageId: ${this.#id} + ' reply', correlationId, mandatory: false }`;
    return [
      'const { replyTo, correlationId } = message.properties;',
      `await ${this.#callOnChannel('publish', `'', replyTo, message.content, ${options}`)};`,
    ];
  }

  #retry(): string[] {
    const { exchange = '', routingKeys = [] } = this.#behaviour.retries ?? {};
    const keys = listLiteral(routingKeys.map(quoted));
    const [only] = routingKeys;
    const key =
      routingKeys.length === 1 && only !== undefined
        ? quoted(only)
        : `${keys}[Math.min(${this.#attempt}, ${routingKeys.length}) - 1]`;
    return [
      `await ${this.#callOnChannel('publishAgain', `message, ${quoted(exchange)}, ${key}`)};`,
      ...this.#ack(),
    ];
  }

  get #id(): string {
    this.#usesId = true;
    return 'id';
  }

  get #attempt(): string {
    this.#usesId = true;
    this.#usesAttempt = true;
    return 'attempt';
  }

  /** What is the consumer's own. */
  #call(helper: HelperName, args: string): string {
    return this.#callHelper(helper, this.#name, args);
  }

  /** What is done on its channel. */
  #callOnChannel(helper: HelperName, ...args: readonly string[]): string {
    return this.#callHelper(helper, this.#role, ...args);
  }

  #callHelper(helper: HelperName, ...args: readonly string[]): string {
    this.#needs.add(helper);
    return `${helper}(${args.join(', ')})`;
  }
}
