import { consumersOf, isRoutingOnly } from '../lab/experiment.ts';
import type { Scenario } from '../lab/scenario.ts';
import { castLines, declarationLines } from './cast.ts';
import { colours } from './colour.ts';
import { deliveryLines, type Run } from './deliveries.ts';
import { endingLines } from './ending/ending.ts';
import { guessLines, notedMessages, notesOf, noticeLines, takeawayLines } from './notes.ts';
import { page, pageWidth } from './page.ts';
import { inEnglish } from './style.ts';
import { hanging } from './table.ts';
import type { Terminal } from './terminal.ts';
import { timelineLines } from './timeline/timeline.ts';
import { verdictLines } from './verdict-lines.ts';
import { whyLines } from './why.ts';

export type { Run } from './deliveries.ts';

/**
 * A run as a person reads it: what was declared, what many would guess, what happened, the verdict, and what to make of
 * it. Where it is all about routing, what happened is which queue got which message; else it is told over time.
 */
export function renderRun(
  run: Run,
  scenario: Pick<Scenario, 'name' | 'summary' | 'guess' | 'notice' | 'takeaway'>,
  terminal: Terminal,
  { why }: { why: boolean },
): string {
  const colour = colours(terminal.colour);
  const width = pageWidth(terminal.width);
  const notes = notesOf(scenario, run);
  const noted = notedMessages(notes, run);
  const isMatrix = fitsMatrix(run);
  const style = inEnglish(width, colour);
  return page([
    hanging(colour.strong(scenario.name), colour.quiet(scenario.summary), width, '  '),
    (isMatrix ? castLines : declarationLines)(run, width, colour),
    guessLines(notes, width, colour),
    isMatrix ? deliveryLines(run, noted, width, colour) : timelineLines(run, noted, style),
    isMatrix ? [] : endingLines(run, noted, style),
    why ? whyLines(run, width, colour).slice(1) : [],
    verdictLines(run, width, colour),
    noticeLines(notes, width, colour),
    takeawayLines(notes, width, colour),
  ]);
}

/** Whether all there is to tell is which queue got which message. */
export function fitsMatrix({ experiment, events }: Run): boolean {
  const queues = consumersOf(experiment).map(({ queue }) => queue);
  return (
    isRoutingOnly(experiment) &&
    new Set(queues).size === queues.length &&
    !events.some(({ kind }) => kind === 'error' || kind === 'cancelled')
  );
}
