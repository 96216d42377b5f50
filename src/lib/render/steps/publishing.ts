import { type Message, PRODUCER, type PublishStep } from '../../lab/experiment.ts';
import { formatValue } from '../../routing/values.ts';
import { count, durationText, firstAndLast, visible } from '../text.ts';
import { target } from './behaviour.ts';

const MAX_IDS = 8;
const MAX_FULL_IDS = 25;
const MAX_LINES = 2;
const MAX_BODY = 24;

/** `publish m1 to orders with key order.new, expires after 100 ms`. */
export function publishText(step: PublishStep): string {
  const { exchange, routingKey, id } = step.message;
  return sentence(step, visible(id), [target(exchange, routingKey), ...detailTexts(step)].join(', '));
}

/** How much is said of messages that are published together. */
export interface Detail {
  readonly width: number;
  /** Whether every message is named with all that it has, however long that is. */
  readonly full: boolean;
}

/** Several publish steps of one role to one exchange: with the keys that they differ in, where there is room. */
export function publishManyText(
  steps: readonly [PublishStep, ...PublishStep[]],
  { width, full }: Detail,
): string {
  const [first] = steps;
  if (steps.length === 1) return publishText(first);
  const shared = detailTexts(first).filter((text) => steps.every((step) => detailTexts(step).includes(text)));
  const sameKey = steps.every(({ message }) => message.routingKey === first.message.routingKey);
  const { exchange, routingKey } = first.message;
  const to =
    exchange === '' && !sameKey ? 'the default exchange' : target(exchange, sameKey ? routingKey : '');
  const where = [to, ...shared].join(', ');
  const ids = steps.map(({ message: { id } }) => visible(id));
  if (steps.length > (full ? MAX_FULL_IDS : MAX_IDS)) {
    return `${sentence(first, count(steps.length, 'message'), where)}: ${firstAndLast(ids)}`;
  }
  const own = (step: PublishStep) => detailTexts(step).filter((text) => !shared.includes(text));
  const withKeys = sentence(
    first,
    steps.map((step) => withDetails(step.message, [...keyOf(step, sameKey), ...own(step)])).join(', '),
    where,
  );
  // On the default exchange the key is where the message goes.
  if (full || exchange === '' || withKeys.length <= width * MAX_LINES) return withKeys;
  return sentence(first, steps.map((step) => withDetails(step.message, own(step))).join(', '), where);
}

const keyOf = ({ message: { routingKey } }: PublishStep, sameKey: boolean): string[] =>
  sameKey ? [] : [routingKey === '' ? 'empty key' : visible(routingKey)];

const withDetails = ({ id }: Message, details: readonly string[]): string =>
  `${visible(id)}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;

function sentence({ by = PRODUCER }: PublishStep, what: string, where: string): string {
  return `${by === PRODUCER ? 'publish' : `${visible(by)} publishes`} ${what} to ${where}`;
}

/** Everything about a message but where it goes. */
function detailTexts({ message, mandatory, wantsReply, confirmLost, recovers }: PublishStep): string[] {
  const { headers, body, properties: { persistent, priority, expiration } = {} } = message;
  return [
    ...Array.from(headers, ([key, value]) => visible(`${key}=${formatValue(value)}`)),
    persistent === true && 'persistent',
    persistent === false && 'not persistent',
    priority !== undefined && `priority ${priority}`,
    expiration !== undefined && `expires after ${durationText(expiration)}`,
    mandatory === false && 'not mandatory',
    body !== undefined &&
      (body.length <= MAX_BODY
        ? `body ${visible(JSON.stringify(body))}`
        : `body of ${body.length} characters`),
    wantsReply && 'asks for a reply',
    confirmLost && `the connection breaks before the confirm${recovers ? ' and comes back' : ''}`,
  ].filter((text) => typeof text === 'string');
}
