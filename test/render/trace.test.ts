import amqp from 'amqplib';
import { expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { colours } from '../../src/lib/render/colour.ts';
import { traceLines } from '../../src/lib/render/trace.ts';

test('a trace tells what happens, a line each, with the reason for every routing decision', async () => {
  await using broker = await startBroker();
  const lines: string[] = [];
  broker.onEvent((event) => lines.push(...traceLines(event, colours(false))));
  const connection = await amqp.connect(broker.url);
  const channel = await connection.createConfirmChannel();
  await channel.assertExchange('orders', 'topic');
  await channel.assertQueue('billing', { maxLength: 1, arguments: { 'x-overflow': 'reject-publish' } });
  await channel.bindQueue('billing', 'orders', 'order.*');
  channel.publish('orders', 'order.paid', Buffer.from('x'));
  channel.publish('orders', 'refund', Buffer.from('x'), { mandatory: true });
  channel.publish('orders', 'order.late', Buffer.from('x'), {}, () => {});
  await channel.waitForConfirms().catch(() => {});
  await channel.consume('billing', (message) => message && channel.nack(message, false, false), {
    consumerTag: 'biller',
  });
  await channel.deleteQueue('billing');
  await connection.close();

  expect(lines).toEqual([
    "declared      topic exchange 'orders'",
    `declared      queue 'billing' {x-max-length: 1, x-overflow: "reject-publish"}`,
    'bound         orders ─ order.* ─▶ billing',
    'routed        orders order.paid ▶ billing',
    "              ● orders ─ order.* ─▶ billing: * took 'paid'",
    "enqueued      orders order.paid in 'billing'",
    'routed        orders refund ▶ no queue',
    "              · orders ─ order.* ─▶ billing: word 1 is 'refund', the pattern wants 'order'",
    'returned      orders refund: 312 NO_ROUTE',
    'routed        orders order.late ▶ billing',
    "              ● orders ─ order.* ─▶ billing: * took 'late'",
    "refused       orders order.late: queue 'billing' is full",
    "delivered     orders order.paid from 'billing' to biller",
    "rejected      1 message of 'billing'",
    "dropped       orders order.paid out of 'billing' (rejected)",
    "deleted       queue 'billing'",
  ]);
});
