import { type AddressInfo, connect } from 'node:net';
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';

export interface TlsListener {
  readonly port: number;
  /** What the last client gave for a certificate's name; undefined where it gave none. */
  readonly clientName: () => string | undefined;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Terminates TLS before a broker that has none of its own. */
export async function startTlsListener(brokerUrl: string, options: TlsOptions): Promise<TlsListener> {
  const target = new URL(brokerUrl);
  const clients = new Set<TLSSocket>();
  let clientName: string | undefined;
  const server = createServer(options, (client) => {
    clients.add(client);
    const { CN } = client.getPeerCertificate().subject ?? {};
    clientName = [CN].flat()[0];
    const broker = connect(Number(target.port || 5672), target.hostname);
    client.pipe(broker).pipe(client);
    for (const [one, other] of [
      [client, broker],
      [broker, client],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    clientName: () => clientName,
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
