import { PREDECLARED_EXCHANGES } from '../../routing/topology.ts';
import { type Experiment, isRoutingOnly, type Message, messagesOf, queueNamesOf } from '../experiment.ts';
import type { Expectation } from '../observed.ts';
import { predict } from './prediction.ts';
import type { MessageReport, Report } from './report.ts';
import { type SectionProblem, sectionProblems } from './sections.ts';

/** What was observed, held against what a person expected and what the model predicted. */
export interface Verdict {
  readonly passed: boolean;
  readonly messages: readonly MessageVerdict[];
  readonly problems: readonly Problem[];
}

export interface MessageVerdict {
  readonly message: Message;
  /** The queues that it was seen in, in the topology's order. */
  readonly observed: readonly string[];
  /** Null where more happens than routing: the model does not know of time, limits and deaths. */
  readonly predicted: readonly string[] | null;
  /** Null where nobody wrote an expectation. */
  readonly expected: readonly string[] | null;
  readonly returned: boolean;
  readonly outcome: MessageReport['outcome'];
  /** Where the run did not come to its end, the queues that may have it all the same. */
  readonly unknown: readonly string[];
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
  /** What became of it at its publisher, or did not become of it, though it should. */
  | { readonly kind: Outcome | `not-${Outcome}`; readonly message: string }
  | SectionProblem;

const OUTCOMES = ['returned', 'refused', 'unconfirmed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A run that did not come to its end has only those problems that are certain, and did not pass. */
export function judge(experiment: Experiment, report: Report): Verdict {
  const { expected } = experiment;
  const prediction = isRoutingOnly(experiment) ? predict(experiment.topology) : null;
  const queueNames = queueNamesOf(experiment);
  const order = new Map(queueNames.map((name, at) => [name, at]));
  const inOrder = (queues: Iterable<string>): string[] =>
    [...queues].sort((a, b) => (order.get(a) ?? order.size) - (order.get(b) ?? order.size));
  const reports = new Map(report.messages.map((message) => [message.id, message]));
  const outcomes = expectedOutcomes(experiment, report);
  const certain = (problems: readonly Problem[]): readonly Problem[] =>
    report.complete ? problems : problems.filter(({ kind }) => CERTAIN.has(kind));

  const messages = messagesOf(experiment).map((message): MessageVerdict => {
    const seen = reports.get(message.id) ?? { ...UNSEEN, id: message.id };
    const observed = report.observed.queues[message.id] ?? [];
    const predicted = prediction && inOrder(prediction.queues(message));
    const isHeld = expected?.queues && (isListed(expected, message.id) || !isOpen(expected));
    const written = isHeld ? inOrder(expected.queues?.[message.id] ?? []) : null;
    const claims = { ...(written && { expected: written }), ...(predicted && { predicted }) };
    return {
      message,
      observed: inOrder(observed),
      predicted,
      expected: written,
      returned: report.observed.returned.includes(message.id),
      outcome: seen.outcome,
      unknown: unknownQueues(seen, queueNames, report),
      problems: certain([
        ...deliveryProblems(message.id, observed, claims),
        ...(prediction ? copyProblems(seen) : []),
        ...outcomeProblems(message.id, report, outcomes(message.id)),
      ]),
    };
  });
  const problems = [
    ...messages.flatMap((message) => message.problems),
    ...certain(expected ? madeProblems(expected, experiment, report) : []),
    ...certain(expected ? sectionProblems(expected, report.observed) : []),
  ];
  return { passed: problems.length === 0 && report.fault === null, messages, problems };
}

/** What was seen was so, however the run ended; what was not seen may have happened after it. */
const CERTAIN: ReadonlySet<Problem['kind']> = new Set(['unexpected', 'copies', 'returned', 'refused']);

/** The queues that may have got a message without its having been seen there. */
function unknownQueues(
  { id, outcome, returned }: MessageReport,
  queues: readonly string[],
  { complete, observed }: Report,
): readonly string[] {
  if (complete || outcome === 'unpublished' || returned !== null) return [];
  return queues.filter((queue) => !observed.queues[id]?.includes(queue));
}

/** Whether only the messages that are written down are held to anything. */
const isOpen = ({ open }: Expectation): boolean => open?.includes('queues') ?? false;
const isListed = ({ queues }: Expectation, id: string): boolean => Object.hasOwn(queues ?? {}, id);

const UNSEEN: Omit<MessageReport, 'id'> = { copies: new Map(), returned: null, outcome: 'unpublished' };

function deliveryProblems(
  message: string,
  observed: readonly string[],
  claims: Readonly<Partial<Record<Authority, readonly string[]>>>,
): Problem[] {
  const authorities = (Object.keys(claims) as Authority[]).sort();
  const claimed = new Map(authorities.map((by) => [by, new Set(claims[by])]));
  const queues = new Set([...observed, ...Object.values(claims).flat()]);
  return Array.from(queues).flatMap((queue): Problem[] => {
    const there = observed.includes(queue);
    const by = authorities.filter((authority) => claimed.get(authority)?.has(queue) !== there);
    return by.length === 0 ? [] : [{ kind: there ? 'unexpected' : 'missing', message, queue, by }];
  });
}

const copyProblems = ({ id, copies }: MessageReport): Problem[] =>
  Array.from(copies)
    .filter(([, count]) => count > 1)
    .map(([queue, count]) => ({ kind: 'copies', message: id, queue, copies: count }));

/** The messages that consumers made, and those that there are not, are held against what was written alone. */
function madeProblems(expected: Expectation, experiment: Experiment, report: Report): Problem[] {
  const { observed } = report;
  const published = new Set(messagesOf(experiment).map(({ id }) => id));
  const written = [
    ...Object.keys(expected.queues ?? {}),
    ...OUTCOMES.flatMap((outcome) => expected[outcome] ?? []),
  ];
  const seen = isOpen(expected) ? [] : Object.keys(observed.queues);
  const made = [...new Set([...written, ...seen])].filter((id) => !published.has(id));
  return made.flatMap((id) => {
    const queues = expected.queues
      ? deliveryProblems(id, observed.queues[id] ?? [], { expected: expected.queues[id] ?? [] })
      : [];
    const outcomes = {
      returned: expected.returned?.includes(id) ?? false,
      refused: expected.refused?.includes(id) ?? false,
      unconfirmed: expected.unconfirmed?.includes(id) ?? false,
    };
    return [...queues, ...outcomeProblems(id, report, outcomes)];
  });
}

type Outcomes = Readonly<Record<Outcome, boolean>>;

/** What should become of a message at its publisher; null where nobody says. */
function expectedOutcomes(experiment: Experiment, report: Report): (id: string) => Outcomes | null {
  const { expected } = experiment;
  const optional = new Set(
    experiment.steps.flatMap((step) =>
      step.kind === 'publish' && step.mandatory === false ? [step.message.id] : [],
    ),
  );
  const shared = new Set(
    messagesOf(experiment)
      .filter(({ exchange }) => isShared(exchange, report))
      .map(({ id }) => id),
  );
  /** A mandatory message comes back exactly when no queue takes it; on a shared exchange, somebody else's queue may. */
  const comesBack = (id: string, queues: readonly string[] | undefined): boolean =>
    queues?.length === 0 && !optional.has(id);
  if (expected) {
    return (id) =>
      isOpen(expected) && !isListed(expected, id)
        ? null
        : {
            returned: expected.returned?.includes(id) ?? comesBack(id, expected.queues?.[id]),
            refused: expected.refused?.includes(id) ?? false,
            unconfirmed: expected.unconfirmed?.includes(id) ?? false,
          };
  }
  if (!isRoutingOnly(experiment)) return () => null;
  return (id) => {
    const may = !shared.has(id) || report.observed.returned.includes(id);
    return {
      returned: may && comesBack(id, report.observed.queues[id]),
      refused: false,
      unconfirmed: false,
    };
  };
}

function outcomeProblems(message: string, { observed }: Report, outcomes: Outcomes | null): Problem[] {
  if (outcomes === null) return [];
  return OUTCOMES.filter((outcome) => observed[outcome].includes(message) !== outcomes[outcome]).map(
    (outcome) => ({ kind: outcomes[outcome] ? (`not-${outcome}` as const) : outcome, message }),
  );
}

const isShared = (exchange: string, report: Report): boolean =>
  report.broker.kind === 'url' && PREDECLARED_EXCHANGES.some(({ name }) => name !== '' && name === exchange);
