import { describe, expect, test } from 'vitest';
import { isPermissionRefused, permissionAdvice } from '../../src/lib/lab/amqp/permissions.ts';

const refused = (what: string): string => `ACCESS_REFUSED - access to ${what} refused for user 'bob'`;

// As RabbitMQ 3.10.8 answers, with the method that its channel.close names.
test.each([
  ["exchange 'mq-lab.x.news' in vhost '/'", 40, 10, 'configure or write'],
  ["queue 'mq-lab.x.q' in vhost '/'", 50, 10, 'configure or read'],
  ["exchange 'amq.default' in vhost '/'", 50, 10, 'write'],
  ["queue 'mq-lab.x.q' in vhost '/'", 50, 20, 'write'],
  ["exchange 'mq-lab.x.news' in vhost '/'", 50, 20, 'read'],
  ["exchange 'mq-lab.x.news' in vhost '/'", 40, 30, 'write or read'],
  ["exchange 'mq-lab.x.news' in vhost '/'", 60, 40, 'write'],
  ["queue 'mq-lab.x.q' in vhost '/'", 60, 20, 'read'],
  ["queue 'mq-lab.x.q' in vhost '/'", 60, 70, 'read'],
  ["queue 'mq-lab.x.q' in vhost '/'", 50, 30, 'read'],
  ["queue 'mq-lab.x.q' in vhost '/'", 50, 40, 'configure'],
])(
  'access to %s, refused to method %i.%i, lacks the %s permission',
  (what, classId, methodId, permission) => {
    const hint = permissionAdvice(refused(what), { classId, methodId });
    expect(hint).toContain(
      `The user 'bob' lacks the ${permission} permission on ${what.replace('vhost', 'the virtual host')}.`,
    );
  },
);

describe('a missing permission', () => {
  test('comes with the command that gives all that the lab needs, and no more', () => {
    expect(permissionAdvice(refused("queue 'mq-lab.x.q' in vhost 'a shop'"), {})).toContain(
      "\n  rabbitmqctl set_permissions -p 'a shop' bob '^(mq-lab\\.|amq\\.gen)' '^(mq-lab\\.|amq\\.gen|amq\\.default$)' '^(mq-lab\\.|amq\\.gen)'\n",
    );
  });

  test('on an exchange of RabbitMQ’s own has that in the command', () => {
    const hint = permissionAdvice(refused("exchange 'amq.topic' in vhost '/'"), {
      classId: 60,
      methodId: 40,
    });
    expect(hint).toContain(
      "-p / bob '^(mq-lab\\.|amq\\.gen)' '^(mq-lab\\.|amq\\.gen|amq\\.default$|amq\\.topic$)'",
    );
  });

  test('is what the broker says, where it says it', () => {
    const said = "ACCESS_REFUSED - write access to exchange 'x' in vhost '/' refused for user 'bob'";
    expect(permissionAdvice(said, {})).toContain("lacks the write permission on exchange 'x'");
  });

  test.each([
    'ACCESS_REFUSED - operation not permitted on the default exchange',
    "ACCESS_REFUSED - exchange name 'amq.x' contains reserved prefix 'amq.*'",
    "ACCESS_REFUSED - queue 'q' in vhost '/' in exclusive use",
  ])('is not the reason for %j', (said) => {
    expect([isPermissionRefused(said), permissionAdvice(said, {})]).toEqual([false, undefined]);
  });
});
