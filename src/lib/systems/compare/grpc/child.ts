import { setTimeout as delay } from 'node:timers/promises';
import type { ServerDuplexStream, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { BrokerAddress } from '../../../lab/amqp/broker-url.ts';
import type { LabChannel } from '../../../lab/amqp/channel.ts';
import { connect } from '../../../lab/amqp/connection.ts';
import { type Fault, faultOf, LabError } from '../../../lab/errors.ts';
import { EMPTY_TABLE } from '../../../routing/values.ts';
import { objected } from '../../objection.ts';
import { type Job, protocol } from './protocol.ts';

/** What this process is to be; sent to it once it runs. */
export type Role =
  /** Serves calls, so many at a time; what it merely accepts it publishes to a queue. */
  | {
      readonly kind: 'server';
      readonly port: number;
      readonly capacity: number;
      readonly address: BrokerAddress;
      readonly queue: string;
    }
  /** Works on what is in a queue, so many at a time. */
  | {
      readonly kind: 'worker';
      readonly capacity: number;
      readonly address: BrokerAddress;
      readonly queue: string;
    };

/** What it tells: that it is ready, or why it will not be, and what it has done. */
export type Told =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'started' | 'done'; readonly id: string; readonly redelivered: boolean };

const HOST = '127.0.0.1';
const CONNECT_LIMIT_MS = 5_000;

// A program of its own, so that it can be killed: a service over gRPC, or a worker at a queue.
const tell = (told: Told): void => void process.send?.(told);
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
process.once('message', (role: Role) =>
  (role.kind === 'server' ? serve(role) : work(role)).catch((error: unknown) => {
    const fault = objected(error, role.address);
    if (!(fault instanceof LabError)) throw error;
    tell({ kind: 'failed', fault: faultOf(fault) });
  }),
);

async function serve({ port, capacity, address, queue }: Extract<Role, { kind: 'server' }>): Promise<void> {
  const { grpc, Worker } = await protocol();
  const channel = await connected(address);
  let inHand = 0;
  const server = new grpc.Server();
  server.addService(Worker.service, {
    Work: async ({ request: { id, ms } }: ServerUnaryCall<Job, object>, answer: sendUnaryData<object>) => {
      if (inHand >= capacity) return answer({ code: grpc.status.RESOURCE_EXHAUSTED });
      inHand++;
      tell({ kind: 'started', id, redelivered: false });
      await delay(ms);
      inHand--;
      tell({ kind: 'done', id, redelivered: false });
      answer(null, { id });
    },
    Accept: ({ request }: ServerUnaryCall<Job, object>, answer: sendUnaryData<object>) => {
      const message = {
        id: request.id,
        exchange: '',
        routingKey: queue,
        headers: EMPTY_TABLE,
        body: JSON.stringify(request),
      };
      channel.publish({ message }, (outcome) => {
        if (outcome === 'confirmed') answer(null, { id: request.id });
        else answer({ code: grpc.status.UNAVAILABLE });
      });
    },
    Talk: (stream: ServerDuplexStream<Job, object>) => {
      stream.on('data', ({ id }: Job) => stream.write({ id }));
      stream.on('end', () => stream.end());
    },
  });
  server.bindAsync(`${HOST}:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) => {
    if (error) throw error;
    tell({ kind: 'ready', port: bound });
  });
}

async function work({ capacity, address, queue }: Extract<Role, { kind: 'worker' }>): Promise<void> {
  const channel = await connected(address);
  const options = { consumer: 'worker', queue: { name: queue, arguments: EMPTY_TABLE }, prefetch: capacity };
  await channel.consume(
    options,
    async (delivery) => {
      const { id, ms } = JSON.parse(delivery.body) as Job;
      const { redelivered, replyTo, correlationId } = delivery;
      tell({ kind: 'started', id, redelivered });
      if (ms > 0) await delay(ms);
      if (replyTo !== undefined) {
        const message = { id, exchange: '', routingKey: replyTo, headers: EMPTY_TABLE };
        channel.publish({ message, ...(correlationId !== undefined && { correlationId }) }, () => {});
      }
      delivery.ack();
      // What is told as done must not come again: the acknowledgement is there before.
      await channel.sync();
      tell({ kind: 'done', id, redelivered });
    },
    () => {},
  );
  tell({ kind: 'ready', port: 0 });
}

async function connected(address: BrokerAddress): Promise<LabChannel> {
  const signal = new AbortController().signal;
  const connection = await connect(address, {
    name: 'mq-lab compare grpc worker',
    timeoutMs: CONNECT_LIMIT_MS,
    signal,
    onLost: () => process.exit(1),
  });
  return connection.openConfirmChannel();
}
