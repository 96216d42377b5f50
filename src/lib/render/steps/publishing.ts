import { type Message, PRODUCER, type PublishStep } from '../../lab/experiment.ts';
import { formatValue } from '../../routing/values.ts';
import { durationText, firstAndLast, visible } from '../text.ts';
import type { Words } from '../words/words.ts';
import { target } from './behaviour.ts';

const MAX_IDS = 8;
const MAX_FULL_IDS = 25;
const MAX_LINES = 2;
const MAX_BODY = 24;

/** `publish m1 to orders with key order.new, expires after 100 ms`. */
export function publishText(step: PublishStep, words: Words): string {
  const { exchange, routingKey, id } = step.message;
  const where = [target(exchange, routingKey, words), ...detailTexts(step, words)].join(', ');
  return sentence(step, visible(id), where, words);
}

/** How much is said of messages that are published together. */
export interface Detail {
  readonly width: number;
  /** Whether every message is named with all that it has, however long that is. */
  readonly full: boolean;
  readonly words: Words;
}

/** Several publish steps of one role to one exchange: with the keys that they differ in, where there is room. */
export function publishManyText(
  steps: readonly [PublishStep, ...PublishStep[]],
  { width, full, words }: Detail,
): string {
  const [first] = steps;
  if (steps.length === 1) return publishText(first, words);
  const shared = detailTexts(first, words).filter((text) =>
    steps.every((step) => detailTexts(step, words).includes(text)),
  );
  const sameKey = steps.every(({ message }) => message.routingKey === first.message.routingKey);
  const { exchange, routingKey } = first.message;
  const to =
    exchange === '' && !sameKey
      ? words.target.defaultExchange
      : target(exchange, sameKey ? routingKey : '', words);
  const where = [to, ...shared].join(', ');
  const ids = steps.map(({ message: { id } }) => visible(id));
  if (steps.length > (full ? MAX_FULL_IDS : MAX_IDS)) {
    return `${sentence(first, words.messages(steps.length), where, words)}: ${firstAndLast(ids)}`;
  }
  const own = (step: PublishStep) => detailTexts(step, words).filter((text) => !shared.includes(text));
  const withKeys = sentence(
    first,
    steps.map((step) => withDetails(step.message, [...keyOf(step, sameKey, words), ...own(step)])).join(', '),
    where,
    words,
  );
  // On the default exchange the key is where the message goes.
  if (full || exchange === '' || withKeys.length <= width * MAX_LINES) return withKeys;
  return sentence(first, steps.map((step) => withDetails(step.message, own(step))).join(', '), where, words);
}

const keyOf = ({ message: { routingKey } }: PublishStep, sameKey: boolean, { message }: Words): string[] =>
  sameKey ? [] : [routingKey === '' ? message.emptyKey : visible(routingKey)];

const withDetails = ({ id }: Message, details: readonly string[]): string =>
  `${visible(id)}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;

function sentence({ by = PRODUCER }: PublishStep, what: string, where: string, words: Words): string {
  return words.publishes(by === PRODUCER ? null : visible(by), what, where);
}

/** Everything about a message but where it goes. */
function detailTexts(
  { message, mandatory, wantsReply, confirmLost, recovers }: PublishStep,
  { message: words }: Words,
): string[] {
  const { headers, body, properties: { persistent, priority, expiration, replyTo } = {} } = message;
  return [
    ...Array.from(headers, ([key, value]) => visible(`${key}=${formatValue(value)}`)),
    persistent === true && words.persistent,
    persistent === false && words.notPersistent,
    priority !== undefined && words.priority(priority),
    typeof expiration === 'number' && words.expires(durationText(expiration)),
    typeof expiration === 'string' && words.expiration(visible(JSON.stringify(expiration))),
    mandatory === false && words.notMandatory,
    body !== undefined &&
      (body.length <= MAX_BODY ? words.body(visible(JSON.stringify(body))) : words.longBody(body.length)),
    wantsReply && words.wantsReply,
    replyTo !== undefined && words.replyTo(visible(replyTo)),
    confirmLost && (recovers ? words.confirmLostAndBack : words.confirmLost),
  ].filter((text) => typeof text === 'string');
}
