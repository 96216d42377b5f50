import { erlangBinary } from './erlang.ts';
import { REPLY_CODES } from './reply-codes.ts';
import { abbreviate } from './text.ts';

/** The errors that bytes alone can cause. */
type WireErrorName = 'FRAME_ERROR' | 'UNEXPECTED_FRAME' | 'INTERNAL_ERROR';

/** Bytes that are not AMQP. Fatal to the connection, which RabbitMQ closes with `code` and `replyText`. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly code: number;
  readonly #error: WireErrorName;
  /** The method whose arguments are at fault, for the connection.close; 0 where there is none. */
  readonly classId: number;
  readonly methodId: number;
  /** RabbitMQ's reader crashes on this: it drops the connection without a connection.close. */
  readonly silent: boolean;

  constructor(error: WireErrorName, message: string, details: WireErrorDetails = {}) {
    super(message);
    this.#error = error;
    this.code = REPLY_CODES[error];
    this.classId = details.classId ?? 0;
    this.methodId = details.methodId ?? 0;
    this.silent = details.silent ?? false;
  }

  /** The text of the connection.close, at most 255 bytes. RabbitMQ says no more of an internal error than its name. */
  get replyText(): string {
    return this.#error === 'INTERNAL_ERROR' ? this.#error : abbreviate(`${this.#error} - ${this.message}`);
  }
}

export interface WireErrorDetails {
  readonly classId?: number;
  readonly methodId?: number;
  readonly silent?: boolean;
}

/** What the readers of fields throw; whoever knows what the fields belong to turns it into a {@link WireError}. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

/** A 501 in RabbitMQ's words: `type 3, first 16 octets = <<…>>: {invalid_frame_end_marker,0}`. */
export function frameError(type: number, payload: Buffer, problem: string): WireError {
  return new WireError('FRAME_ERROR', `${snippet(type, payload)}: ${problem}`);
}

/** The 505 for a frame that has no business on its channel: `type 2, all octets = <<…>>`. */
export function unexpectedFrame(type: number, payload: Buffer): WireError {
  return new WireError('UNEXPECTED_FRAME', snippet(type, payload));
}

function snippet(type: number, payload: Buffer): string {
  const octets = payload.length <= 16 ? 'all octets' : 'first 16 octets';
  return `type ${type}, ${octets} = ${erlangBinary(payload.subarray(0, 16))}`;
}
