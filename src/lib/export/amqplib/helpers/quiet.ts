import type { Helper } from './helper.ts';

const depths: Helper = {
  needs: ['channelOf'],
  text: `
/** How many messages are ready in each queue. */
async function depths() {
  const found = [];
  for (const queue of queues) found.push(queue + ' ' + (await depth(queue)));
  return found.join(', ');
}

async function depth(queue) {
  await channelOf(SETUP);
  const channel = await parts.get(SETUP).connection.createChannel();
  channel.on('error', () => {}); // A queue that is not there closes the channel.
  try {
    const { messageCount } = await channel.checkQueue(queue);
    await channel.close();
    return messageCount;
  } catch (error) {
    return error.code === 405 ? 'locked' : 'gone';
  }
}`,
};

const settled: Helper = {
  needs: ['depths', 'received'],
  text: `
/** Goes on once nothing moves: everything is confirmed, and three looks in a row see the same. */
async function settled() {
  for (const { channel } of [...parts.values()]) await channel?.waitForConfirms().catch(() => {});
  let before = '';
  for (let same = 0; same < 3; ) {
    await sleep(20);
    const now = received + ' ' + (await depths());
    same = now === before ? same + 1 : 0;
    before = now;
  }
}`,
};

const drained: Helper = {
  needs: ['settled', 'consume'],
  text: `
/** Goes on once no consumer is busy any more. */
async function drained() {
  do await settled();
  while (working > 0);
}`,
};

const look: Helper = {
  needs: ['settled'],
  text: `
/** Prints how many messages are ready in each queue, once nothing moves. */
async function look(moment) {
  await settled();
  console.log(moment + ':', await depths());
}`,
};

/** Waiting, and looking at the queues. */
export const QUIET = { depths, settled, drained, look } as const;
