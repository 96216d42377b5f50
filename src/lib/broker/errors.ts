import { type ErrorName, REPLY_CODES } from '../wire/reply-codes.ts';
import { abbreviate } from '../wire/text.ts';

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

  constructor(name: ErrorName, explanation?: string) {
    const replyText = abbreviate(explanation === undefined ? name : `${name} - ${explanation}`);
    super(replyText);
    this.code = REPLY_CODES[name];
    this.severity = CHANNEL_ERRORS.has(name) ? 'channel' : 'connection';
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
