import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  readonly url: string;
  /** How many bytes clients have sent, and got. */
  readonly passed: Readonly<Record<Direction, number>>;
  /** Drops every connection, and takes no more. */
  cut(): void;
  /** Drops every connection, and takes new ones. */
  drop(): void;
  /** Holds back what the broker says, and what is said to it, until `goOn`. */
  stall(): void;
  goOn(): void;
  /** Loses all that goes through it, but keeps every connection, and takes new ones. */
  mute(): void;
  /** Listens again where it did, and loses nothing any more. */
  reopen(): Promise<void>;
  /** Calls once so many bytes went that way, and before the next one does. */
  after(direction: Direction, bytes: number, act: () => void): void;
  /** Sends bytes to every client as if they came from the broker. */
  inject(bytes: Buffer): void;
  close(): Promise<void>;
}

export type Direction = 'sent' | 'got';

/** A TCP proxy before a broker. `tamper` may change what clients send; lengths must stay. */
export async function startProxy(
  brokerUrl: string,
  tamper = (bytes: Buffer) => bytes,
  port = 0,
): Promise<Proxy> {
  const target = new URL(brokerUrl);
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  const passed = { sent: 0, got: 0 };
  let limit = { direction: 'sent' as Direction, bytes: Number.POSITIVE_INFINITY, act: () => {} };
  let isMute = false;

  const pass = (direction: Direction, bytes: Buffer, to: Socket): void => {
    if (isMute) return;
    const room = limit.direction === direction ? limit.bytes - passed[direction] : Number.POSITIVE_INFINITY;
    passed[direction] += bytes.length;
    if (bytes.length < room) return void to.write(bytes);
    const { act } = limit;
    limit = { ...limit, bytes: Number.POSITIVE_INFINITY };
    to.write(bytes.subarray(0, room));
    act();
    if (!isMute && !to.destroyed) to.write(bytes.subarray(room));
  };
  const server = createServer((client) => {
    clients.add(client);
    const broker = connect(Number(target.port || 5672), target.hostname);
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        client.destroy();
        broker.destroy();
      });
    }
    client.on('data', (bytes) => pass('sent', tamper(bytes), broker));
    broker.on('data', (bytes) => pass('got', bytes, client));
  });
  const listen = async (on: number): Promise<void> => {
    await once(server.listen(on, '127.0.0.1'), 'listening');
  };
  await listen(port);
  const own = (server.address() as AddressInfo).port;
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    clients.clear();
  };
  const cut = (): void => {
    server.close();
    drop();
  };
  return {
    url: `amqp://guest:guest@127.0.0.1:${own}${target.pathname}`,
    passed,
    cut,
    drop,
    stall() {
      for (const socket of sockets) socket.pause();
    },
    goOn() {
      for (const socket of sockets) socket.resume();
    },
    mute() {
      isMute = true;
    },
    async reopen() {
      isMute = false;
      if (!server.listening) await listen(own);
    },
    after(direction, bytes, act) {
      limit = { direction, bytes, act };
    },
    inject(bytes) {
      for (const client of clients) client.write(bytes);
    },
    close: async () => cut(),
  };
}
