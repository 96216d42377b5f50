import { expected } from '../lab/errors.ts';
import { readHeaders } from '../lab/header-text.ts';
import type { FieldTable, FieldValue } from '../routing/values.ts';
import { type Given, naming } from './given.ts';
import { collected, textsOf } from './run-options.ts';

/** Keys to route by are lists in these headers, and nothing else: RabbitMQ refuses a message with other values. */
const KEY_LISTS = ['CC', 'BCC'];

export const headerOption = () => collected('--header <K=V>', 'a header of the message; repeat it for more');

/** The headers of a message. Throws a LabError that names the flag. */
export const readHeaderFlags = (given: Given): FieldTable =>
  naming('--header', () => {
    const headers = new Map<string, FieldValue>();
    for (const text of textsOf(given.header)) {
      for (const [key, value] of readHeaders(text)) {
        if (headers.has(key)) throw expected('each header once', text, `'${key}' is there twice.`);
        if (KEY_LISTS.includes(key))
          throw expected(
            'headers other than CC and BCC',
            text,
            'These are lists of keys: take one key at a time.',
          );
        headers.set(key, value);
      }
    }
    return headers;
  });
