import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** The greatest message, in bytes of UTF-8. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** JSON writes a character in up to six bytes, and there is something around it. */
const MAX_BODY_BYTES = 6 * MAX_MESSAGE_BYTES + 1_024;
/** So much is read and thrown away, since who still sends does not hear the answer. */
const MAX_IGNORED_BYTES = 32 * 1024 * 1024;

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

/** The message of a request: `?msg=…`, a JSON body `{"msg": "…"}`, or a form's. Throws a Refusal where there is none. */
export async function readMessage(request: IncomingMessage): Promise<string> {
  const message = request.method === 'POST' ? await bodyMessage(request) : queryMessage(request.url ?? '');
  if (/\p{Surrogate}/u.test(message))
    throw new Refusal(400, 'the message is no text: half a character in it');
  if (message === '') throw new Refusal(400, 'the message is empty');
  if (Buffer.byteLength(message) > MAX_MESSAGE_BYTES)
    throw new Refusal(413, `the message is longer than ${MAX_MESSAGE_BYTES} bytes`);
  return message;
}

function queryMessage(url: string): string {
  const at = url.indexOf('?');
  return formMessage(at < 0 ? '' : url.slice(at + 1));
}

/** Decoded by hand: URLSearchParams takes broken UTF-8 for something else, without a word. */
function formMessage(form: string): string {
  const given = form.split('&').filter((pair) => pair === 'msg' || pair.startsWith('msg='));
  const [text] = given;
  if (text === undefined) throw new Refusal(400, 'expected a message, got none: /send?msg=Hello!');
  if (given.length > 1) throw new Refusal(400, `expected one msg, got ${given.length}`);
  try {
    return decodeURIComponent(text.slice('msg='.length).replaceAll('+', ' '));
  } catch {
    throw new Refusal(400, 'msg is no percent-encoded UTF-8');
  }
}

const ACCEPTED = 'application/json, application/x-www-form-urlencoded';

async function bodyMessage(request: IncomingMessage): Promise<string> {
  const type = request.headers['content-type'] ?? '';
  if (/^multipart\//i.test(type))
    throw new Refusal(415, 'expected JSON or a form that is urlencoded, got multipart', { accept: ACCEPTED });
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw new Refusal(415, 'expected a body that is not compressed', { 'accept-encoding': 'identity' });
  if (Number(request.headers['content-length']) > MAX_IGNORED_BYTES) throw tooLong();
  const text = await textOf(request);
  // curl says that it is a form, whatever it sends.
  if (/^application\/x-www-form-urlencoded/i.test(type) && !text.trimStart().startsWith('{'))
    return formMessage(text);
  const body = parsed(text);
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
  const body = await bytesOf(request).catch((error: unknown) => {
    if (error instanceof Refusal || request.complete) throw error;
    throw new Refusal(400, 'the body ended early');
  });
  if (!isUtf8(body)) throw new Refusal(400, 'the body is no UTF-8');
  return body.toString();
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else if (bytes > MAX_IGNORED_BYTES) break;
  }
  if (bytes <= MAX_BODY_BYTES) return Buffer.concat(chunks);
  throw tooLong();
}

const tooLong = (): Refusal =>
  new Refusal(413, `the body is longer than a message of ${MAX_MESSAGE_BYTES} bytes`, {
    connection: 'close',
  });
