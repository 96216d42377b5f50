import { describe, expect, test } from 'vitest';
import {
  nodesOf,
  parseBrokerUrl,
  parseBrokerUrls,
  showAddress,
  withoutPasswords,
} from '../../src/lib/lab/amqp/broker-url.ts';
import { LabError } from '../../src/lib/lab/errors.ts';

describe("a broker's URL", () => {
  test.each([
    ['amqp://localhost', 'localhost', 5672, 'guest', 'guest', '/'],
    ['amqps://h', 'h', 5671, 'guest', 'guest', '/'],
    ['amqp://u:p@h:1/v', 'h', 1, 'u', 'p', 'v'],
    ['amqp://u:p%40%C3%A9@h/%2f', 'h', 5672, 'u', 'p@é', '/'],
    ['amqp://u@h/', 'h', 5672, 'u', '', '/'],
    ['amqp://[::1]:5673', '::1', 5673, 'guest', 'guest', '/'],
    ['AMQP://h', 'h', 5672, 'guest', 'guest', '/'],
  ])('%s is read', (text, hostname, port, username, password, vhost) => {
    expect(parseBrokerUrl(text)).toMatchObject({ hostname, port, username, password, vhost });
  });

  test.each([
    ['embeded', "'embeded'"],
    ['http://h', 'http://…'],
    ['localhost:5672', 'amqp://localhost:5672'],
    ['amqp://', 'no host'],
    ['amqp://h:99999', 'cannot be read'],
    ['amqp://u:%zz@h', 'percent-encoding'],
    ['', 'got nothing'],
    ['amqp://u:p%00w@h', 'a NUL in its user or password'],
    [`amqp://h/${'v'.repeat(256)}`, 'a virtual host of 256 bytes'],
    ['amqp://h1,h2', 'several hosts in one URL'],
    ['amqp://h?hearbeat=3', "a parameter 'hearbeat', which is not known"],
    ['amqp://h?heartbeat=-3', 'heartbeat to be a whole number of seconds'],
    ['amqp://h?connection_timeout=0', 'connection_timeout to be a whole number of milliseconds'],
    ['amqp://h?verify=verify_none', 'is about TLS'],
    ['amqps://h?auth_mechanism=s3cret', 'auth_mechanism=plain or auth_mechanism=external'],
  ])('%s is refused with what was expected', (text, says) => {
    expect(refusal(text)).toContain(says);
  });

  test.each([
    'amqp://user:s3cret@host:port',
    'amqp://user:s3cret',
    'amqp:/user:s3cret@host',
    'user:s3cret@host',
    'http://user:s3cret@host',
    'amqp://user:s3cret%zz@host',
    'amqp://us er:s3cret@ho st',
    'amqp://:s3cret@',
    'amqps://h?password=s3cret&certfile=/no/such/file',
    'amqps://h?verify=s3cret',
    'amqp://h,amqp://user:s3cret@',
  ])('that is malformed is refused without repeating its password: %s', (text) => {
    expect(refusal(text)).not.toContain('s3cret');
  });

  test('is shown without its password', () => {
    expect(showAddress(parseBrokerUrl('amqp://u:s3cret@h:1/v%2f'))).toBe('amqp://u@h:1/v%2F');
    expect(showAddress(parseBrokerUrl('amqp://[::1]'))).toBe('amqp://[::1]:5672');
  });

  test("takes RabbitMQ's own parameters", () => {
    expect(parseBrokerUrl('amqp://h?heartbeat=5&connection_timeout=10000')).toMatchObject({
      heartbeat: 5,
      connectTimeoutMs: 10_000,
    });
    expect(parseBrokerUrl('amqps://h?server_name_indication=n&verify=verify_none')).toMatchObject({
      tls: { serverName: 'n', verifies: false },
    });
    expect(parseBrokerUrl('amqps://h')).toMatchObject({ tls: { verifies: true } });
    expect(parseBrokerUrl('amqps://h?auth_mechanism=EXTERNAL')).toMatchObject({ isExternal: true });
  });

  test('may be followed by those of other nodes', () => {
    const cluster = parseBrokerUrls('amqp://u:a,b@h1/v, amqps://h2 ,amqp://h3:1');
    expect(nodesOf(cluster).map(showAddress)).toEqual([
      'amqp://u@h1:5672/v',
      'amqps://h2:5671',
      'amqp://h3:1',
    ]);
    expect(cluster.password).toBe('a,b');
  });

  test('loses its password wherever it is quoted', () => {
    expect(withoutPasswords("unknown option '--brokr=amqp://u:s3@cret@h'")).not.toContain('cret');
    expect(withoutPasswords("unknown option '--brokr=amqps://h?password=s3cret&verify=x'")).not.toContain(
      's3c',
    );
    expect(withoutPasswords("unknown option '--managment=http://u:p/w@h'")).not.toContain('p/w');
  });
});

function refusal(text: string): string {
  try {
    parseBrokerUrls(text);
  } catch (error) {
    if (error instanceof LabError && error.exitCode === 2) return `${error.message}\n${error.hint}`;
    throw error;
  }
  throw new Error(`${text} was taken`);
}
