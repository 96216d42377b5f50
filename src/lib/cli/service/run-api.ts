import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { type BrokerAddress, parseBrokerUrl, showAddress } from '../../lab/amqp/broker-url.ts';
import { LabError } from '../../lab/errors.ts';
import type { Broker } from '../../lab/run/brokers.ts';
import { shellWord } from '../../lab/shell-word.ts';
import { visible } from '../../render/text.ts';
import { openRealTimeBroker } from '../../systems/real-time-broker.ts';
import { type Answered, httpApi } from '../../systems/service/http-api.ts';
import { type JobQueues, jobQueues } from '../../systems/service/jobs-topology.ts';
import { keepConnected } from '../../systems/service/link.ts';
import { Sender } from '../../systems/service/sender.ts';
import { booted } from '../booted.ts';
import { announceReading, closeBroker, storeFault } from '../data-folder.ts';
import { shown } from '../error-text.ts';
import type { Io } from '../io.ts';
import { listenFault } from '../listen-fault.ts';
import { type ApiFlags, DEFAULT_QUEUE } from './api-command.ts';
import { linkWords } from './link-words.ts';

const HOST = '127.0.0.1';
/** Where a worker looks unless told otherwise. */
const USUAL_PORT = 5672;

/** Serves until somebody ends it, and gives the exit code. Throws a LabError where it cannot listen or connect. */
export async function runApi({ port, queue, source, dataDir }: ApiFlags, io: Io): Promise<number> {
  const end = new AbortController();
  const stopListening = io.onEndRequest(() => end.abort(new LabError('interrupted', 'interrupted')));
  const queues = jobQueues(queue);
  const sender = new Sender(queues);
  const server = httpApi(sender, (answered) => io.stderr.write(answeredText(answered)));
  let broker: Pick<Broker, 'address' | 'owned' | 'close'> | undefined;
  try {
    const url = await listen(server, port);
    if (dataDir !== undefined) await announceReading(dataDir, io);
    const options = {
      port: USUAL_PORT,
      ...(dataDir !== undefined && { dataDir }),
      onStoreFailure: (error: unknown) => end.abort(storeFault(error)),
    };
    broker = await booted(io, end.signal, (boot) => openRealTimeBroker(source, boot, options));
    const { address, owned } = broker;
    const link = await keepConnected({
      address,
      name: 'mq-lab api',
      signal: end.signal,
      setUp: (connection, giveUp) => sender.use(connection, giveUp),
      onState: linkWords(address, io),
    });
    io.stdout.write(`${url}\n`);
    io.stderr.write(greeting(url, { address, queues, owned, dataDir }));
    await link.ended;
    const { reason } = end.signal;
    if (reason instanceof LabError && reason.failure === 'interrupted') return 0;
    throw reason;
  } catch (error) {
    throw storeFault(error);
  } finally {
    server.close();
    server.closeAllConnections();
    if (broker) await closeBroker(broker);
    stopListening();
  }
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw await listenFault(error, { host: HOST, port }, async () => 'something');
  }
  return `http://${HOST}:${(server.address() as AddressInfo).port}`;
}

function greeting(
  url: string,
  {
    address: broker,
    queues: { jobs, retry, parking },
    owned,
    dataDir,
  }: Pick<Broker, 'address' | 'owned'> & { readonly queues: JobQueues; readonly dataDir: string | undefined },
): string {
  const named = jobs.name === DEFAULT_QUEUE ? '' : ` --queue ${shellWord(visible(jobs.name))}`;
  const at = where(broker, owned);
  const names = [jobs, retry, parking].map(({ name }) => visible(name)).join(', ');
  const ending = owned
    ? [
        dataDir === undefined
          ? 'Ctrl-C    ends it, and its broker with all that is on it.'
          : `Ctrl-C    ends it, and its broker. What is on that is kept in ${visible(dataDir)}.`,
      ]
    : [
        `Queues    ${names}: durable, they stay on the broker.`,
        `Delete    mq-lab worker --delete-queues${at}${named}`,
        'Ctrl-C    ends it.',
      ];
  return [`Try       ${url}/send?msg=Hello!`, `Worker    mq-lab worker${at}${named}`, ...ending, ''].join(
    '\n',
  );
}

/** How a worker is told where the broker is. */
function where(broker: BrokerAddress, owned: boolean): string {
  const url = showAddress(broker);
  if (!isDeepStrictEqual(parseBrokerUrl(url), broker)) {
    // A password is not shown, nor what else makes a URL long; that of a broker of our own ends with it.
    return owned ? ` --broker ${withLogin(url, broker)}` : ' --broker URL';
  }
  return url === `amqp://${HOST}:${USUAL_PORT}` ? '' : ` --broker ${url}`;
}

function withLogin(url: string, { username, password }: BrokerAddress): string {
  const shown = new URL(url);
  shown.username = encodeURIComponent(username);
  shown.password = encodeURIComponent(password);
  return shown.href;
}

function answeredText({ method, path, status, id, defect }: Answered): string {
  const line = visible([method, path, status ?? 'broken off', id ?? ''].join(' ').trimEnd());
  if (defect === undefined) return `${line}\n`;
  const trace = defect instanceof Error ? defect.stack : String(defect);
  return `${line}\n${shown(`This is a defect of mq-lab; please report it with the lines below.\n${trace}`)}\n`;
}
