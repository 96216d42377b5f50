import { expect, test } from 'vitest';
import { Alarms } from '../../src/lib/broker/alarms.ts';

test('alarms are over once each of them is, and tell of every change', () => {
  const told: (string | undefined)[] = [];
  const alarms = new Alarms((reason) => told.push(reason));
  const ends = [alarms.raise('memory'), alarms.raise('memory'), alarms.raise('disk')];
  for (const end of ends) {
    end();
    end();
  }
  // RabbitMQ's order.
  expect(told).toEqual(['low on memory', 'low on disk & memory', 'low on disk', undefined]);
});
