import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import amqp from 'amqplib';
import { afterEach, describe, expect, test } from 'vitest';
import { readManagement } from '../../src/lib/check/management.ts';
import { fetchFault } from '../../src/lib/check/management-faults.ts';
import { parseManagementUrl } from '../../src/lib/check/management-url.ts';
import { LabError } from '../../src/lib/lab/errors.ts';
import { explain } from '../../src/lib/routing/explain/explain.ts';

/** The management API of a RabbitMQ that may be used: something is declared there, and deleted again. */
const RABBITMQ = process.env.MQ_LAB_TEST_MANAGEMENT_URL;
const LEFT_OUT = RABBITMQ
  ? ''
  : ' (skipped: set MQ_LAB_TEST_MANAGEMENT_URL=http://guest:guest@127.0.0.1:15672, and MQ_LAB_TEST_URL)';

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** The URL of a server that answers so. */
async function serving(answer: RequestListener): Promise<string> {
  return `http://maria:s3cret@127.0.0.1:${await listening(createServer(answer))}`;
}

/** The URL of a server with these answers to paths below `/api/`, and a 404 of RabbitMQ's for all others. */
function rabbit(answers: Readonly<Record<string, string>>, asked: string[] = []): Promise<string> {
  return serving(({ url = '', headers, method }, response) => {
    asked.push(`${method} ${url} ${headers.authorization}`);
    const body = answers[url.split('?')[0]?.replace('/api/', '') ?? ''];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(body ?? '{"error":"Object Not Found","reason":"Not Found"}');
  });
}

const read = (url: string, options: Parameters<typeof readManagement>[1] = {}) =>
  readManagement(parseManagementUrl(url), options);

async function faultOf(promise: Promise<unknown>): Promise<LabError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LabError)) throw error ?? new Error('it was read');
  expect(`${error.message} ${error.hint}`).not.toContain('s3cret');
  return error;
}

const SHOP = {
  'exchanges/shop': `[{"vhost":"shop","name":"","type":"direct","durable":true,"auto_delete":false,"internal":false,"arguments":{}},
    {"vhost":"shop","name":"amq.topic","type":"topic","durable":true,"auto_delete":false,"internal":false,"arguments":{}},
    {"vhost":"shop","name":"orders","type":"topic","durable":true,"auto_delete":false,"internal":false,"arguments":{}},
    {"vhost":"shop","name":"spare","type":"fanout","durable":true,"auto_delete":false,"internal":true,"arguments":{}},
    {"vhost":"shop","name":"reports","type":"headers","durable":true,"auto_delete":false,"internal":false,"arguments":{}}]`,
  'queues/shop': `[{"vhost":"shop","name":"billing","durable":true,"auto_delete":false,"exclusive":false,"arguments":{"x-max-length":9007199254740993}},
    {"vhost":"shop","name":"mine","durable":false,"auto_delete":false,"exclusive":true,"arguments":{}}]`,
  'bindings/shop': `[{"vhost":"shop","source":"","destination":"billing","destination_type":"queue","routing_key":"billing","arguments":{}},
    {"vhost":"shop","source":"orders","destination":"billing","destination_type":"queue","routing_key":"order.*","arguments":{}},
    {"vhost":"shop","source":"spare","destination":"mine","destination_type":"queue","routing_key":"","arguments":{}},
    {"vhost":"shop","source":"reports","destination":"mine","destination_type":"queue","routing_key":"","arguments":{"price":1.0}}]`,
  'policies/shop': `[{"vhost":"shop","name":"rest","pattern":"^orders$","apply-to":"exchanges","definition":{"alternate-exchange":"spare"},"priority":0}]`,
  'operator-policies/shop': `[{"vhost":"shop","name":"short","pattern":"^billing$","apply-to":"queues","definition":{"max-length":3},"priority":0}]`,
  vhosts: '[{"name":"/"},{"name":"shop"}]',
};

