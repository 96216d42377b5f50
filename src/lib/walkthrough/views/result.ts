import { type Experiment, messagesOf } from '../../lab/experiment.ts';
import { bindingLabel, exchangeTypeOf } from '../../render/declared.ts';
import { endingLines } from '../../render/ending/ending.ts';
import { notedMessages } from '../../render/notes.ts';
import { routingStepText } from '../../render/reasons.ts';
import { fitsMatrix } from '../../render/run.ts';
import { columns, hanging, wrapped } from '../../render/table.ts';
import { visible } from '../../render/text.ts';
import { timelineLines } from '../../render/timeline/timeline.ts';
import type { RoutingStep } from '../../routing/route.ts';
import type { Topology } from '../../routing/topology.ts';
import type { Mark } from '../answers/answer.ts';
import { type Decision, decisionsOf } from '../answers/deciding-steps.ts';
import type { SceneAt } from '../course/scene.ts';
import type { PredictLesson } from '../lesson.ts';
import { scenarioTexts, toldIn } from '../lesson-texts.ts';
import type { Canvas } from './canvas.ts';
import { matrixLines } from './matrix.ts';
import { answerText, questionTexts } from './question.ts';

type Marked = SceneAt<'result' | 'explanation'>;

/** What the broker did, what of that was predicted, and about each miss why it is so. */
export function resultSections({ lesson, run, marks }: Marked, canvas: Canvas): (readonly string[])[] {
  return [
    ...happenedSections(lesson, run, marks, canvas),
    ...marks.map((mark) => markLines(lesson, run.experiment, mark, canvas)),
  ];
}

/** What happened, as a table of messages and queues where all was routing, else over time. */
export function happenedSections(
  lesson: PredictLesson,
  run: Marked['run'],
  marks: readonly Mark[],
  canvas: Canvas,
): (readonly string[])[] {
  const { width, colours, words, texts, language } = canvas;
  const { kind, product, version } = run.report.broker;
  const broker = visible(`${product} ${version}${kind === 'embedded' ? `, ${words.embedded}` : ''}`);
  const noted = notedMessages(scenarioTexts(lesson, language), run);
  const title = wrapped(colours.quiet(texts.played(broker)), width);
  if (fitsMatrix(run)) return [title, matrixLines(run, marks, canvas)];
  const told = { ...run, experiment: toldIn(language, lesson, run.experiment) };
  return [title, timelineLines(told, noted, canvas), endingLines(told, noted, canvas)];
}

/** One question: right in a line; else what was said, what the broker did, and why. */
function markLines(lesson: PredictLesson, experiment: Experiment, mark: Mark, canvas: Canvas): string[] {
  const { colours, texts, width } = canvas;
  const { ask, why, slips } = questionTexts(lesson, mark.question, canvas);
  const said = (answer: Mark['answer'], none: string): string =>
    answer === null ? none : answerText(lesson, mark.question, answer, canvas);
  const rows = mark.right
    ? [[colours.quiet(texts.broker), said(mark.truth, texts.noChoice)]]
    : [
        [colours.quiet(texts.you), said(mark.answer, texts.skippedAnswer)],
        [colours.quiet(texts.broker), colours.strong(said(mark.truth, texts.noChoice))],
      ];
  const labels = columns(rows.map(([label = '']) => [label])).width;
  const sides = columns(rows, { widths: [labels, width - labels - 4] }).lines;
  const decided = mark.right ? [] : decidedLines(experiment, mark, canvas);
  const explained = mark.slips.flatMap((name) => slips[name] ?? []);
  const isCovered =
    explained.length > 0 && (decided.length > 0 || explained.length >= wrongQueues(mark).length);
  const reasons = mark.right ? [] : isCovered ? explained : [...explained, why];
  return [
    ...hanging(signOf(mark, canvas), ask, width),
    ...sides.map((line) => `  ${line}`),
    ...reasons.flatMap((text) => wrapped(text, width - 2).map((line) => `  ${line}`)),
    ...decided,
  ];
}

function signOf({ right, answer }: Mark, { colours, texts, plain }: Canvas): string {
  const { spoken } = texts;
  if (right) return plain ? spoken.right : colours.good('✔');
  if (answer === null) return plain ? spoken.skipped : colours.quiet('○');
  return plain ? spoken.wrong : colours.bad('✗');
}

/** For each queue that was wrongly ticked or missed, the bindings that decided. */
function decidedLines(experiment: Experiment, mark: Mark, canvas: Canvas): string[] {
  const { question } = mark;
  if (question.kind !== 'queues') return [];
  const message = messagesOf(experiment).find(({ id }) => id === question.message);
  if (!message) return [];
  return decisionsOf(experiment, message, wrongQueues(mark)).flatMap((decision) =>
    decisionLines(decision, experiment.topology, canvas),
  );
}

/** The queues that were ticked or got the message, and not both. */
function wrongQueues({ answer, truth }: Mark): string[] {
  const [said, got] = [new Set(asList(answer)), new Set(asList(truth))];
  return [...new Set([...said, ...got])].filter((queue) => said.has(queue) !== got.has(queue));
}

const asList = (answer: Mark['answer']): readonly string[] =>
  typeof answer === 'object' ? (answer ?? []) : [];

const MAX_STEPS = 8;

/** What decided about one queue. */
export function decisionLines(
  { queue, steps }: Decision,
  topology: Topology,
  { colours, width, words }: Canvas,
): string[] {
  const hidden = steps.length - MAX_STEPS;
  const lines = steps.slice(0, MAX_STEPS).flatMap((step) => {
    const sign = took(step) ? colours.good('●') : colours.quiet('·');
    const asks = step.kind === 'binding' ? bindingText(step, topology) : visible(queue);
    return hanging(`    ${sign}`, `${asks}: ${colours.quiet(visible(routingStepText(step, words)))}`, width);
  });
  return [...lines, ...(hidden > 0 ? [`      ${colours.quiet(words.more(hidden))}`] : [])];
}

function bindingText({ binding }: RoutingStep & { kind: 'binding' }, topology: Topology): string {
  const label = bindingLabel(binding, exchangeTypeOf(topology, binding.source));
  return `${visible(binding.source)} ─${label === '' ? '' : ` ${label} ─`}▶ ${visible(binding.destination)}`;
}

const took = (step: RoutingStep): boolean =>
  (step.kind === 'binding' && step.match.matched) ||
  (step.kind === 'default' && step.matched) ||
  (step.kind === 'alternate' && step.exists);

/** How many were predicted, and whether some were right only after a hint had told them. */
export function scoreLines({ marks, right }: Marked, { colours, texts, width }: Canvas): readonly string[] {
  const sign = right === marks.length ? colours.good('✔') : colours.notable('›');
  const note = marks.filter((mark) => mark.right).length > right ? ` (${texts.wasTold})` : '';
  return hanging(sign, `${colours.strong(texts.score(right, marks.length))}${note}`, width);
}
