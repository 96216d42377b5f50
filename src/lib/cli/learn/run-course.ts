import { LabError } from '../../lab/errors.ts';
import type { Experiment } from '../../lab/experiment.ts';
import type { Run } from '../../render/deliveries.ts';
import { page } from '../../render/page.ts';
import { breakable, hanging, wrapped } from '../../render/table.ts';
import { opening, step } from '../../walkthrough/course/course.ts';
import {
  type Course,
  type CourseEvent,
  type State,
  type View,
  wantOf,
} from '../../walkthrough/course/scene.ts';
import { faultIn } from '../../walkthrough/texts/fault-text.ts';
import type { Canvas } from '../../walkthrough/views/canvas.ts';
import { eventOf, promptOf } from '../../walkthrough/views/prompt.ts';
import { renderView } from '../../walkthrough/views/view.ts';
import type { FileTrouble, ProgressFile } from './progress-file.ts';
import type { Prompter } from './prompter.ts';
import { saveSandbox } from './save-sandbox.ts';

/** What the course needs of the outside. */
export interface CourseIo {
  readonly prompter: Prompter;
  readonly file: ProgressFile;
  /** Whether the lessons are played on another broker than the sandbox. */
  readonly hasOtherBroker: boolean;
  readonly signal: AbortSignal;
  /** As the terminal is now: it may have been resized. */
  canvas(): Canvas;
  print(text: string): void;
  play(experiment: Experiment, options: { readonly isSandbox: boolean }): Promise<Run>;
}

const INTERRUPTED = 130;

/** Leads through the course until the learner leaves, and gives the exit code. */
export async function runCourse(
  course: Course,
  at: { readonly lesson: string | null; readonly sandbox: boolean },
  io: CourseIo,
): Promise<number> {
  if (io.file.trouble) io.print(troubleText(io.file.trouble, io.canvas()));
  let transition = opening(course, io.file.progress, at);
  for (;;) {
    const { state, show, save } = transition;
    const trouble = io.file.append(save);
    if (trouble) io.print(troubleText(trouble, io.canvas()));
    draw(course, state, show, io);
    const want = wantOf(state.scene);
    if (want.kind === 'leave') return want.how === 'quit' ? 0 : INTERRUPTED;
    transition = step(course, state, await nextEvent(course, state, io));
  }
}

function draw(course: Course, state: State, views: readonly View[], io: CourseIo): void {
  const canvas = io.canvas();
  for (const view of views) {
    // It says that all is saved.
    if (view.kind === 'goodbye' && !io.file.isSaving) continue;
    io.print(renderView(view, { course, state }, canvas));
    if (view.kind === 'sandbox' && io.hasOtherBroker)
      io.print(page([wrapped(canvas.texts.sandboxEmbedded, canvas.width)]));
  }
}

/** Asks, plays or writes, as the scene wants it, and says what came of it. */
async function nextEvent(course: Course, state: State, io: CourseIo): Promise<CourseEvent> {
  const { scene } = state;
  const want = wantOf(scene);
  if (io.signal.aborted) return { kind: 'interrupted' };
  switch (want.kind) {
    case 'run':
      return playing(want.experiment, scene.at === 'playing', io);
    case 'write':
      return { kind: 'saved', reason: await saveSandbox(want.path, want.sandbox, want.run) };
    case 'ask':
    case 'leave': {
      const canvas = io.canvas();
      const prompt = promptOf(course, state, canvas);
      return eventOf(scene, await io.prompter.ask(prompt, canvas, io.signal));
    }
  }
}

async function playing(experiment: Experiment, isSandbox: boolean, io: CourseIo): Promise<CourseEvent> {
  try {
    return { kind: 'ran', run: await io.play(experiment, { isSandbox }) };
  } catch (error) {
    if (io.signal.aborted) return { kind: 'interrupted' };
    if (!(error instanceof LabError)) throw error;
    return { kind: 'failed', failure: faultIn(io.canvas().language, error) };
  }
}

/** What the learner has to know about the file. */
export function troubleText(trouble: FileTrouble, canvas: Canvas): string {
  const { texts } = canvas;
  const text =
    trouble.kind === 'damaged'
      ? texts.damaged(trouble.kept)
      : trouble.kind === 'later'
        ? texts.later(trouble.path)
        : texts[trouble.kind](trouble.path, trouble.reason);
  return marked(canvas.colours.notable('!'), text, canvas);
}

/** A text under the sign that it has on a screen. */
export function marked(sign: string, text: string, { plain, width }: Canvas): string {
  const lines = plain
    ? wrapped(breakable(text, width), width)
    : hanging(sign, breakable(text, width - 2), width);
  return `${lines.join('\n')}\n`;
}
