import { abbreviate } from '../wire/text.ts';

const CODES = {
  ACCESS_REFUSED: 403,
  NOT_FOUND: 404,
  RESOURCE_LOCKED: 405,
  PRECONDITION_FAILED: 406,
  CONNECTION_FORCED: 320,
  INVALID_PATH: 402,
  FRAME_ERROR: 501,
  SYNTAX_ERROR: 502,
  COMMAND_INVALID: 503,
  CHANNEL_ERROR: 504,
  UNEXPECTED_FRAME: 505,
  RESOURCE_ERROR: 506,
  NOT_ALLOWED: 530,
  NOT_IMPLEMENTED: 540,
  INTERNAL_ERROR: 541,
} as const;

export type ErrorName = keyof typeof CODES;

/** `channel`: the channel is closed, the connection goes on. `connection`: everything on the connection ends. */
export type Severity = 'channel' | 'connection';

const CHANNEL_ERRORS: ReadonlySet<ErrorName> = new Set([
  'ACCESS_REFUSED',
  'NOT_FOUND',
  'RESOURCE_LOCKED',
  'PRECONDITION_FAILED',
]);

/** A refusal as the client sees it: its code decides what is closed, its text is RabbitMQ's own. */
export class AmqpError extends Error {
  override readonly name = 'AmqpError';
  readonly code: number;
  readonly severity: Severity;
  /** `NOT_FOUND - no queue 'q' in vhost '/'`, cut to what a reply text can hold. */
  readonly replyText: string;

  constructor(name: ErrorName, explanation?: string, severity?: Severity) {
    const replyText = abbreviate(explanation === undefined ? name : `${name} - ${explanation}`);
    super(replyText);
    this.code = CODES[name];
    this.severity = severity ?? (CHANNEL_ERRORS.has(name) ? 'channel' : 'connection');
    this.replyText = replyText;
  }
}

export type ResourceKind = 'queue' | 'exchange';

/** How RabbitMQ names a resource in its texts. */
export function resourceText(kind: ResourceKind, name: string, virtualHost: string): string {
  return `${kind} '${name}' in vhost '${virtualHost}'`;
}

export function notFound(kind: ResourceKind, name: string, virtualHost: string): AmqpError {
  return new AmqpError('NOT_FOUND', `no ${resourceText(kind, name, virtualHost)}`);
}

export function preconditionFailed(explanation: string): AmqpError {
  return new AmqpError('PRECONDITION_FAILED', explanation);
}

/** The refusal of a queue that another connection has for itself. */
export function lockedQueue(queue: string, virtualHost: string): AmqpError {
  const resource = resourceText('queue', queue, virtualHost);
  return new AmqpError(
    'RESOURCE_LOCKED',
    `cannot obtain exclusive access to locked ${resource}. It could be originally declared on another connection or the exclusive property value does not match that of the original declaration.`,
  );
}
