import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrokerAddress, parseBrokerUrl, showAddress } from '../../lab/amqp/broker-url.ts';
import { LabError } from '../../lab/errors.ts';
import { visible } from '../../render/text.ts';
import { type Answered, httpApi } from '../../systems/service/http-api.ts';
import { jobQueues } from '../../systems/service/jobs-topology.ts';
import { keepConnected } from '../../systems/service/link.ts';
import { Sender } from '../../systems/service/sender.ts';
import type { Io } from '../io.ts';
import type { ApiFlags } from './api-command.ts';
import { linkWords } from './link-words.ts';

const HOST = '127.0.0.1';
/** Where a worker looks unless told otherwise. */
const USUAL_PORT = 5672;

/** Serves until somebody ends it, and gives the exit code. Throws a LabError where it cannot listen or connect. */
export async function runApi({ port, queue, address }: ApiFlags, io: Io): Promise<number> {
  const end = new AbortController();
  const stopListening = io.onEndRequest(() => end.abort(new LabError('interrupted', 'ended')));
  const embedded = address === null ? await startEmbedded() : undefined;
  const sender = new Sender(jobQueues(queue));
  const server = httpApi(sender, (answered) => io.stderr.write(`${answeredText(answered)}\n`));
  try {
    const broker = address ?? parseBrokerUrl(embedded?.url ?? '');
    const url = await listen(server, port);
    const link = await keepConnected({
      address: broker,
      name: 'mq-lab api',
      signal: end.signal,
      setUp: (connection) => sender.use(connection),
      onState: linkWords(broker, io),
    });
    io.stdout.write(`${url}\n`);
    io.stderr.write(greeting(url, broker, queue));
    await link.ended;
    return 0;
  } finally {
    server.close();
    server.closeAllConnections();
    await embedded?.close();
    stopListening();
  }
}

async function startEmbedded() {
  const { startBroker } = await import('../../broker/broker.ts');
  return startBroker({ port: USUAL_PORT }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return startBroker();
  });
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new LabError('broker', `${HOST}:${port} is taken: something listens there already`, {
      hint: 'Use --port 0 to get a free port, or end what is running there.',
      cause: error,
    });
  }
  return `http://${HOST}:${(server.address() as AddressInfo).port}`;
}

function greeting(url: string, broker: BrokerAddress, queue: string): string {
  const where =
    broker.port === USUAL_PORT && broker.hostname === HOST ? '' : ` --broker ${showAddress(broker)}`;
  const named = queue === 'jobs' ? '' : ` --queue ${queue}`;
  return [
    `Try       ${url}/send?msg=Hello!`,
    `Worker    mq-lab worker${where}${named}`,
    'Ctrl-C    ends it; the queues stay on the broker.',
    '',
  ].join('\n');
}

const answeredText = ({ method, path, status, id }: Answered): string =>
  visible([method, path, String(status), id ?? ''].join(' ').trimEnd());
