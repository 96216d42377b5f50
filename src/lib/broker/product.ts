import { type FieldTable, fieldTable } from '../routing/values.ts';
import { VERSION } from '../version.ts';

/** What the broker says of itself: it is not RabbitMQ, but can do what RabbitMQ 3.10 announces. */
export const SERVER_PROPERTIES: FieldTable = fieldTable({
  capabilities: {
    publisher_confirms: true,
    exchange_exchange_bindings: true,
    'basic.nack': true,
    consumer_cancel_notify: true,
    'connection.blocked': true,
    consumer_priorities: true,
    authentication_failure_close: true,
    per_consumer_qos: true,
    direct_reply_to: true,
  },
  cluster_name: 'mq-lab',
  copyright: 'Copyright (c) 2026 The mq-lab authors',
  information: 'An embedded AMQP 0-9-1 broker for learning and testing; behaves as RabbitMQ 3.10',
  platform: `Node.js ${process.version}`,
  product: 'mq-lab',
  version: VERSION,
});
