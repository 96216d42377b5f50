import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { fieldTable } from '../../src/lib/routing/values.ts';
import { decodeMethod, encodeMethod } from '../../src/lib/wire/codec.ts';
import { FRAME_HEADER_BYTES, FRAME_OVERHEAD } from '../../src/lib/wire/frames.ts';

export interface Identity {
  readonly product: string;
  readonly version: string;
  readonly cluster_name?: string;
}

/** A broker that says it is another: before a real one, with other server properties in its first frame. */
export async function startAs(
  brokerUrl: string,
  identity: Identity,
): Promise<{ readonly url: string } & AsyncDisposable> {
  const target = new URL(brokerUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const broker = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [client, broker],
      [broker, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
    client.pipe(broker);
    introduce(broker, client, identity);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `amqp://guest:guest@127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function introduce(broker: Socket, client: Socket, identity: Identity): void {
  let start = Buffer.alloc(0);
  const onData = (bytes: Buffer): void => {
    start = Buffer.concat([start, bytes]);
    if (start.length < FRAME_HEADER_BYTES) return;
    const end = FRAME_OVERHEAD + start.readUInt32BE(3);
    if (start.length < end) return;
    const method = decodeMethod(start.subarray(FRAME_HEADER_BYTES, end - 1));
    if (method.name !== 'connection.start') throw new Error(`expected connection.start, got ${method.name}`);
    const serverProperties = new Map([...method.serverProperties, ...fieldTable({ ...identity })]);
    client.write(encodeMethod(0, { ...method, serverProperties }));
    client.write(start.subarray(end));
    broker.off('data', onData);
    broker.pipe(client);
  };
  broker.on('data', onData);
}
