import type { WireError } from '../wire/errors.ts';
import { METHODS, type Method } from '../wire/methods.ts';
import type { AmqpError } from './errors.ts';

/**
 * The fields that connection.close and channel.close share: what was wrong, and the method that it was about, which
 * RabbitMQ leaves out of an internal error.
 */
export function closeFields(error: AmqpError | WireError, method: Method | undefined) {
  const [classId, methodId] =
    'classId' in error ? [error.classId, error.methodId] : idsOf(error.code === 541 ? undefined : method);
  return { replyCode: error.code, replyText: error.replyText, classId, methodId };
}

const idsOf = (method: Method | undefined): readonly [number, number] =>
  method ? METHODS[method.name].id : [0, 0];
