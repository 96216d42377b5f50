import { PREDECLARED_EXCHANGES } from '../routing/topology.ts';
import { type Experiment, type Message, messagesOf } from './experiment.ts';
import { predict } from './prediction.ts';
import type { MessageReport, Report } from './report.ts';

/** What was observed, held against what a person expected and what the model predicted. */
export interface Verdict {
  readonly passed: boolean;
  readonly messages: readonly MessageVerdict[];
  readonly problems: readonly Problem[];
}

export interface MessageVerdict {
  readonly message: Message;
  /** The queues that got it, in the topology's order. */
  readonly observed: readonly string[];
  readonly predicted: readonly string[];
  /** Null where nobody wrote an expectation. */
  readonly expected: readonly string[] | null;
  readonly returned: boolean;
  readonly problems: readonly Problem[];
}

/** Who held otherwise than the broker did. */
export type Authority = 'expected' | 'predicted';

/** One difference, and where it is. */
export type Problem =
  /** A queue should have got the message, or should not have. */
  | {
      readonly kind: 'missing' | 'unexpected';
      readonly message: string;
      readonly queue: string;
      readonly by: readonly Authority[];
    }
  | { readonly kind: 'copies'; readonly message: string; readonly queue: string; readonly copies: number }
  | { readonly kind: 'returned' | 'not-returned'; readonly message: string }
  | { readonly kind: 'refused' | 'unconfirmed'; readonly message: string };

export function judge(experiment: Experiment, report: Report): Verdict {
  const prediction = predict(experiment.topology);
  const order = new Map(experiment.topology.queues.map(({ name }, at) => [name, at]));
  const inOrder = (queues: Iterable<string>): string[] =>
    [...queues].sort((a, b) => (order.get(a) ?? order.size) - (order.get(b) ?? order.size));
  const observations = new Map(report.messages.map((message) => [message.id, message]));

  const messages = messagesOf(experiment).map((message): MessageVerdict => {
    const observation = observations.get(message.id) ?? UNSEEN;
    const predicted = inOrder(prediction.queues(message));
    const written = experiment.expected?.[message.id];
    const expected = experiment.expected === null ? null : inOrder(written ?? []);
    return {
      message,
      observed: inOrder(observation.copies.keys()),
      predicted,
      expected,
      returned: observation.returned !== null,
      problems: [
        ...deliveryProblems(message.id, observation, { predicted, ...(expected && { expected }) }),
        ...publishProblems(message, observation, isShared(message.exchange, report)),
      ],
    };
  });
  const problems = messages.flatMap((message) => message.problems);
  return { passed: problems.length === 0, messages, problems };
}

const UNSEEN: MessageReport = { id: '', copies: new Map(), returned: null, outcome: 'unknown' };

function deliveryProblems(
  message: string,
  { copies }: MessageReport,
  claims: Readonly<Partial<Record<Authority, readonly string[]>>>,
): Problem[] {
  const authorities = (Object.keys(claims) as Authority[]).sort();
  const claimed = new Map(authorities.map((by) => [by, new Set(claims[by])]));
  const queues = new Set([...copies.keys(), ...Object.values(claims).flat()]);
  const problems: Problem[] = [];
  for (const queue of queues) {
    const count = copies.get(queue) ?? 0;
    const by = authorities.filter((authority) => claimed.get(authority)?.has(queue) !== count > 0);
    if (by.length > 0) problems.push({ kind: count > 0 ? 'unexpected' : 'missing', message, queue, by });
    if (count > 1) problems.push({ kind: 'copies', message, queue, copies: count });
  }
  return problems;
}

/** A mandatory message comes back exactly when no queue takes it; on a shared exchange, somebody else's queue may. */
function publishProblems(
  { id }: Message,
  { copies, returned, outcome }: MessageReport,
  shared: boolean,
): Problem[] {
  const problems: Problem[] = [];
  if (outcome === 'refused') problems.push({ kind: 'refused', message: id });
  if (outcome === 'unknown') problems.push({ kind: 'unconfirmed', message: id });
  if (returned && copies.size > 0) problems.push({ kind: 'returned', message: id });
  if (!returned && copies.size === 0 && !shared) problems.push({ kind: 'not-returned', message: id });
  return problems;
}

const isShared = (exchange: string, report: Report): boolean =>
  report.broker.kind === 'url' && PREDECLARED_EXCHANGES.some(({ name }) => name !== '' && name === exchange);
