import type { ProgramTimes } from './start-time.ts';
import { connectChannel } from './streams.ts';

// A program that starts the embedded broker, from its first line to an open channel; and one more once that is closed.

const began = performance.now();
const { startBroker } = await import('mq-lab');
const imported = performance.now();
const first = await startBroker();
const listening = performance.now();
const client = await connectChannel(first.url);
const connected = performance.now();
await client.close();
await first.close();
const beganAgain = performance.now();
const second = await startBroker();
const listeningAgain = performance.now();
await second.close();
process.send?.({
  imported: imported - began,
  first: listening - imported,
  again: listeningAgain - beganAgain,
  connected: connected - began,
} satisfies ProgramTimes);
process.disconnect();
