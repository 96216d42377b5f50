import { METHODS, type MethodName } from '../../src/lib/wire/methods.ts';

/** A channel.close as RabbitMQ sends it: code, whole text, and the method that it answers. */
export function channelClosed(replyCode: number, replyText: string, by: MethodName) {
  const [classId, methodId] = METHODS[by].id;
  return { channel: 1, name: 'channel.close', replyCode, replyText, classId, methodId };
}

/** A connection.close. Without `by` it answers no method: class and method are 0. */
export function connectionClosed(replyCode: number, replyText: string, by?: MethodName) {
  const [classId, methodId] = by ? METHODS[by].id : [0, 0];
  return { channel: 0, name: 'connection.close', replyCode, replyText, classId, methodId };
}

export const ok = (name: MethodName, fields: object = {}) => ({ channel: 1, name, ...fields });

export const noQueue = (name: string): string => `NOT_FOUND - no queue '${name}' in vhost '/'`;
export const noExchange = (name: string): string => `NOT_FOUND - no exchange '${name}' in vhost '/'`;
export const NOT_ON_DEFAULT = 'ACCESS_REFUSED - operation not permitted on the default exchange';

export const notEquivalent = (kind: 'exchange' | 'queue', name: string, arg: string, text: string): string =>
  `PRECONDITION_FAILED - inequivalent arg '${arg}' for ${kind} '${name}' in vhost '/': ${text}`;

export const LOCKED = (name: string): string =>
  `RESOURCE_LOCKED - cannot obtain exclusive access to locked queue '${name}' in vhost '/'. It could be originally ` +
  'declared on another connection or the exclusive property value does not match that of the original declaration.';
