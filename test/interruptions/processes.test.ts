import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { MANAGEMENT_LEFT_OUT, ScratchVirtualHost } from '../definitions/management.ts';
import { Random } from '../fuzz/random.ts';
import { type Running, run, start } from '../support/binary.ts';
import { type Proxy as BrokerProxy, startProxy } from '../support/proxy.ts';
import { RABBITMQ } from '../support/scenario-runs.ts';
import { COUNT, SEED, sideBySide, tell } from './settings.ts';

const LEFT_OUT = RABBITMQ ? MANAGEMENT_LEFT_OUT : 'set MQ_LAB_TEST_URL';
if (LEFT_OUT) tell(`interruptions on RabbitMQ were NOT tested: ${LEFT_OUT}`);

const COMMANDS: readonly (readonly string[])[] = [
  ['fanout', '--consumers', '20', '--messages', '500'],
  ['topic', '--format', 'json'],
  ['run', 'dead-letters'],
  ['run', 'exclusive-queue'],
  ['run', 'connection-lost'],
  ['run', 'queue-names'],
  ['run', 'quorum'],
  ['verify', 'fanout', 'headers', 'work-queue', 'retry'],
  ['test', 'examples/scenario-files/documents.lab.yaml', 'examples/scenario-files/reports.lab.yaml'],
];

/** A second Ctrl-C that follows sooner is taken for the first. */
const SECOND_MS = 400;
const AWAY_MS = 700;
/** The janitor deletes within this, however busy the machine is. */
const PATIENCE_MS = 30_000;

/** Commands send from some thousand bytes on; the first is sent in the first handshake. */
const LEAST_BYTES = 300;
const SPREAD = 200;

type Interruption = (lab: Running, proxy: BrokerProxy) => void;

type Entry = readonly [how: string, Interruption];

const signal =
  (name: NodeJS.Signals): Interruption =>
  (lab) =>
    void lab.process.kill(name);

const INTERRUPTIONS: Readonly<Record<string, Interruption>> = {
  SIGINT: signal('SIGINT'),
  SIGTERM: signal('SIGTERM'),
  SIGHUP: signal('SIGHUP'),
  SIGKILL: signal('SIGKILL'),
  'SIGINT twice': (lab) => {
    lab.process.kill('SIGINT');
    setTimeout(() => lab.process.kill('SIGINT'), SECOND_MS);
  },
  'SIGINT, and then SIGKILL': (lab) => {
    lab.process.kill('SIGINT');
    setImmediate(() => lab.process.kill('SIGKILL'));
  },
  'its output closed': (lab) => void lab.process.stdout?.destroy(),
  'its connections dropped': (_lab, proxy) => proxy.drop(),
  'its broker away for a while': (_lab, proxy) => {
    proxy.cut();
    setTimeout(() => void proxy.reopen(), AWAY_MS);
  },
  'SIGKILL with its broker away for a while': (lab, proxy) => {
    proxy.cut();
    lab.process.kill('SIGKILL');
    setTimeout(() => void proxy.reopen(), AWAY_MS);
  },
};

/** A broker, or a part of one, that nobody else uses. */
interface Place extends AsyncDisposable {
  readonly url: string;
  /** What is there. */
  names(): Promise<readonly string[]>;
}

async function onEmbedded(): Promise<Place> {
  const broker = await startBroker();
  return {
    url: broker.url,
    names: async () => {
      const { queues, exchanges } = broker.topology();
      return [...queues, ...exchanges].map(({ name }) => name).sort();
    },
    [Symbol.asyncDispose]: () => broker.close(),
  };
}

async function onRabbitmq(): Promise<Place> {
  const host = await ScratchVirtualHost.create();
  const url = new URL(RABBITMQ ?? '');
  url.pathname = host.name;
  return {
    url: url.href,
    names: () => host.names(),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

interface Interrupted {
  readonly how: string;
  /** Whether it was interrupted before it ended. */
  readonly isHit: boolean;
  /** From the end of the process to the broker's being as it was; null where somebody else was there, too. */
  readonly ms: number | null;
}

async function interrupt(at: number, open: () => Promise<Place>): Promise<Interrupted> {
  const random = new Random(SEED + at);
  const command = random.pick(COMMANDS);
  const [how, act] = Object.entries(INTERRUPTIONS)[at % Object.keys(INTERRUPTIONS).length] as Entry;
  // Most of a command's moments are early: later, bytes come in heaps.
  const bytes = Math.round(LEAST_BYTES * SPREAD ** random.next());
  const title = `interruption ${at} (seed ${SEED}): mq-lab ${command.join(' ')}, ${how} after ${bytes} bytes`;
  await using place = await open();
  const before = await place.names();
  const proxy = await startProxy(place.url);
  try {
    const lab = start([...command, '--broker', proxy.url]);
    let isHit = false;
    proxy.after('sent', bytes, () => {
      isHit = true;
      act(lab, proxy);
    });
    const neighbour = random.oneIn(4) ? run(['topic', '--broker', place.url]) : undefined;
    const { exitCode, stderr } = await lab.ended;
    const endedAt = performance.now();
    expect([0, 3, 130, null], `${title}\n${stderr}`).toContain(exitCode);
    const other = await neighbour;
    expect([other?.exitCode ?? 0, other?.stdout ?? ''], `beside ${title}`).toEqual([
      0,
      expect.not.stringContaining('✗'),
    ]);
    const deadline = endedAt + PATIENCE_MS;
    let left = await place.names();
    while (left.join() !== before.join() && performance.now() < deadline) {
      // The broker and the proxy may be in this process: they have their turn.
      await new Promise((resolve) => setImmediate(resolve));
      left = await place.names();
    }
    expect(left, `${title}\n${stderr}`).toEqual(before);
    return { how, isHit, ms: other ? null : performance.now() - endedAt };
  } finally {
    await proxy.close();
  }
}

describe.each([
  ['the embedded broker', onEmbedded],
  ...(LEFT_OUT ? [] : [['RabbitMQ', onRabbitmq] as const]),
] as const)('on %s', (name, open) => {
  test(
    'nothing is left behind, whatever ends a command and when',
    async () => {
      const ends: Interrupted[] = [];
      await sideBySide(COUNT, 3, async (at) => {
        ends.push(await interrupt(at, open));
      });
      tell(`seed ${SEED}, ${COUNT} on ${name} (MQ_LAB_SEED and MQ_LAB_INTERRUPTIONS change them)`);
      for (const how of Object.keys(INTERRUPTIONS)) {
        const hit = ends.filter((end) => end.how === how && end.isHit);
        const worst = Math.max(0, ...hit.map(({ ms }) => ms ?? 0));
        tell(`  ${how}: ${hit.length}, as it was ${Math.round(worst)} ms after the end at the latest`);
      }
    },
    120_000 + COUNT * 40_000,
  );
});