describe('readManagement', () => {
  test("reads exchanges, queues, bindings and policies, the operator's too, of one virtual host, and asks for nothing else", async () => {
    const asked: string[] = [];
    const { topology, virtualHost } = await read(await rabbit(SHOP, asked), { virtualHost: 'shop' });
    expect(virtualHost).toBe('shop');
    expect(topology.exchanges.map(({ name, internal }) => [name, internal])).toEqual([
      ['orders', false],
      ['spare', true],
      ['reports', false],
    ]);
    expect(topology.queues.map(({ name, exclusive }) => [name, exclusive])).toEqual([
      ['billing', false],
      ['mine', true],
    ]);
    expect(topology.bindings.map(({ source, destination }) => `${source} > ${destination}`)).toEqual([
      'orders > billing',
      'spare > mine',
      'reports > mine',
    ]);
    const credentials = `Basic ${Buffer.from('maria:s3cret').toString('base64')}`;
    expect(asked.map((each) => each.replace(/\?\S*/, '')).sort()).toEqual(
      ['bindings', 'exchanges', 'operator-policies', 'policies', 'queues'].map(
        (name) => `GET /api/${name}/shop ${credentials}`,
      ),
    );
  });

  test('keeps what JSON has no types for, and what policies set', async () => {
    const { 'operator-policies/shop': _, ...shop } = SHOP;
    const { topology, notes } = await read(await rabbit(shop), { virtualHost: 'shop' });
    expect(topology.queues[0]?.arguments.get('x-max-length')).toEqual({
      type: 'int64',
      value: 9007199254740993n,
    });
    expect(notes.at(-1)).toBe('Operator policies cannot be read (404): what they set is left out.');
    expect(topology.bindings[2]?.arguments.get('price')).toEqual({ type: 'double', value: 1 });
    expect(explain(topology, { exchange: 'orders', routingKey: 'lost' }).queues).toEqual(['mine']);
  });

  test('lets an operator policy lower a limit, as RabbitMQ does', async () => {
    const { topology, notes } = await read(await rabbit(SHOP), { virtualHost: 'shop' });
    expect(topology.queues[0]?.arguments.get('x-max-length')).toEqual({ type: 'int64', value: 3n });
    expect(notes).toEqual([
      "Policy 'rest' sets alternate-exchange of 'orders': taken as an argument.",
      "Operator policy 'short' sets max-length of 'billing': taken as an argument.",
    ]);
  });

  test('asks for the virtual host that an AMQP URL names', async () => {
    const asked: string[] = [];
    const url = parseManagementUrl(await rabbit({}, asked));
    await faultOf(readManagement({ ...url, virtualHost: 'a/b' }));
    expect(asked[0]).toMatch(/^GET \/api\/exchanges\/a%2Fb\?/);
  });
});

