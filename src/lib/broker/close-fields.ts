import type { WireError } from '../wire/errors.ts';
import { METHODS, type Method } from '../wire/methods.ts';
import type { AmqpError } from './errors.ts';

/** The fields that connection.close and channel.close share: what was wrong, and the method that it was about. */
export function closeFields(error: AmqpError | WireError, method: Method | undefined) {
  const [classId, methodId] =
    'classId' in error ? [error.classId, error.methodId] : method ? METHODS[method.name].id : [0, 0];
  return { replyCode: error.code, replyText: error.replyText, classId, methodId };
}
