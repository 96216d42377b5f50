import type { IncomingMessage } from 'node:http';

/** The greatest message, in bytes of UTF-8. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** JSON writes a character in up to six bytes, and there is something around it. */
const MAX_BODY_BYTES = 6 * MAX_MESSAGE_BYTES + 1_024;

/** A request that is not done, with its status and the reason. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** The message of a request: `?msg=…`, or a JSON body `{"msg": "…"}`. Throws a Refusal where there is none. */
export async function readMessage(request: IncomingMessage): Promise<string> {
  const message = request.method === 'POST' ? await bodyMessage(request) : queryMessage(request.url ?? '');
  if (message === '') throw new Refusal(400, 'the message is empty');
  if (Buffer.byteLength(message) > MAX_MESSAGE_BYTES)
    throw new Refusal(413, `the message is longer than ${MAX_MESSAGE_BYTES} bytes`);
  return message;
}

/** Decoded by hand: URLSearchParams takes broken UTF-8 for something else, without a word. */
function queryMessage(url: string): string {
  const [, query = ''] = /\?(.*)$/s.exec(url) ?? [];
  const given = query.split('&').filter((pair) => pair === 'msg' || pair.startsWith('msg='));
  const [text] = given;
  if (text === undefined) throw new Refusal(400, 'expected a message, got none: /send?msg=Hello!');
  if (given.length > 1) throw new Refusal(400, `expected one msg, got ${given.length}`);
  try {
    return decodeURIComponent(text.slice('msg='.length).replaceAll('+', ' '));
  } catch {
    throw new Refusal(400, 'msg is no percent-encoded UTF-8');
  }
}

async function bodyMessage(request: IncomingMessage): Promise<string> {
  const body = parsed(await textOf(request));
  const msg = typeof body === 'object' && body !== null && 'msg' in body ? body.msg : undefined;
  if (typeof msg !== 'string')
    throw new Refusal(400, 'expected a JSON object with a text: {"msg": "Hello!"}');
  return msg;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'the body is no JSON: expected {"msg": "Hello!"}');
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_BODY_BYTES)
      throw new Refusal(413, `the body is longer than a message of ${MAX_MESSAGE_BYTES} bytes`);
    chunks.push(chunk as Buffer);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Refusal(400, 'the body is no UTF-8');
  }
}
