import { CONTENT_CLASS, readContentHeader } from '../wire/content.ts';
import type { Frame } from '../wire/frames.ts';
import type { Method } from '../wire/methods.ts';
import { AmqpError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Memory } from './memory.ts';

/** A method with the content that came after it. */
export interface Command {
  readonly method: Method;
  readonly header: Frame;
  /** None where the body is larger than a message may be. */
  readonly bodies: readonly Frame[];
  readonly bodySize: number;
}

/** Puts the content of a method together from its channel's frames. */
export class CommandAssembler {
  #method: Method | undefined;
  #header: Frame | undefined;
  #bodySize = 0;
  #received = 0;
  #bodies: Frame[] = [];
  /** Of the bodies, while more of them are to come. */
  #heldBytes = 0;
  readonly #maxMessageSize: number;
  readonly #memory: Memory;

  constructor({ limits, memory }: { readonly limits: Limits; readonly memory: Memory }) {
    this.#maxMessageSize = limits.maxMessageSize;
    this.#memory = memory;
  }

  /** The method that waits for its content, if one does. */
  get method(): Method | undefined {
    return this.#method;
  }

  begin(method: Method): void {
    this.#method = method;
  }

  /** The command once its last frame is here, else undefined. Throws UNEXPECTED_FRAME. */
  add(frame: Frame): Command | undefined {
    const method = this.#method;
    if (!method) throw notMethod(frame);
    if (this.#header === undefined) this.#takeHeader(frame);
    else this.#takeBody(frame);
    if (this.#received !== this.#bodySize) return undefined;
    const command = {
      method,
      header: this.#header as Frame,
      bodies: this.#bodies,
      bodySize: this.#bodySize,
    };
    this.drop();
    return command;
  }

  /** Forgets what has come of a command. */
  drop(): void {
    this.#method = undefined;
    this.#header = undefined;
    this.#received = 0;
    if (this.#bodies.length > 0) this.#bodies = [];
    if (this.#heldBytes > 0) this.#memory.remove(this.#heldBytes);
    this.#heldBytes = 0;
  }

  #takeHeader(frame: Frame): void {
    if (frame.type !== 'header') throw unexpected(notHeader);
    const { classId, weight, bodySize } = readContentHeader(frame.bytes, frame.start, frame.end);
    if (weight !== 0) throw unexpected(notHeader);
    if (classId !== CONTENT_CLASS) {
      throw unexpected(`expected content header for class 60, got one for class ${classId} instead`);
    }
    this.#header = frame;
    this.#bodySize = bodySize;
  }

  /** RabbitMQ: a body longer than announced waits for ever; one that is too large is refused once it is complete. */
  #takeBody(frame: Frame): void {
    if (frame.type !== 'body') throw unexpected('expected content body, got non content body frame instead');
    const size = frame.end - frame.start;
    this.#received += size;
    const isKept = this.#bodySize <= this.#maxMessageSize && this.#received <= this.#bodySize;
    if (!isKept || size === 0) return;
    this.#bodies.push(frame);
    if (this.#received === this.#bodySize) return;
    this.#heldBytes += size;
    this.#memory.add(size);
  }
}

/** The refusal of a frame that no method announced. Throws a WireError (501) where it is not even a content header. */
export function notMethod(frame: Frame): AmqpError {
  if (frame.type === 'header') readContentHeader(frame.bytes, frame.start, frame.end);
  return unexpected('expected method frame, got non method frame instead');
}

const notHeader = 'expected content header for class 60, got non content header frame instead';

const unexpected = (explanation: string): AmqpError => new AmqpError('UNEXPECTED_FRAME', explanation);
