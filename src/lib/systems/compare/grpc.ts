import { brokerFault } from '../../lab/amqp/broker-faults.ts';
import { type Connection, connect } from '../../lab/amqp/connection.ts';
import { LabError } from '../../lab/errors.ts';
import { JANITOR } from '../../lab/janitor/janitor.ts';
import type { Broker } from '../../lab/run/brokers.ts';
import { objected } from '../objection.ts';
import type { Advice, Comparison, ComparisonRow } from './comparison.ts';
import { Stage } from './grpc/stage.ts';
import { GRPC_TRIALS, type GrpcTrial } from './grpc/trials.ts';

const CONNECT_LIMIT_MS = 5_000;
/** Longer than any trial takes, on a slow machine. */
const TRIAL_LIMIT_MS = 60_000;

const ADVICE: readonly Advice[] = [
  { need: 'An answer now, to go on with', take: 'gRPC', shownBy: [1, 6] },
  { need: 'Slow work that nobody waits for', take: 'a broker', shownBy: [2, 4] },
  { need: 'Work that survives a service that is down or dies', take: 'a broker', shownBy: [3, 7] },
  { need: 'Many receivers that the sender need not know', take: 'a broker', shownBy: [5] },
  { need: 'A conversation, in order, as it goes', take: 'gRPC', shownBy: [6] },
  { need: 'A quick answer, and slow work behind it', take: 'both', shownBy: [8] },
];

interface GrpcOptions {
  readonly signal: AbortSignal;
  /** Before anything is declared. */
  readonly onConnected?: (connection: Connection) => void;
  readonly onTrial?: (question: string) => void;
  readonly trialLimitMs?: number;
}

/**
 * Plays every trial, with processes of its own that serve, work and are killed. Throws a LabError where the broker goes
 * away, a trial is not done in time, or a package is missing.
 */
export async function compareGrpc(
  { address, owned }: Pick<Broker, 'address' | 'owned'>,
  { signal, onConnected, onTrial, trialLimitMs = TRIAL_LIMIT_MS }: GrpcOptions,
): Promise<Comparison> {
  const lost = new AbortController();
  const ended = AbortSignal.any([signal, lost.signal]);
  const connection = await connect(address, {
    name: 'mq-lab compare grpc',
    timeoutMs: CONNECT_LIMIT_MS,
    signal,
    onLost: (error) => lost.abort(brokerFault(error, 'the broker')),
  });
  const rows: ComparisonRow[] = [];
  try {
    onConnected?.(connection);
    for (const trial of GRPC_TRIALS) {
      const { question, because } = trial;
      onTrial?.(question);
      const open = (late: AbortSignal): Promise<Stage> =>
        Stage.open(connection, {
          address,
          ...(!owned && { janitor: JANITOR }),
          signal: AbortSignal.any([ended, late]),
        });
      rows.push({ question, because, ...(await inTime(trial, open, trialLimitMs)) });
    }
  } catch (error) {
    throw objected(error, address);
  } finally {
    await connection.close();
  }
  return {
    title: 'A call (gRPC) and a message (a broker), for the same work',
    sides: ['gRPC', 'broker'],
    rows,
    advice: ADVICE,
    elsewhere: [],
  };
}

/** Plays it, and takes everything away again. */
async function inTime(
  { question, play }: GrpcTrial,
  open: (late: AbortSignal) => Promise<Stage>,
  limitMs: number,
): ReturnType<GrpcTrial['play']> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(notDone(question, limitMs)), limitMs);
  try {
    const stage = await open(late.signal);
    return await play(stage).finally(() => stage.close());
  } finally {
    clearTimeout(timer);
  }
}

const notDone = (question: string, limitMs: number): LabError =>
  new LabError('timeout', `not done after ${limitMs / 1_000} s: ${question}`, {
    hint: 'Look at what else this machine and the broker are doing, and run it again.',
  });
