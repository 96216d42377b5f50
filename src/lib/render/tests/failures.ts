import type { FileShape, MessageShape } from '../../check/file-shape.ts';
import type { FileResult } from '../../check/run-files.ts';
import { PRODUCER } from '../../lab/experiment.ts';
import { predict } from '../../lab/verdict/prediction.ts';
import type { MessageVerdict, Problem } from '../../lab/verdict/verdict.ts';
import { problemText } from '../problems.ts';
import { routingStepText } from '../reasons.ts';
import { visible, visibleKey } from '../text.ts';

/** One thing that is not as the file says: in a sentence, with what explains it, and where the file speaks of it. */
export interface Failure {
  readonly line: number;
  readonly column: number;
  readonly title: string;
  /** Expected and observed, side by side, and why the broker routed it so. */
  readonly details: readonly string[];
}

type Ran = Extract<FileResult, { run: unknown }>;

/** What is wrong with a file that was run: a failure for each message, and one for each other difference. */
export function failuresOf({ file, run }: Ran): Failure[] {
  const about = run.verdict.messages.filter(({ problems }) => problems.length > 0);
  const told = new Set<Problem>(about.flatMap(({ problems }) => problems));
  return [
    ...about.map((message) => messageFailure(message, { file, run } as Ran)),
    ...run.verdict.problems
      .filter((problem) => !told.has(problem))
      .map((problem) => ({
        ...placeOf(problem, { file, run } as Ran),
        title: problemText(problem),
        details: [],
      })),
  ];
}

function messageFailure(verdict: MessageVerdict, { file, run }: Ran): Failure {
  const { message, expected, observed, problems } = verdict;
  const where = message.exchange === '' ? 'the default exchange' : visible(message.exchange);
  const others = problems.filter((problem) => !('queue' in problem)).map(problemText);
  return {
    ...file.source.keyPosition(['expect', 'messages'], message.id),
    title: `${visible(message.id)}, published to ${where} with ${visibleKey(message.routingKey, 'the empty key')}`,
    details: [
      ...(expected ? [`expected  ${names(expected)}`] : []),
      `observed  ${names(observed)}`,
      ...others,
      ...reasons(verdict, run),
    ],
  };
}

/** What the model says of the bindings to the queues that are in question. */
function reasons(
  { message, problems }: MessageVerdict,
  { experiment: { topology }, report }: Ran['run'],
): string[] {
  if (topology.exchanges.some(({ name, internal }) => internal && name === message.exchange))
    return [`  · ${visible(message.exchange)} is internal: who publishes to it is refused (403)`];
  const queues = new Set(problems.flatMap((problem) => ('queue' in problem ? [problem.queue] : [])));
  if (queues.size === 0) return [];
  const steps = predict(topology).why(message);
  const told = steps.flatMap((step) => {
    if (step.kind !== 'binding') return [visible(routingStepText(step))];
    const { source, destination, destinationType } = step.binding;
    if (destinationType === 'queue' && !queues.has(destination)) return [];
    const mark = step.match.matched ? '●' : '·';
    return [`${mark} ${visible(source)} ▶ ${visible(destination)}: ${visible(routingStepText(step))}`];
  });
  const bound = new Set(topology.bindings.map(({ destination }) => destination));
  const unbound = [...queues].filter((queue) => !bound.has(queue) && message.exchange !== '');
  const deaths = report.observed.deaths[message.id] ?? [];
  const died =
    deaths.length > 0 ? [`● it died, and went on as a dead letter: ${deaths.map(visible).join(', ')}`] : [];
  const nowhere = died.length > 0 ? [] : unbound.map((queue) => `· nothing is bound to ${visible(queue)}`);
  return [...told, ...died, ...nowhere].map((text) => `  ${text}`);
}

function placeOf(problem: Problem, { file, run }: Ran): { line: number; column: number } {
  const { source } = file;
  if (problem.kind !== 'differs') return source.position(['expect']);
  const message = problem.section === 'errors' ? messageWithError(problem.of, file, run) : undefined;
  if (message !== undefined) return source.keyPosition(['expect', 'messages'], message);
  const section = SECTIONS[problem.section] ?? problem.section;
  return problem.of === null
    ? source.keyPosition(['expect'], section)
    : source.keyPosition(['expect', section], problem.of);
}

/** The message whose error is what the file expects of that publisher. */
function messageWithError(who: string | null, { source }: Ran['file'], { experiment }: Ran['run']) {
  const { expect } = source.value as FileShape;
  if (who === null || expect.errors?.[who] !== undefined) return undefined;
  const own = experiment.steps.flatMap((step) =>
    step.kind === 'publish' && (step.by ?? PRODUCER) === who ? [step.message.id] : [],
  );
  return own.find((id) => (expect.messages?.[id] as MessageShape | undefined)?.error !== undefined);
}

/** What the file calls them. */
const SECTIONS: Readonly<Record<string, string>> = {
  left: 'queues',
  ready: 'queues',
  deliveries: 'consumers',
  shares: 'consumers',
  deaths: 'messages',
};

const names = (queues: readonly string[]): string =>
  queues.length === 0 ? 'no queue' : queues.map(visible).join(', ');
