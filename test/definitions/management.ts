import { randomUUID } from 'node:crypto';
import { type ManagementAddress, parseManagementUrl } from '../../src/lib/check/management-url.ts';

/** A RabbitMQ's management API, as `http://guest:guest@127.0.0.1:15672`. */
export const MANAGEMENT_URL = process.env.MQ_LAB_TEST_MANAGEMENT_URL;

/** Why nothing is imported into a RabbitMQ, if nothing is. */
export const MANAGEMENT_LEFT_OUT: string | undefined = MANAGEMENT_URL
  ? undefined
  : 'Importing into RabbitMQ was NOT tested: set MQ_LAB_TEST_MANAGEMENT_URL=http://guest:guest@127.0.0.1:15672';

/** A virtual host of the test's own, which goes with it. */
export class ScratchVirtualHost implements AsyncDisposable {
  readonly name = `mq-lab-test-${randomUUID()}`;
  readonly #base: string;
  readonly #headers: Record<string, string>;

  constructor(url: string) {
    const { origin, username, password } = new URL(url);
    this.#base = origin;
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    this.#headers = {
      authorization: `Basic ${Buffer.from(user).toString('base64')}`,
      'content-type': 'application/json',
    };
  }

  static async create(): Promise<ScratchVirtualHost> {
    const host = new ScratchVirtualHost(MANAGEMENT_URL ?? '');
    await host.#ask('PUT', `vhosts/${host.name}`);
    const { username } = new URL(MANAGEMENT_URL ?? '');
    await host.#ask('PUT', `permissions/${host.name}/${username}`, ALL);
    return host;
  }

  import(text: string): Promise<string> {
    return this.#ask('POST', `definitions/${this.name}`, text);
  }

  export(): Promise<string> {
    return this.#ask('GET', `definitions/${this.name}`);
  }

  /** What reads this virtual host over the management API. */
  get management(): ManagementAddress {
    return { ...parseManagementUrl(MANAGEMENT_URL ?? ''), virtualHost: this.name };
  }

  /** Which policy RabbitMQ has given to each queue, or exchange. */
  async policies(of: 'queues' | 'exchanges'): Promise<Record<string, string | undefined>> {
    const query = of === 'queues' ? '?disable_stats=true&enable_queue_totals=true' : '';
    const items: { name: string; policy?: string }[] = JSON.parse(
      await this.#ask('GET', `${of}/${this.name}${query}`),
    );
    return Object.fromEntries(items.map(({ name, policy }) => [name, policy]));
  }

  /** A user of the test's own, who may do here what these patterns say and nothing else. */
  async user(permissions: Partial<Permissions>): Promise<ScratchUser> {
    const user = new ScratchUser(this.name, (...asked) => this.#ask(...asked));
    await user.create(permissions);
    return user;
  }

  /** The queues and exchanges that are there, by name. */
  async names(): Promise<string[]> {
    const kinds = ['queues', 'exchanges'] as const;
    const lists = await Promise.all(
      kinds.map(
        async (kind): Promise<{ name: string }[]> =>
          JSON.parse(await this.#ask('GET', `${kind}/${this.name}`)),
      ),
    );
    return lists.flatMap((list, at) => list.map(({ name }) => `${kinds[at]} ${name}`)).sort();
  }

  /** A message that the queue refuses is not there, and nothing else. */
  async publish(queue: string, payload: string): Promise<void> {
    const message = { properties: {}, routing_key: queue, payload, payload_encoding: 'string' };
    const asked = this.#ask('POST', `exchanges/${this.name}/amq.default/publish`, JSON.stringify(message));
    await asked.catch((error: Error) => {
      if (!error.message.includes('Check queue limits')) throw error;
    });
  }

  /** The messages that lie in a queue, which stay. */
  async messages(queue: string): Promise<{ payload: string; from: string | undefined }[]> {
    const asked = JSON.stringify({ count: 100, ackmode: 'ack_requeue_true', encoding: 'auto' });
    const found: { payload: string; properties: { headers?: { 'x-first-death-queue'?: string } } }[] =
      JSON.parse(await this.#ask('POST', `queues/${this.name}/${queue}/get`, asked));
    return found.map(({ payload, properties }) => ({
      payload,
      from: properties.headers?.['x-first-death-queue'],
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ask('DELETE', `vhosts/${this.name}`);
  }

  async #ask(method: string, path: string, body?: string): Promise<string> {
    const url = `${this.#base}/api/${path}`;
    const response = await fetch(url, {
      method,
      headers: this.#headers,
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text;
  }
}

/** Regular expressions of names; what is left out matches none. */
export type Permissions = Readonly<Record<'configure' | 'write' | 'read', string>>;

/** A user who goes with the test. */
export class ScratchUser implements AsyncDisposable {
  readonly name = `mq-lab-test-${randomUUID()}`;
  readonly #password = randomUUID();
  readonly #host: string;
  readonly #ask: (method: string, path: string, body?: string) => Promise<string>;

  constructor(host: string, ask: (method: string, path: string, body?: string) => Promise<string>) {
    this.#host = host;
    this.#ask = ask;
  }

  async create(permissions: Partial<Permissions>): Promise<void> {
    await this.#ask('PUT', `users/${this.name}`, JSON.stringify({ password: this.#password, tags: '' }));
    await this.permit(permissions);
  }

  async permit(permissions: Partial<Permissions>): Promise<void> {
    const all = { configure: '^$', write: '^$', read: '^$', ...permissions };
    await this.#ask('PUT', `permissions/${this.#host}/${this.name}`, JSON.stringify(all));
  }

  /** The broker's URL with this user and the virtual host. */
  url(brokerUrl: string): string {
    const url = new URL(brokerUrl);
    url.username = this.name;
    url.password = this.#password;
    url.pathname = this.#host;
    return url.href;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ask('DELETE', `users/${this.name}`);
  }
}

const ALL = JSON.stringify({ configure: '.*', write: '.*', read: '.*' });
