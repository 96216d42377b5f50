import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  readonly url: string;
  /** Drops every connection, and takes no more. */
  cut(): void;
  /** Holds back what the broker says, and what is said to it, until `goOn`. */
  stall(): void;
  goOn(): void;
  /** Sends bytes to every client as if they came from the broker. */
  inject(bytes: Buffer): void;
  close(): Promise<void>;
}

/** A TCP proxy before a broker. `tamper` may change what clients send; lengths must stay. */
export async function startProxy(
  brokerUrl: string,
  tamper = (bytes: Buffer) => bytes,
  port = 0,
): Promise<Proxy> {
  const target = new URL(brokerUrl);
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
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
    client.on('data', (bytes) => broker.write(tamper(bytes)));
    broker.on('data', (bytes) => client.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const cut = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `amqp://guest:guest@127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    stall() {
      for (const socket of sockets) socket.pause();
    },
    goOn() {
      for (const socket of sockets) socket.resume();
    },
    inject(bytes) {
      for (const client of clients) client.write(bytes);
    },
    close: async () => cut(),
  };
}
