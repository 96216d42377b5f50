import { expect, test } from 'vitest';
import { RABBITMQ_LEFT_OUT, testBrokers } from '../support/brokers.ts';
import { RawClient } from '../support/raw-client.ts';

if (RABBITMQ_LEFT_OUT) process.stderr.write(`\n${RABBITMQ_LEFT_OUT}\n\n`);

test('the embedded broker is always held against the contract, RabbitMQ where MQ_LAB_TEST_URL names one', async () => {
  const brokers = await testBrokers();
  for (const broker of brokers) await broker.close();
  expect(brokers.map(({ kind }) => kind)).toEqual(
    RABBITMQ_LEFT_OUT ? ['embedded'] : ['embedded', 'rabbitmq'],
  );
});

test('the embedded broker does not pass itself off as RabbitMQ', async () => {
  const [embedded] = await testBrokers();
  const client = await RawClient.connect(embedded?.url as string);
  const product = client.start?.serverProperties.get('product');
  await client.close();
  await embedded?.close();
  expect(product).not.toEqual({ type: 'string', value: 'RabbitMQ' });
});
