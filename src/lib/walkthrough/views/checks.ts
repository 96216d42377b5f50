import type { BrokerInfo } from '../../lab/events.ts';
import { columns, hanging, padded } from '../../render/table.ts';
import { count, visible } from '../../render/text.ts';
import type { LessonCheck } from '../check/check-lesson.ts';
import type { Canvas } from './canvas.ts';

/** One lesson in a line, and under it what is wrong. */
export function checkLines(
  { lesson, problems, skipped }: LessonCheck,
  nameWidth: number,
  canvas: Canvas,
): string[] {
  const { colours, width } = canvas;
  const { right, wrong, skipped: leftOut } = signsOn(canvas);
  const name = padded(lesson.name, nameWidth);
  if (problems.length > 0)
    return [
      ...hanging(wrong, name, width),
      ...problems.flatMap((problem) => hanging(' ', colours.bad(visible(problem)), width)),
    ];
  if (skipped !== null) return [...hanging(leftOut, `${name}  not played: ${skipped}`, width)];
  return [...hanging(right, `${name}  ${colours.quiet(countText(lesson))}`, width)];
}

function signsOn({ colours, plain, texts }: Canvas): Record<'right' | 'wrong' | 'skipped', string> {
  if (plain) return texts.spoken;
  return { right: colours.good('✔'), wrong: colours.bad('✗'), skipped: colours.notable('○') };
}

function countText(lesson: LessonCheck['lesson']): string {
  if (lesson.kind === 'predict') return count(lesson.questions.length, 'question');
  return `solved with ${count(lesson.solution.length, 'command')}`;
}

export const nameWidthOf = (lessons: readonly { readonly name: string }[]): number =>
  columns(lessons.map(({ name }) => [name])).width;

/** How many are right, on which broker. */
export function checkSummary(
  checks: readonly LessonCheck[],
  broker: BrokerInfo | null,
  canvas: Canvas,
): readonly string[] {
  const { colours, width } = canvas;
  const { right, wrong } = signsOn(canvas);
  const { failed, skipped, passed } = countsOf(checks);
  const parts = [
    `${count(passed, 'lesson')} ${passed === 1 ? 'holds' : 'hold'}`,
    ...(failed > 0 ? [colours.bad(`${failed} ${failed === 1 ? 'does' : 'do'} not`)] : []),
    ...(skipped > 0 ? [colours.notable(`${skipped} not played`)] : []),
  ];
  const where = broker ? ` on ${visible(`${broker.product} ${broker.version}`)}` : '';
  return hanging(failed > 0 ? wrong : right, `${parts.join(', ')}${where}`, width);
}

export function jsonChecks(checks: readonly LessonCheck[], broker: BrokerInfo | null): string {
  const lessons = checks.map(({ lesson: { name, kind }, problems, skipped }) => ({
    name,
    kind,
    outcome: problems.length > 0 ? 'failed' : skipped === null ? 'passed' : 'skipped',
    skipped,
    problems,
  }));
  const counts = countsOf(checks);
  return `${JSON.stringify({ broker, passed: counts.failed === 0, counts, lessons }, null, 2)}\n`;
}

function countsOf(checks: readonly LessonCheck[]): Record<'passed' | 'failed' | 'skipped', number> {
  const failed = checks.filter(({ problems }) => problems.length > 0).length;
  const skipped = checks.filter(({ problems, skipped }) => problems.length === 0 && skipped !== null).length;
  return { passed: checks.length - failed - skipped, failed, skipped };
}