describe('what cannot be read', () => {
  const json =
    (status: number, body: object): RequestListener =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };

  test.each<[string, RequestListener, RegExp, RegExp]>([
    [
      'a wrong password',
      json(401, { error: 'not_authorized', reason: 'Login failed' }),
      /refused the login of user 'maria' \(Login failed\)/,
      /guest/,
    ],
    [
      'a user without the tag',
      json(401, { error: 'not_authorised', reason: 'Not management user' }),
      /user 'maria' may not use the management API/,
      /rabbitmqctl set_user_tags maria management/,
    ],
    [
      'a user without access',
      json(401, { error: 'not_authorised', reason: 'User not authorised to access virtual host' }),
      /user 'maria' has no access to virtual host '\/'/,
      /set_permissions/,
    ],
    [
      'a web page',
      (_, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello'),
      /answered with a web page \(200\)/,
      /15672/,
    ],
    [
      'a page that is not there',
      (_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found'),
      /answered with a web page \(404\)/,
      /prefix/,
    ],
    ['no text at all', (_, response) => response.writeHead(404).end(), /answered 404/, /prefix/],
    ['a broker in trouble', json(503, { error: 'x', reason: 'not yet' }), /answered 503 \(not yet\)/, /log/],
    ['other JSON', json(200, { hello: 1 }), /no list in JSON/, /RabbitMQ/],
    [
      'half of a list',
      (_, response) => response.writeHead(200).end('[{"name":'),
      /no list in JSON/,
      /RabbitMQ/,
    ],
    [
      'a list of something else',
      json(200, [{ id: 1 }]),
      /lists that cannot be read: .*expected/,
      /export_definitions/,
    ],
  ])('%s is told, with what to do', async (_, answer, says, hint) => {
    const error = await faultOf(read(await serving(answer)));
    expect(error.message).toMatch(says);
    expect(error.hint).toMatch(hint);
    expect(error.exitCode).toBe(3);
  });

  test('a virtual host that is not there is told with those that are', async () => {
    const { message, hint } = await faultOf(read(await rabbit(SHOP), { virtualHost: 'shpo' }));
    expect(message).toMatch(/has no virtual host 'shpo'$/);
    expect(hint).toBe("There is '/', 'shop': --vhost names one of them.");
  });

  test('more than anybody wants to wait for is told before it has all come', async () => {
    const url = await serving((_, response) => {
      response.writeHead(200);
      const more = () => response.write('[]'.repeat(100_000), () => response.destroyed || setImmediate(more));
      more();
    });
    expect((await faultOf(read(url, { maxBytes: 3 * 1024 * 1024 }))).message).toMatch(/more than 3 MiB/);
  });

  test('silence is told after a while', async () => {
    const error = await faultOf(read(await serving(() => {}), { timeoutMs: 100 }));
    expect(error.message).toMatch(/did not answer in time/);
    expect(error.exitCode).toBe(3);
  });

  test('half an answer is told after a while', async () => {
    const url = await serving((_, response) => void response.writeHead(200).write('['));
    expect((await faultOf(read(url, { timeoutMs: 100 }))).message).toMatch(/did not answer in time/);
  });

  test('what does not speak HTTP is told', async () => {
    const port = await listening(
      createTcpServer((socket) => socket.on('data', () => socket.end('AMQP\0\0\t\u0001'))),
    );
    const { message, hint } = await faultOf(read(`http://127.0.0.1:${port}`));
    expect(message).toMatch(/does not speak HTTP as expected/);
    expect(hint).toMatch(/5672 is for AMQP/);
  });

  test('who hangs up is told', async () => {
    const port = await listening(createTcpServer((socket) => socket.destroy()));
    expect((await faultOf(read(`http://127.0.0.1:${port}`))).message).toMatch(
      /does not speak HTTP as expected/,
    );
  });

  test('nobody there is told, with how to switch it on', async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    const { message, hint } = await faultOf(read(`http://127.0.0.1:${port}`));
    expect(message).toBe(`nothing listens at http://127.0.0.1:${port}`);
    expect(hint).toMatch(/rabbitmq-plugins enable rabbitmq_management/);
  });

  test('a host that nobody knows is told', async () => {
    const { message } = await faultOf(read('http://nobody.invalid'));
    expect(message).toMatch(/the host of http:\/\/nobody\.invalid:15672 is not known/);
  });

  test('TLS where there is none is told', async () => {
    const url = (await rabbit(SHOP)).replace('http:', 'https:');
    const { message, hint } = await faultOf(read(url));
    expect(message).toMatch(/TLS handshake with https:\S+ failed/);
    expect(hint).toMatch(/http:\/\//);
  });

  test.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /certificate of https:\/\/h is not trusted: self-signed certificate/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /certificate of https:\/\/h is not trusted/],
    ['CERT_HAS_EXPIRED', /certificate of https:\/\/h is not trusted/],
    ['EHOSTUNREACH', /https:\/\/h cannot be reached/],
    ['UND_ERR_CONNECT_TIMEOUT', /did not answer in time/],
    ['SOMETHING', /https:\/\/h cannot be read: self-signed certificate/],
  ])('%s is told in words', (code, says) => {
    const cause = Object.assign(new Error('self-signed certificate'), { code });
    const error = fetchFault(new TypeError('fetch failed', { cause }), {
      base: 'https://h',
      username: 'u',
      password: 'p',
    });
    expect(error.message).toMatch(says);
    expect(error.hint).toBeDefined();
  });
});

