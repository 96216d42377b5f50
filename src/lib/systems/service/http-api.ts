import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { PAGE, PAGE_POLICY } from './page.ts';
import { Refusal, readMessage } from './request-message.ts';
import type { Sender, SendOutcome } from './sender.ts';

/** A message in the query comes with the request line: Node's own limit is below ours. */
const MAX_HEADER_BYTES = 256 * 1024;
const REQUEST_LIMIT_MS = 10_000;
/** Long enough that no client in a hurry sends over a connection that is just being closed. */
const KEEP_ALIVE_MS = 60_000;
const RETRY_AFTER_S = 1;
const MAX_CONNECTIONS = 1_000;

/** One request, answered. */
export interface Answered {
  readonly method: string;
  readonly path: string;
  /** Null where it was broken off: nobody hears the answer. */
  readonly status: number | null;
  /** Of the message, where there was one. */
  readonly id: string | undefined;
  /** What should not have happened. */
  readonly defect: unknown;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly defect?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `GET` and `POST /send`, `GET /health`, and a page at `/`. A message is answered once it is confirmed. */
export function httpApi(sender: Sender, onAnswered: (answered: Answered) => void): Server {
  const options = {
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: REQUEST_LIMIT_MS,
    headersTimeout: REQUEST_LIMIT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  const server = createServer(options, (request, response) => {
    void answer(request, sender).then((given) => {
      const isBrokenOff = response.destroyed || (request.destroyed && !request.complete);
      if (given === 'page') writePage(response);
      else write(response, given);
      const { method = '', url = '' } = request;
      const { id, defect } = given === 'page' ? {} : given;
      const path = url.split('?')[0] ?? '';
      onAnswered({ method, path, status: isBrokenOff ? null : response.statusCode, id, defect });
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

/** Never throws: what goes wrong is an answer, too. */
async function answer(request: IncomingMessage, sender: Sender): Promise<Answer | 'page'> {
  try {
    return await route(request, sender);
  } catch (error) {
    if (error instanceof Refusal)
      return { status: error.status, body: { error: error.message }, headers: error.headers };
    return { status: 500, body: { error: 'a defect of mq-lab' }, defect: error };
  }
}

async function route(request: IncomingMessage, sender: Sender): Promise<Answer | 'page'> {
  const { method = '', url = '/' } = request;
  const [path = '/'] = url.split('?');
  switch (path) {
    case '/':
      only(method, ['GET', 'HEAD']);
      return 'page';
    case '/health':
      only(method, ['GET', 'HEAD']);
      return health(sender);
    case '/send':
      only(method, ['GET', 'POST']);
      if (request.headers['sec-fetch-site'] === 'cross-site')
        throw new Refusal(403, 'pages of other sites may not send here');
      return send(await readMessage(request), sender);
    default:
      throw new Refusal(404, `there is nothing at ${path}: try /send?msg=Hello!, /health or /`);
  }
}

function only(method: string, allowed: readonly string[]): void {
  if (allowed.includes(method)) return;
  throw new Refusal(405, `${method} is not for this path: ${allowed.join(' or ')} is`, {
    allow: allowed.join(', '),
  });
}

function health({ trouble }: Sender): Answer {
  return trouble === undefined
    ? { status: 200, body: { status: 'up' } }
    : { status: 503, body: { status: 'down', error: trouble }, headers: LATER };
}

const LATER = { 'retry-after': String(RETRY_AFTER_S) };

async function send(message: string, sender: Sender): Promise<Answer> {
  const { unavailable = '' } = sender;
  const id = randomUUID();
  const outcome = await sender.send(id, message);
  if (outcome === 'confirmed') return { status: 202, id, body: { id, status: 'accepted' } };
  const error = outcome === 'unavailable' ? unavailable : FAILED[outcome];
  return { status: 503, id, body: { id, error }, headers: LATER };
}

const FAILED: Readonly<Record<Exclude<SendOutcome, 'confirmed' | 'unavailable'>, string>> = {
  refused: 'the broker refused the message',
  unroutable: 'the queue is gone, and is being declared again',
  unknown:
    'the broker went away or did not confirm in time: the message may arrive or not; sent again, it may arrive twice',
};

function write(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(text);
}

function writePage(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': PAGE_POLICY,
  });
  response.end(PAGE);
}
