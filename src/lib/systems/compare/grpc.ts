import { brokerFault } from '../../lab/amqp/broker-faults.ts';
import type { BrokerAddress } from '../../lab/amqp/broker-url.ts';
import { connect } from '../../lab/amqp/connection.ts';
import type { Advice, Comparison, ComparisonRow } from './comparison.ts';
import { Stage } from './grpc/stage.ts';
import { GRPC_TRIALS } from './grpc/trials.ts';

const CONNECT_LIMIT_MS = 5_000;

const ADVICE: readonly Advice[] = [
  { need: 'An answer now, to go on with', take: 'gRPC', shownBy: [1, 6] },
  { need: 'Slow work that nobody waits for', take: 'a broker', shownBy: [2, 4] },
  { need: 'Work that survives a service that is down or dies', take: 'a broker', shownBy: [3, 7] },
  { need: 'Many receivers that the sender need not know', take: 'a broker', shownBy: [5] },
  { need: 'A conversation, in order, as it goes', take: 'gRPC', shownBy: [6] },
  { need: 'A quick answer, and slow work behind it', take: 'both', shownBy: [8] },
];

/**
 * Plays every trial, with processes of its own that serve, work and are killed. Throws a LabError where the broker goes
 * away, or a package is missing.
 */
export async function compareGrpc(
  address: BrokerAddress,
  signal: AbortSignal,
  onTrial: (question: string) => void,
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
    for (const { question, because, play } of GRPC_TRIALS) {
      onTrial(question);
      const stage = await Stage.open(address, connection, ended);
      try {
        rows.push({ question, because, ...(await play(stage)) });
      } finally {
        await stage.close();
      }
    }
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