describe('the URL of a management API', () => {
  test.each([
    ['http://u:p@h', { base: 'http://h:15672', username: 'u', password: 'p' }],
    ['http://h:80', { base: 'http://h' }],
    ['http://u:p@h:8080/', { base: 'http://h:8080' }],
    ['https://h', { base: 'https://h' }],
    ['https://h:15671/rabbit/', { base: 'https://h:15671/rabbit' }],
    ['http://h:15672/#/queues', { base: 'http://h:15672' }],
    ['http://h:15672/api/', { base: 'http://h:15672' }],
    ['http://[::1]', { base: 'http://[::1]:15672', username: 'guest', password: 'guest' }],
    ['http://u%40x:p%2F@h', { username: 'u@x', password: 'p/' }],
    ['amqp://u:p@h/shop', { base: 'http://h:15672', username: 'u', password: 'p', virtualHost: 'shop' }],
    ['amqp://h:5673', { base: 'http://h:15672', virtualHost: '/' }],
    ['amqps://[::1]', { base: 'https://[::1]:15671' }],
  ])('%s is understood', (text, address) => {
    expect(parseManagementUrl(text)).toMatchObject(address);
  });

  test.each([
    ['', /got nothing/],
    ['localhost:15672', /got 'localhost:15672'/],
    ['ftp://u:s3cret@h', /got something else/],
    ['http://u:s3c/ret@h:15672', /got one that cannot be read/],
    ['http://u:s3cret%@h', /got one with a broken percent-encoding/],
    ['amqp://u:s3cret@h:port', /got amqp:\/\/… that cannot be read/],
  ])('%s is refused, and no password repeated', (text, says) => {
    const refused = () => parseManagementUrl(text);
    expect(refused).toThrow(says);
    expect(refused).not.toThrow(/s3c/);
  });
});

test.skipIf(!RABBITMQ)(`RabbitMQ is read as it is${LEFT_OUT}`, async () => {
  const connection = await amqp.connect(process.env.MQ_LAB_TEST_URL ?? 'amqp://guest:guest@127.0.0.1:5672');
  const channel = await connection.createChannel();
  const [from, queue] = ['mq-lab.management.x', 'mq-lab.management.q'];
  try {
    await channel.assertExchange(from, 'headers', { internal: true });
    await channel.assertQueue(queue, { exclusive: true, arguments: { 'x-max-length': 5 } });
    await channel.bindQueue(queue, from, 'k', { 'x-match': 'any', n: 1, d: { '!': 'double', value: 1 } });
    const { topology, virtualHost } = await read(RABBITMQ ?? '');
    expect(virtualHost).toBe('/');
    expect(topology.exchanges.find(({ name }) => name === from)).toMatchObject({
      type: 'headers',
      internal: true,
    });
    expect(topology.queues.find(({ name }) => name === queue)).toMatchObject({
      exclusive: true,
      arguments: new Map([['x-max-length', { type: 'int64', value: 5n }]]),
    });
    const bound = topology.bindings.filter(({ source }) => source === from);
    expect(bound).toMatchObject([{ destination: queue, destinationType: 'queue', routingKey: 'k' }]);
    expect(bound[0]?.arguments.get('d')).toEqual({ type: 'double', value: 1 });
  } finally {
    await channel.deleteExchange(from);
    await channel.deleteQueue(queue);
    await connection.close();
  }
});
