import { EXCHANGES, QUEUES, type Sequence } from './operations.ts';
import { PlayerLine } from './player-line.ts';
import { RawClient } from './raw-client.ts';

/** What one step led to: for each channel what it was sent, for each queue how it stands. */
export interface Observed {
  readonly step: string;
  readonly frames: readonly string[];
  readonly queues: readonly string[];
}

let plays = 0;

/** Plays a sequence on a broker, waiting after each step until all has come to rest. */
export async function play(url: string, { together, steps }: Sequence, pauseMs = 0): Promise<Observed[]> {
  const prefix = `diff-${process.pid.toString(36)}-${(++plays).toString(36)}-`;
  const first = new PlayerLine(url, prefix);
  const lines = together ? [first] : [first, new PlayerLine(url, prefix)];
  const channels = [first.channel(1), (lines.at(-1) as PlayerLine).channel(together ? 2 : 1)] as const;
  const observed: Observed[] = [];
  let messages = 0;
  try {
    for (const line of lines) await line.connect();
    for (const { channel, operation } of steps) {
      const player = channels[channel];
      const step = `${channel} ${JSON.stringify(operation)}`;
      player.perform(operation, () => `m${++messages}`);
      if (operation.do === 'disconnect') await player.line.disconnect();
      if (operation.do === 'declare-queue') for (const line of lines) line.known.add(operation.queue);
      await rest(lines, pauseMs);
      const frames = channels.flatMap((each, at) => each.takeFrames().map((text) => `${at}: ${text}`));
      const queues = channels.some((each) => each.undetermined)
        ? []
        : lines.flatMap((line, at) =>
            QUEUES.map((queue) => `${at}: ${queue} ${line.states.get(queue) ?? '-'}`),
          );
      observed.push({ step, frames, queues });
      if (channels.some((each) => each.undetermined)) break;
    }
  } finally {
    await sweep(url, prefix);
    for (const line of lines) await line.end();
  }
  return observed;
}

/** Asks all connections in turn until two rounds bring nothing new. */
async function rest(lines: readonly PlayerLine[], pauseMs: number): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet++) {
    let news = false;
    for (const line of lines) news = (await line.askChannels()) || news;
    for (const line of lines) news = (await line.askQueues()) || news;
    if (news) quiet = -1;
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function sweep(url: string, prefix: string): Promise<void> {
  const client = await RawClient.connect(url);
  const channel = await client.openChannel(1);
  for (const queue of QUEUES) {
    const answer = await channel.call('queue.delete', { queue: prefix + queue });
    if (answer.name === 'channel.close') await channel.reopen();
  }
  for (const exchange of EXCHANGES) await channel.call('exchange.delete', { exchange: prefix + exchange });
  await client.close();
}
