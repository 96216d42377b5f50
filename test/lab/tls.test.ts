import { createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningBroker, startBroker } from '../../src/lib/broker/broker.ts';
import { parseBrokerUrls } from '../../src/lib/lab/amqp/broker-url.ts';
import { connect } from '../../src/lib/lab/amqp/connection.ts';
import { LabError } from '../../src/lib/lab/errors.ts';
import { cli } from '../cli/cli.ts';
import { type Authority, type Certificate, createAuthority, writeFiles } from '../support/certificates.ts';
import { startTlsListener } from '../support/tls-listener.ts';

const LONG_AGO = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };
const PASSPHRASE = 's3cret&key';
const FILES = ['ca', 'otherCa', 'client', 'clientKey', 'lockedKey', 'strangerCert', 'strangerKey'] as const;

let broker: RunningBroker;
let authority: Authority;
let server: Certificate;
let files: Awaited<ReturnType<typeof writeFiles<(typeof FILES)[number]>>>;

beforeAll(async () => {
  broker = await startBroker();
  authority = await createAuthority('mq-lab test authority');
  const others = await createAuthority('another authority');
  server = await authority.sign('broker.test');
  const client = await authority.sign('client.test');
  const stranger = await others.sign('client.test');
  const locked = createPrivateKey(client.key).export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc' },
    passphrase: PASSPHRASE,
  } as const);
  files = await writeFiles({
    ca: authority.cert,
    otherCa: others.cert,
    client: client.cert,
    clientKey: client.key,
    lockedKey: String(locked),
    strangerCert: stranger.cert,
    strangerKey: stranger.key,
  });
});

afterAll(async () => {
  await files.remove();
  await broker.close();
});

describe('a connection by TLS', () => {
  test('is made where the authority and the name are right', async () => {
    await using listener = await listen();
    expect(await tryConnect(listener.port, known())).toBe('mq-lab');
  });

  test('plays an experiment from beginning to end, recovery and cleanup included', async () => {
    await using listener = await listen();
    const url = urlOf(listener.port, known());
    const { exitCode, stderr } = await cli(['run', 'duplicates', '--broker', url]);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(stderr).toContain(`at amqps://127.0.0.1:${listener.port}, named mq-lab.`);
    expect(stderr).not.toContain('cacertfile');
  });

  test('to a broker whose authority nobody named says how to name it', async () => {
    await using listener = await listen();
    const { message, hint } = await refusal(listener.port, { server_name_indication: 'broker.test' });
    expect(message).toMatch(
      /^the certificate of amqps:\S+ is not signed by an authority that is known here$/,
    );
    expect(hint).toContain('?cacertfile=/path/to/ca.pem');
  });

  test('to a broker of another authority is refused', async () => {
    await using listener = await listen();
    const { message } = await refusal(listener.port, { ...known(), cacertfile: files.paths.otherCa });
    expect(message).toMatch(/is not signed by the authority in cacertfile$/);
  });

  test('to a broker whose authority nobody knows is made where it is not to be checked', async () => {
    await using listener = await listen();
    expect(await tryConnect(listener.port, { verify: 'verify_none' })).toBe('mq-lab');
  });

  test('to a broker whose certificate has expired is refused', async () => {
    await using listener = await listen(await authority.sign('broker.test', LONG_AGO));
    const { message, hint } = await refusal(listener.port, known());
    expect(message).toMatch(/^the certificate of amqps:\S+ has expired$/);
    expect(hint).toContain('Renew it there');
  });

  test('to a broker of another name says whose certificate it has', async () => {
    await using listener = await listen();
    const { message, hint } = await refusal(listener.port, { cacertfile: files.paths.ca });
    expect(message).toMatch(/^the certificate of amqps:\S+ is for broker\.test, not for 127\.0\.0\.1$/);
    expect(hint).toContain('?server_name_indication=broker.test');
  });

  test('to a plain port says that no TLS is spoken there', async () => {
    const { message, hint } = await refusal(Number(new URL(broker.url).port), known());
    expect(message).toMatch(/does not speak TLS \(wrong version number\)$/);
    expect(hint).toContain('Plain AMQP is amqp://');
  });

  test('is asked for where plain AMQP meets a TLS port', async () => {
    await using listener = await listen();
    const { message, hint } = await faultOf(`amqp://127.0.0.1:${listener.port}`);
    expect(message).toMatch(/hung up before it spoke AMQP 0-9-1$/);
    expect(hint).toContain('TLS is amqps://');
  });
});

