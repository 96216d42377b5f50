import { readFileSync } from 'node:fs';
import { readDefinitions } from 'mq-lab';
import 'mq-lab/vitest';
import { describe, expect, test } from 'vitest';

// rabbit.json is what a RabbitMQ writes: rabbitmqctl -q export_definitions rabbit.json. No broker is needed to test it.
const shop = readDefinitions(readFileSync(new URL('rabbit.json', import.meta.url), 'utf8'));

describe('an order', () => {
  test('that is created is billed and audited', () => {
    expect(shop).toRoute({ exchange: 'orders', routingKey: 'order.eu.created' }).to('billing', 'audit-log');
  });

  test('is shipped once it is paid, and not before', () => {
    expect(shop).toReach('shipping', { exchange: 'orders', routingKey: 'order.eu.paid' });
    expect(shop).toRoute({ exchange: 'orders', routingKey: 'order.eu.created' }).not.to('shipping');
  });

  test('without its region, as the old client sends it, is audited alone', () => {
    expect(shop).toRoute({ exchange: 'orders', routingKey: 'order.created' }).to('audit-log');
  });
});

test('an invoice is printed; what nobody takes is kept for a look', () => {
  const invoice = { exchange: 'reports', headers: { format: 'pdf', kind: 'invoice' } };
  expect(shop).toRoute(invoice).to('invoices-pdf');
  expect(shop)
    .toRoute({ ...invoice, headers: { format: 'PDF', kind: 'invoice' } })
    .to('unrouted');
});

test('a failed payment waits where the operators look for it', () => {
  expect(shop).toRoute({ exchange: '', routingKey: 'billing.failed' }).to('billing.failed');
});
