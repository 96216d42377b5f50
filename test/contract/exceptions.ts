/** Where a broker differs from RabbitMQ, and why. The case must fail there: once it passes, its line has to go. */
export interface Exception {
  readonly broker: 'embedded' | 'rabbitmq';
  /** Subject and title of the case. */
  readonly case: string;
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [];

/** Subjects that the embedded broker does not know yet, with what is to come. They run on RabbitMQ alone. */
export const PENDING: Readonly<Record<string, string>> = {};

/** What stays different on purpose: README.md has the same list. */
export const DIFFERENCES: readonly string[] = [
  'Everything is in memory, on one node: no disk, cluster, policies, plugins, permissions, TLS listener or management page.',
  'Connections that RabbitMQ drops after a pause of three seconds (a refused login, a broken handshake) end at once.',
  'A consumer may hold a message for ever; RabbitMQ closes its channel after 30 minutes.',
  'guest may log in from wherever the broker listens, which is this machine alone unless you say otherwise.',
  'An unknown exchange type is always "unknown"; RabbitMQ calls it "invalid" where its virtual machine knows the word.',
  'Tables nested deeper than 1000 levels end the connection.',
];
