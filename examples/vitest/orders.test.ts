import amqp from 'amqplib';
import { startBroker, VirtualClock } from 'mq-lab';
import { expect, test } from 'vitest';

test('an order that nobody takes within an hour goes to the parking queue', async () => {
  const clock = new VirtualClock();
  await using broker = await startBroker({ clock });
  const connection = await amqp.connect(broker.url);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('parking');
  await channel.assertQueue('orders', {
    messageTtl: 3_600_000,
    deadLetterExchange: '',
    deadLetterRoutingKey: 'parking',
  });
  channel.sendToQueue('orders', Buffer.from('42'));
  await channel.waitForConfirms();
  clock.advanceBy(3_600_000);

  const [message] = broker.queue('parking')?.messages ?? [];
  expect(message?.content.toString()).toBe('42');
  expect(message?.headers['x-first-death-reason']).toBe('expired');
});
