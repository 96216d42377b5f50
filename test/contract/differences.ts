/** Something that the embedded broker does otherwise than RabbitMQ, on purpose. README.md has the same list. */
export interface Difference {
  readonly what: string;
  readonly because: string;
  /** Subject and title of the case that shows it. It must fail there: once it passes, the line has to go. */
  readonly case?: string;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    what: 'One node: no cluster, policies, plugins, permissions, at-least-once dead letters, TLS listener or management page',
    because: 'where those matter, RabbitMQ itself does the work',
  },
  {
    what: 'Without a data folder everything is in memory, and ends with the broker',
    because: 'a test begins anew',
  },
  {
    what: 'Connections that RabbitMQ drops after a pause of three seconds (a refused login, a broken handshake) end at once',
    because: 'a test need not wait',
  },
  {
    what: 'A consumer may hold a message for ever; RabbitMQ closes its channel after 30 minutes',
    because: 'a debugger may stop for longer',
  },
  {
    what: 'guest may log in from wherever the broker listens',
    because: 'that is this machine alone unless told otherwise',
  },
  {
    what: 'An unknown exchange type is always "unknown"; RabbitMQ calls some of them "invalid"',
    because: 'its virtual machine happens to know those words',
    case: 'exchange.declare of a type that RabbitMQ knows as another word is 503 for the connection',
  },
  {
    what: 'Tables nested deeper than 1000 levels end the connection',
    because: 'the stack ends somewhere',
  },
  {
    what: 'Messages that reach one queue by several ways, as dead letters do, always come in the same order',
    because: "RabbitMQ's processes race there",
  },
  {
    what: "A stream is cut by its messages' own bytes; RabbitMQ counts more for each",
    because: 'its chunks have headers of their own',
  },
];

/** As README.md tells it. */
export const differenceText = ({ what, because }: Difference): string => `- ${what}: ${because}.`;
