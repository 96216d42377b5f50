import { reportOf } from '../../lab/verdict/report.ts';
import { judge } from '../../lab/verdict/verdict.ts';
import { arrowText, declaredLines, labelColumns, labelled } from '../../render/declared.ts';
import { askedIn, type Run } from '../../render/deliveries.ts';
import { columns, hanging, wrapped } from '../../render/table.ts';
import { visible } from '../../render/text.ts';
import { decisions } from '../answers/deciding-steps.ts';
import { type Attempt, attemptExperiment, parOf } from '../build/attempt.ts';
import type { Workbench } from '../build/workbench.ts';
import { HINTS } from '../course/predicting.ts';
import type { BuildLesson } from '../lesson.ts';
import { lessonTexts } from '../lesson-texts.ts';
import type { Canvas } from './canvas.ts';
import { paragraphs } from './intro.ts';
import { hintLine } from './question.ts';
import { decisionLines } from './result.ts';

/** What shall go where, with how many bindings. */
export function goalSections(lesson: BuildLesson, canvas: Canvas): (readonly string[])[] {
  const { texts, colours, width, words, language, plain } = canvas;
  const experiment = attemptExperiment(lesson, lesson.given);
  const asked = askedIn({ experiment, verdict: judge(experiment, reportOf(experiment, [])) }, words);
  const rows = lesson.messages.map(({ message }) => [
    colours.strong(message.id),
    asked.text(message),
    `${plain ? '' : '▸ '}${texts.wanted((lesson.goal[message.id] ?? []).map(visible).join(', '))}`,
  ]);
  const head = ['', asked.head, texts.goal].map(colours.quiet);
  return [
    paragraphs(lessonTexts(lesson, language).intro, width),
    fitting(rows, head, canvas),
    wrapped(texts.mostBindings(lesson.mostBindings, parOf(lesson)), width),
  ];
}

/** The rows in columns, or where these have no room each in lines of its own. */
function fitting(rows: readonly (readonly string[])[], head: readonly string[], { width, plain }: Canvas) {
  const table = columns(rows, { head });
  if (plain) return rows.map(([id, asks, goal = '']) => `${id}, ${asks}: ${goal}`);
  if (table.width <= width) return table.lines;
  return rows.flatMap(([id = '', ...rest]) => hanging(id, rest.join(' '), width));
}

/** What is there, each binding under its number. */
export function benchSections(
  lesson: BuildLesson,
  { topology }: Workbench,
  canvas: Canvas,
): (readonly string[])[] {
  const { texts, colours, width } = canvas;
  const title = texts.bench(topology.bindings.length, lesson.mostBindings);
  return [topologyLines(topology, canvas), wrapped(colours.quiet(title), width)];
}

/** Exchanges and queues, and the bindings numbered. */
export function topologyLines(topology: Workbench['topology'], canvas: Canvas): readonly string[] {
  const { texts, colours, width, words } = canvas;
  const arrows = topology.bindings.map((binding, at) => {
    const to = binding.destinationType === 'exchange' ? ` (${words.labels.exchange})` : '';
    return `${at + 1}  ${arrowText(binding)}${to}`;
  });
  const declared = declaredLines({ ...topology, bindings: [] }, words);
  const bindings = labelled(words.labels.bindings, arrows.length > 0 ? arrows : [texts.nothingBound]);
  return labelColumns([...declared, ...bindings], width, colours);
}

/** Message × queue with what was wanted and what came; under it each difference, and what decided. */
export function attemptSections(
  attempt: Attempt,
  run: Run,
  lesson: BuildLesson,
  canvas: Canvas,
): (readonly string[])[] {
  const { texts, colours, width } = canvas;
  const wrong = attempt.messages.filter((message) => message.wrong.length > 0);
  const verdict =
    wrong.length > 0
      ? hanging(colours.bad('✗'), texts.notReached(wrong.length), width)
      : attempt.passed
        ? hanging(colours.good('✔'), texts.reached, width)
        : hanging(colours.notable('›'), texts.tooMany(attempt.bindings, lesson.mostBindings), width);
  return [attemptTable(attempt, run, canvas), verdict, differenceLines(attempt, lesson, canvas)];
}

function attemptTable(attempt: Attempt, run: Run, canvas: Canvas): readonly string[] {
  const { texts, colours, words, width, plain } = canvas;
  const asked = askedIn(run, words);
  const queues = attempt.topology.queues.map(({ name }) => name);
  const rows = attempt.messages.map(({ message, wanted, came }, at) => {
    const of = run.verdict.messages[at]?.message;
    return [
      colours.strong(message),
      of ? asked.text(of) : '',
      ...queues.map((queue) => {
        const [want, got] = [wanted.includes(queue), came.includes(queue)];
        if (want === got) return got ? colours.good('●') : colours.quiet('·');
        return colours.bad(want ? `✗ ${texts.missing}` : `✗ ${texts.surplus}`);
      }),
    ];
  });
  const head = ['', colours.quiet(asked.head), ...queues.map((queue) => colours.strong(visible(queue)))];
  const table = columns(rows, { head });
  if (!plain && table.width <= width) return table.lines;
  const [rightSign, wrongSign] = plain
    ? [texts.spoken.right, texts.spoken.wrong]
    : [colours.good('✔'), colours.bad('✗')];
  return attempt.messages.flatMap(({ message, came, wrong }) =>
    hanging(
      wrong.length > 0 ? wrongSign : rightSign,
      `${message}: ${texts.wanted(came.map(visible).join(', '))}`,
      width,
    ),
  );
}

const MAX_DIFFERENCES = 6;

function differenceLines({ messages, topology }: Attempt, lesson: BuildLesson, canvas: Canvas): string[] {
  const { texts, width, words } = canvas;
  const all = messages.flatMap(({ message, wrong, wanted }) =>
    wrong.map((queue) => ({ message, queue, missing: wanted.includes(queue) })),
  );
  const more = all.length - MAX_DIFFERENCES;
  const lines = all.slice(0, MAX_DIFFERENCES).flatMap(({ message, queue, missing }) => {
    const of = lesson.messages.find((step) => step.message.id === message)?.message;
    const decided = of ? decisions(topology, of, [queue]) : [];
    const reasons = decided.flatMap((decision) => decisionLines(decision, topology, canvas));
    const text = (missing ? texts.wantedNotCame : texts.cameNotWanted)(message, visible(queue));
    return [...wrapped(text, width), ...(reasons.length > 0 ? reasons : [`    · ${texts.noWay}`])];
  });
  return [...lines, ...(more > 0 ? wrapped(words.more(more), width) : [])];
}

export function builtSections(
  lesson: BuildLesson,
  { bindings, par }: Attempt,
  { texts, colours, width, language }: Canvas,
): (readonly string[])[] {
  return [
    hanging(colours.good('✔'), colours.strong(texts.par(bindings, par)), width),
    wrapped(lessonTexts(lesson, language).done, width),
  ];
}

/** A nudge, the rule, or a solution. */
export function buildHintLines(lesson: BuildLesson, step: number, canvas: Canvas): string[] {
  const { texts, language } = canvas;
  if (step < HINTS) return hintLine(step, lessonTexts(lesson, language).hints[step - 1] ?? '', canvas);
  return [...hintLine(step, texts.solution, canvas), ...lesson.solution.map((command) => `    ${command}`)];
}
