import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { parseBrokerUrls } from '../../src/lib/lab/amqp/broker-url.ts';
import { connect } from '../../src/lib/lab/amqp/connection.ts';
import { LabError } from '../../src/lib/lab/errors.ts';
import { startProxy } from '../support/proxy.ts';
import { message, TARGETS } from '../support/scenario-runs.ts';

describe.each(TARGETS)('a connection to %s', (target) => {
  test.each([
    ['nope', "'nope'"],
    ['no%2Fpe', "'no/pe'"],
    ['%22%5B%1b', `'"[\u001b'`],
  ])('for the virtual host %s says that there is none', async (vhost, shown) => {
    await using broker = await startBroker();
    const url = target === 'embedded' ? broker.url : target;
    const { message, exitCode } = await refusal(`${url.replace(/\/$/, '')}/${vhost}`);
    expect(message).toMatch(/has no virtual host .*, or does not let user 'guest' into it$/s);
    expect(message).toContain(shown);
    expect(exitCode).toBe(3);
  });

  test('by TLS to its plain port says so in one line', async () => {
    await using broker = await startBroker();
    const url = target === 'embedded' ? broker.url : target;
    const { message } = await refusal(url.replace('amqp:', 'amqps:'));
    expect(message).toMatch(/^what answers at amqps:\S+ does not speak TLS \(wrong version number\)$/);
  });
});

describe('a connection to a cluster', () => {
  test('is made to the first node that answers', async () => {
    await using broker = await startBroker();
    const connection = await connectTo(`${await freeUrl()},${broker.url}`);
    await connection.close();
    expect(connection.product).toBe('mq-lab');
  });

  test('whose nodes all fail says why each did', async () => {
    await using broker = await startBroker();
    const { message, exitCode } = await refusal(`${await freeUrl()},${broker.url}/nope`);
    expect(message).toMatch(
      /^none of 2 nodes could be connected to: nothing listens at \S+; \S+ has no virtual host/,
    );
    expect(exitCode).toBe(3);
  });
});

describe('a connection', () => {
  test('waits no longer to publish on a channel that the broker closes meanwhile', async () => {
    await using broker = await startBroker();
    const proxy = await startProxy(broker.url);
    const connection = await connectTo(proxy.url);
    const errors: number[] = [];
    const channel = await connection.openConfirmChannel({ onError: (code) => void errors.push(code) });
    proxy.stall();
    const publishing = { message: message('m', 'nowhere', ''), content: Buffer.alloc(64 * 1024) };
    while (channel.publish(publishing, () => {}));
    const drained = channel.drained();
    proxy.inject(channelClose(404));
    await drained;
    expect(errors).toEqual([404]);
    await proxy.close();
    await connection.close();
  });

  test('that is being closed takes nothing more', async () => {
    await using broker = await startBroker();
    const connection = await connectTo(broker.url);
    const channel = await connection.openConfirmChannel();
    expect(channel.isOpen).toBe(true);
    const closing = connection.close();
    expect(channel.isOpen).toBe(false);
    await closing;
  });

  test('waits no longer than its URL says', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { message } = await refusal(`amqp://127.0.0.1:${port}?connection_timeout=50`, 60_000);
    expect(message).toMatch(/in time$/);
    silent.close();
  });

  test('to a server that says nothing ends in time and says so', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { message } = await refusal(`amqp://127.0.0.1:${port}`, 100);
    expect(message).toMatch(/^no AMQP 0-9-1 broker answered at .* in time$/);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
});

async function refusal(url: string, timeoutMs = 5_000): Promise<LabError> {
  const error: unknown = await connectTo(url, timeoutMs).catch((reason: unknown) => reason);
  if (error instanceof LabError) return error;
  throw new Error(`${url} was not refused with a LabError: ${error}`);
}

const connectTo = (url: string, timeoutMs = 5_000) =>
  connect(parseBrokerUrls(url), {
    name: 'mq-lab test',
    timeoutMs,
    signal: new AbortController().signal,
    onLost: () => {},
  });

/** Where nothing listens any more. */
async function freeUrl(): Promise<string> {
  const broker = await startBroker();
  await broker.close();
  return broker.url;
}

/** What a broker sends to close channel 1, with nothing to say. */
function channelClose(code: number): Buffer {
  const [type, channel] = [1, 1];
  const [close, publish] = [
    [0, 20, 0, 40],
    [0, 60, 0, 40],
  ];
  const method = [...close, code >> 8, code & 0xff, 0, ...publish];
  return Buffer.from([type, 0, channel, 0, 0, 0, method.length, ...method, 0xce]);
}
