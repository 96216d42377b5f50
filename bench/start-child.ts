import { connectChannel } from './streams.ts';

// A program that starts the embedded broker, from its first line to an open channel.

const started = performance.now();
const { startBroker } = await import('mq-lab');
const broker = await startBroker();
const readyMs = performance.now() - started;
const client = await connectChannel(broker.url);
const connectedMs = performance.now() - started;
process.send?.({ readyMs, connectedMs });
await client.close();
await broker.close();
process.disconnect();
