import { setTimeout as pause } from 'node:timers/promises';
import type { BrokerAddress } from '../amqp/broker-url.ts';
import { connect } from '../amqp/connection.ts';
import { LabError } from '../errors.ts';

export interface BootOptions {
  /** Ends the start with its reason. */
  readonly signal: AbortSignal;
  /** Told what a start that takes its time is at, and how far. */
  readonly onProgress: (phase: Phase, detail?: string) => void;
}

/** What is done with an image, or with the RabbitMQ that is kept. */
export interface Phase {
  readonly doing: 'pulling' | 'starting' | 'removing';
  readonly what: string;
}

export interface Booting {
  readonly address: BrokerAddress;
  /** What it is called in a sentence. */
  readonly title: string;
  readonly signal: AbortSignal;
  /** Why it will never be ready; undefined while it may. */
  fault(): Promise<LabError | undefined>;
}

const BOOT_LIMIT_MS = 120_000;
const PROBE_LIMIT_MS = 2_000;
const PROBE_EVERY_MS = 200;

/** Waits until a broker that was started speaks AMQP. Throws its fault, or a LabError where it takes too long. */
export async function untilReady({ address, title, signal, fault }: Booting): Promise<void> {
  const limit = performance.now() + BOOT_LIMIT_MS;
  for (;;) {
    const refusal = await refusalOf(address, signal);
    if (!refusal) return;
    const why = await fault();
    if (why) throw why;
    if (performance.now() > limit) throw tooSlow(title, refusal);
    await pause(PROBE_EVERY_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** Why it does not take connections yet; undefined where it does. */
async function refusalOf(address: BrokerAddress, signal: AbortSignal): Promise<LabError | undefined> {
  const options = { name: 'mq-lab', timeoutMs: PROBE_LIMIT_MS, signal, onLost: () => {} };
  try {
    const connection = await connect(address, options);
    await connection.close();
    return undefined;
  } catch (error) {
    if (error instanceof LabError && error.failure === 'broker') return error;
    throw error;
  }
}

const tooSlow = (title: string, { message }: LabError): LabError =>
  new LabError('broker', `${title} was not ready after ${BOOT_LIMIT_MS / 1_000} s: ${message}`, {
    hint: 'Is this machine busy, or short of memory? mq-lab up keeps a RabbitMQ running between commands.',
  });
