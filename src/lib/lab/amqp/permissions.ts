import { shellWord } from '../shell-word.ts';

/** What RabbitMQ asks for before it does something with an exchange or a queue. */
type Permission = 'configure' | 'write' | 'read';

/** RabbitMQ: `access to queue 'q' in vhost '/' refused for user 'bob'`; later versions begin with the permission. */
const REFUSAL =
  /(?:(configure|write|read) )?access to (?:topic '.*' in )?(exchange|queue) '(.*)' in (?:vhost|virtual host) '(.*)' refused for user '(.*)'/;

/** Whether the broker's sentence is about what the user may do there, and not about what nobody may do. */
export const isPermissionRefused = (said: string): boolean => REFUSAL.test(said);

/** Which permission the user lacks, and on what; undefined where that is not what the broker said. */
export function missingPermission(said: string, method: MethodError): string | undefined {
  const refusal = REFUSAL.exec(said);
  if (!refusal) return undefined;
  const [, named, kind = '', name = '', vhost = '', user = ''] = refusal;
  const needed = named ?? permissionsFor(method, kind).join(' or ');
  return `The user '${user}' lacks the ${needed} permission on ${kind} '${name}' in the virtual host '${vhost}'.`;
}

/** The same, and how to give all that an experiment needs. */
export function permissionAdvice(said: string, method: MethodError): string | undefined {
  const missing = missingPermission(said, method);
  const line = permissionLine(said);
  if (missing === undefined || line === undefined) return undefined;
  return (
    `${missing} All that mq-lab needs is given by\n  ${line}\n` +
    'which replaces what the user may do in that virtual host: better give mq-lab a user of its own.'
  );
}

/** The command that gives the user all that an experiment needs; undefined where no permission was missing. */
export function permissionLine(said: string): string | undefined {
  const refusal = REFUSAL.exec(said);
  if (!refusal) return undefined;
  const [, , , name = '', vhost = '', user = ''] = refusal;
  return ['rabbitmqctl set_permissions -p', shellWord(vhost), shellWord(user), ...patterns(name)].join(' ');
}

/** AMQP 0-9-1: channel.close names the method that was refused. */
export interface MethodError {
  readonly classId?: number;
  readonly methodId?: number;
}

/** RabbitMQ asks for several permissions where a method is about two things, and does not say which one was missing. */
function permissionsFor({ classId, methodId }: MethodError, kind: string): readonly Permission[] {
  const needed = NEEDED[`${classId}.${methodId} ${kind}`];
  return needed ?? ['configure', 'write', 'read'];
}

const NEEDED: Readonly<Record<string, readonly Permission[]>> = {
  // exchange.declare; the write permission is for its alternate exchange
  '40.10 exchange': ['configure', 'write'],
  // exchange.delete
  '40.20 exchange': ['configure'],
  // exchange.bind and exchange.unbind write to the destination, and read from the source
  '40.30 exchange': ['write', 'read'],
  '40.40 exchange': ['write', 'read'],
  // queue.declare; where it has a dead letter exchange, it is read from and that is written to
  '50.10 queue': ['configure', 'read'],
  '50.10 exchange': ['write'],
  // queue.bind and queue.unbind
  '50.20 queue': ['write'],
  '50.20 exchange': ['read'],
  '50.50 queue': ['write'],
  '50.50 exchange': ['read'],
  // queue.purge and queue.delete
  '50.30 queue': ['read'],
  '50.40 queue': ['configure'],
  // basic.consume, basic.get and basic.publish
  '60.20 queue': ['read'],
  '60.70 queue': ['read'],
  '60.40 exchange': ['write'],
};

/** For configure, write and read: the lab's own names, those that RabbitMQ gives, and what was asked for. */
function patterns(name: string): string[] {
  const asked = /^amq\.(?!gen|default)/.test(name) ? [`${name.replaceAll('.', '\\.')}$`] : [];
  const any = (names: readonly string[]): string => `'^(${[...names, ...asked].join('|')})'`;
  const own = ['mq-lab\\.', 'amq\\.gen'];
  return [`'^(${own.join('|')})'`, any([...own, 'amq\\.default$']), any(own)];
}