describe.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a broker that demands a client certificate by %s',
  (version) => {
    const demanding = () =>
      listen(server, {
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: version,
        maxVersion: version,
      });
    const withKey = () => ({ ...known(), certfile: files.paths.client, keyfile: files.paths.clientKey });

    test('gets it', async () => {
      await using listener = await demanding();
      expect(await tryConnect(listener.port, withKey())).toBe('mq-lab');
      expect(listener.clientName()).toBe('client.test');
    });

    test('gets it where its key is encrypted', async () => {
      await using listener = await demanding();
      const parameters = { ...withKey(), keyfile: files.paths.lockedKey, password: PASSPHRASE };
      expect(await tryConnect(listener.port, parameters)).toBe('mq-lab');
    });

    test('that gets none is understood', async () => {
      await using listener = await demanding();
      const { message, hint } = await refusal(listener.port, known());
      expect(message).toMatch(
        /asks for a client certificate|TLS handshake with .* failed: sslv3 alert handshake failure/,
      );
      expect(hint).toMatch(/\?certfile=\S+&keyfile=/);
    });

    test('that does not know its authority is understood', async () => {
      await using listener = await demanding();
      const { strangerCert: certfile, strangerKey: keyfile } = files.paths;
      const { message, hint } = await refusal(listener.port, { ...known(), certfile, keyfile });
      expect(message).toMatch(/hung up before it spoke AMQP 0-9-1$|does not accept the client certificate/);
      expect(hint).toMatch(/client certificate|authority that the broker trusts/);
    });
  },
);

describe("the TLS files of a broker's URL", () => {
  test.each([
    [
      'that is not there',
      () => ({ cacertfile: '/no/such/ca.pem' }),
      'cacertfile: /no/such/ca.pem: there is no such file',
    ],
    ['that is no PEM', () => ({ cacertfile: '/dev/null' }), 'it is not in PEM format'],
    ['without its key', () => ({ certfile: files.paths.client }), 'certfile and keyfile go together'],
    [
      "with another's key",
      () => ({ certfile: files.paths.client, keyfile: files.paths.strangerKey }),
      'is not the key to the certificate',
    ],
    [
      'whose key is encrypted, without a password',
      () => ({ certfile: files.paths.client, keyfile: files.paths.lockedKey }),
      'is encrypted, and the URL gives no password',
    ],
    [
      'whose key has another password',
      () => ({ certfile: files.paths.client, keyfile: files.paths.lockedKey, password: 'wr0ng' }),
      'the password does not open',
    ],
    ['with a check that there is not', () => ({ verify: 'maybe' }), 'expected verify=verify_peer'],
  ])('are refused where there is one %s', async (_, parameters, says) => {
    const { exitCode, stderr } = await cli(['fanout', '--broker', urlOf(1, parameters())]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('wr0ng');
  });

  test('are refused for amqp://, which has no TLS', async () => {
    const { exitCode, stderr } = await cli(['fanout', '--broker', `amqp://h?cacertfile=${files.paths.ca}`]);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2 });
    expect(stderr).toContain('amqp:// has none');
  });
});

const listen = (certificate = server, options = {}) =>
  startTlsListener(broker.url, { ...certificate, ca: authority.cert, ...options });

const known = () => ({ cacertfile: files.paths.ca, server_name_indication: 'broker.test' });

const urlOf = (port: number, parameters: Readonly<Record<string, string>>): string =>
  `amqps://127.0.0.1:${port}?${new URLSearchParams(parameters)}`;

/** The product that answers, where a connection comes about. */
async function tryConnect(port: number, parameters: Readonly<Record<string, string>>): Promise<string> {
  return productOf(urlOf(port, parameters));
}

async function productOf(url: string): Promise<string> {
  const connection = await connect(parseBrokerUrls(url), {
    name: 'mq-lab test',
    timeoutMs: 5_000,
    signal: new AbortController().signal,
    onLost: () => {},
  });
  await connection.close();
  return connection.product;
}

const refusal = (port: number, parameters: Readonly<Record<string, string>>): Promise<LabError> =>
  faultOf(urlOf(port, parameters));

async function faultOf(url: string): Promise<LabError> {
  const error: unknown = await productOf(url).catch((reason: unknown) => reason);
  if (error instanceof LabError && error.exitCode === 3) return error;
  throw new Error(`${url} was not refused as it should: ${error}`);
}
