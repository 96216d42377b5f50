import { CONTENT_CLASS, decodeContentHeader } from '../wire/content.ts';
import type { Frame } from '../wire/frames.ts';
import type { Method } from '../wire/methods.ts';
import { AmqpError } from './errors.ts';

/** RabbitMQ: 128 MiB by default. */
export const MAX_MESSAGE_BYTES = 134_217_728;

/** What a publish carries: its raw properties, its body in the pieces in which it came. */
export interface Content {
  readonly properties: Buffer;
  /** Not kept where it is larger than a message may be. */
  readonly body: readonly Buffer[];
  readonly bodySize: number;
}

/** A frame of a command: a method, or part of its content. */
export type ContentFrame = Exclude<Frame, { type: 'heartbeat' }>;

/** Puts the content of a method together from its channel's frames. */
export class CommandAssembler {
  #method: Method | undefined;
  #properties: Buffer | undefined;
  #bodySize = 0;
  #received = 0;
  #body: Buffer[] = [];

  /** The method that waits for its content, if one does. */
  get method(): Method | undefined {
    return this.#method;
  }

  begin(method: Method): void {
    this.#method = method;
  }

  /** The content once its last frame is here, else undefined. Throws UNEXPECTED_FRAME. */
  add(frame: ContentFrame): Content | undefined {
    if (!this.#method) throw notMethod(frame);
    if (this.#properties === undefined) this.#takeHeader(frame);
    else this.#takeBody(frame);
    if (this.#received !== this.#bodySize) return undefined;
    const content = { properties: this.#properties as Buffer, body: this.#body, bodySize: this.#received };
    this.#method = undefined;
    this.#properties = undefined;
    this.#received = 0;
    this.#body = [];
    return content;
  }

  #takeHeader(frame: ContentFrame): void {
    if (frame.type !== 'header') throw unexpected(notHeader);
    const { classId, weight, bodySize, properties } = decodeContentHeader(frame.payload);
    if (weight !== 0) throw unexpected(notHeader);
    if (classId !== CONTENT_CLASS) {
      throw unexpected(`expected content header for class 60, got one for class ${classId} instead`);
    }
    this.#properties = properties;
    this.#bodySize = bodySize;
  }

  /** RabbitMQ: a body longer than announced waits for ever; one that is too large is refused once it is complete. */
  #takeBody(frame: ContentFrame): void {
    if (frame.type !== 'body') throw unexpected('expected content body, got non content body frame instead');
    const { payload } = frame;
    this.#received += payload.length;
    const isKept = this.#bodySize <= MAX_MESSAGE_BYTES && this.#received <= this.#bodySize;
    if (isKept && payload.length > 0) this.#body.push(payload);
  }
}

/** The refusal of a frame that no method announced. Throws a WireError (501) where it is not even a content header. */
export function notMethod(frame: ContentFrame): AmqpError {
  if (frame.type === 'header') decodeContentHeader(frame.payload);
  return unexpected('expected method frame, got non method frame instead');
}

const notHeader = 'expected content header for class 60, got non content header frame instead';

const unexpected = (explanation: string): AmqpError => new AmqpError('UNEXPECTED_FRAME', explanation);
