import { expect, test } from 'vitest';
import { jobQueues } from '../../src/lib/systems/service/jobs-topology.ts';
import { Sender } from '../../src/lib/systems/service/sender.ts';

test('a sender that was never connected says so, and sends nothing', async () => {
  const sender = new Sender(jobQueues('jobs'));
  expect(sender.trouble).toBe('the broker is being started, or connected to');
  expect(await sender.send('id-1', 'Hello!')).toBe('unavailable');
});
