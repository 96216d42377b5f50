import type { RunningBroker } from '../broker/broker.ts';
import type { Limits } from '../broker/limits.ts';
import { LabError } from '../lab/errors.ts';
import { terminalOf } from '../render/terminal.ts';
import { visible } from '../render/text.ts';
import { english } from '../render/words/en.ts';
import { sayingOnce } from './blocked-text.ts';
import { announceReading, closeBroker, storeFault } from './data-folder.ts';
import type { Io } from './io.ts';
import { listenFault, type Where } from './listen-fault.ts';

export interface BrokerSetup extends Where, Partial<Limits> {
  readonly users: Readonly<Record<string, string>>;
  readonly virtualHosts: readonly string[];
  readonly dataDir?: string;
}

const PROBE_LIMIT_MS = 2_000;

/** Runs the embedded broker until somebody ends it. Throws a LabError where it cannot listen. */
export async function serveBroker(setup: BrokerSetup, trace: boolean, io: Io): Promise<number> {
  let stopListening = (): void => {};
  let fail = (_error: unknown): void => {};
  const ended = new Promise<void>((resolve, reject) => {
    stopListening = io.onEndRequest(resolve);
    fail = (error) => reject(storeFault(error));
  });
  // Whoever waits for it may come later.
  ended.catch(() => {});
  try {
    const { startBroker } = await import('../broker/broker.ts');
    if (setup.dataDir !== undefined) await announceReading(setup.dataDir, io);
    const startTrace = trace ? await tracer(io) : undefined;
    const onBlocked = alarmTeller(setup, io);
    const options = { ...setup, onBlocked, onStoreFailure: fail };
    const broker = await startBroker(options).catch(async (error: unknown) => {
      throw await listenFault(storeFault(error), setup, whoAnswers);
    });
    // Nothing of what follows waits: the trace misses nothing, and the URL is the first line all the same.
    startTrace?.(broker);
    io.stdout.write(`${broker.url}\n`);
    if (!isLoopback(setup.host)) io.stderr.write(openWarning(setup));
    io.stderr.write('The embedded broker is listening. Ctrl-C ends it.\n');
    await ended;
    await closeBroker(broker);
    return 0;
  } finally {
    stopListening();
  }
}

/** Says when publishers are blocked and when no more, and what helps where it is for the disk. */
function alarmTeller({ dataDir = '' }: BrokerSetup, io: Io): (reason: string | undefined) => void {
  const hint = `${visible(dataDir)} and its disk are nearly full: make room there, or let consumers take messages.`;
  const blocked = (reason: string | undefined): string =>
    [english.blocked(reason), ...(reason?.includes('disk') ? [hint] : [])].join('\n');
  return sayingOnce((text) => void io.stderr.write(text), { blocked });
}

function openWarning({ host, users }: BrokerSetup): string {
  const names = Object.keys(users).map((name) => `'${visible(name)}'`);
  return `Warning: ${host} is not loopback: whoever reaches this machine can log in as ${names.join(', ')}.\n`;
}

/** What prints the events of a broker from then on. */
async function tracer(io: Io): Promise<(broker: RunningBroker) => void> {
  const { colours } = await import('../render/colour.ts');
  const { traceLines } = await import('../render/trace.ts');
  const palette = colours(terminalOf(io.stdout, io.env).colour);
  return (broker) => {
    broker.onEvent((event) => io.stdout.write(`${traceLines(event, palette).join('\n')}\n`));
  };
}

/** Asks whoever has the port, in AMQP and as guest. */
async function whoAnswers({ host, port }: Where): Promise<string> {
  const { connect } = await import('../lab/amqp/connection.ts');
  const hostname = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  try {
    const connection = await connect(
      { protocol: 'amqp', hostname, port, username: 'guest', password: 'guest', vhost: '/' },
      {
        name: 'mq-lab broker',
        timeoutMs: PROBE_LIMIT_MS,
        signal: AbortSignal.timeout(PROBE_LIMIT_MS),
        onLost: () => {},
      },
    );
    const { product, version } = connection;
    await connection.close();
    return visible(`${product} ${version}`);
  } catch (error) {
    const refused = error instanceof LabError && error.said !== undefined;
    return refused ? 'an AMQP broker that refuses guest' : 'something that does not speak AMQP 0-9-1';
  }
}

const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host);
