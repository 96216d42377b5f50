import { isUtf8 } from 'node:buffer';
import { expected } from '../../lab/errors.ts';
import { visible, visibleKey } from '../../render/text.ts';
import type { Consumed } from '../../systems/roles/consume.ts';

const FIELDS: Readonly<Record<string, (consumed: Consumed) => string>> = {
  b: ({ delivery }) =>
    isUtf8(delivery.content) ? visible(delivery.body) : `(binary) ${base64(delivery.content)}`,
  k: ({ delivery }) => visibleKey(delivery.routingKey),
  e: ({ delivery }) => (delivery.exchange === '' ? '(default)' : visible(delivery.exchange)),
  q: ({ queue }) => visible(queue),
  h: ({ delivery }) => visible(JSON.stringify(delivery.headers)),
  i: ({ delivery }) => visible(delivery.messageId ?? ''),
  r: ({ delivery }) => (delivery.redelivered ? '  (redelivered)' : ''),
  d: ({ delivery: { deaths } }) =>
    visible(deaths.map(({ queue, reason, count }) => `${queue} ${reason} ×${count}`).join(', ')),
  '#': ({ number }) => String(number),
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

/** Whether there is a whole number that may have been another: the client makes doubles of all numbers. */
export function mayBeRounded(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(mayBeRounded);
}

const base64 = (content: Uint8Array): string => Buffer.from(content).toString('base64');

const PLACEHOLDER = /%(.?)/gs;

/** `json` is null; any other text is a format. Throws a LabError for what it does not know. */
export function readFormat(text: string): string | null {
  if (text === 'json') return null;
  for (const [placeholder, name = ''] of text.matchAll(PLACEHOLDER))
    if (!Object.hasOwn(FIELDS, name))
      throw expected(
        `one of ${Object.keys(FIELDS)
          .map((known) => `%${known}`)
          .join(' ')}`,
        placeholder,
      );
  return text;
}

export const formatMessage = (format: string, consumed: Consumed): string =>
  format.replace(PLACEHOLDER, (_, name: string) => FIELDS[name]?.(consumed) ?? '');

/** The message as one JSON object; a body that is no UTF-8 is there in Base64 alone. */
export function jsonMessage({ number, queue, delivery }: Consumed): string {
  const { exchange, routingKey, headers, messageId, redelivered, deaths, content, body } = delivery;
  return `${JSON.stringify({
    number,
    queue,
    exchange,
    routing_key: routingKey,
    headers,
    message_id: messageId ?? null,
    redelivered,
    deaths,
    ...(isUtf8(content) ? { body } : { body: null, body_base64: base64(content) }),
  })}\n`;
}
