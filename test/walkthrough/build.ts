import { topic } from '../../src/lessons/topic/lesson.ts';
import { topicBuild } from '../../src/lessons/topic-build/lesson.ts';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import { openBroker } from '../../src/lib/lab/run/brokers.ts';
import { runExperiment } from '../../src/lib/lab/run/runner.ts';
import { reportOf } from '../../src/lib/lab/verdict/report.ts';
import { judge } from '../../src/lib/lab/verdict/verdict.ts';
import { colours } from '../../src/lib/render/colour.ts';
import type { Run } from '../../src/lib/render/deliveries.ts';
import { opening, step } from '../../src/lib/walkthrough/course/course.ts';
import {
  type Course,
  type CourseEvent,
  type Scene,
  type State,
  type View,
  wantOf,
} from '../../src/lib/walkthrough/course/scene.ts';
import type { BuildLesson, Language, PredictLesson } from '../../src/lib/walkthrough/lesson.ts';
import { type Entry, NO_PROGRESS, type Progress } from '../../src/lib/walkthrough/progress/progress.ts';
import { type Canvas, speechIn } from '../../src/lib/walkthrough/views/canvas.ts';
import { renderView } from '../../src/lib/walkthrough/views/view.ts';

export const PREDICT: PredictLesson = topic;
export const BUILD: BuildLesson = topicBuild;
export const COURSE: Course = { lessons: [PREDICT, BUILD] };

/** Plays the experiment on an embedded broker of its own. */
export async function played(experiment: Experiment): Promise<Run> {
  const broker = await openBroker({ kind: 'embedded' });
  try {
    const options = { timeoutMs: 10_000, keep: false, signal: new AbortController().signal };
    const events = await runExperiment(experiment, broker, options);
    const report = reportOf(experiment, events);
    return { experiment, events, report, verdict: judge(experiment, report) };
  } finally {
    await broker.close();
  }
}

export function canvas(language: Language = 'en', options: Partial<Canvas> = {}): Canvas {
  return { ...speechIn(language), width: 78, colours: colours(false), plain: false, ...options };
}

/** Walks through a course without a terminal: events in, scenes and what was shown out. */
export class Walk {
  readonly saved: Entry[] = [];
  #shown: View[] = [];
  #state: State;
  readonly #course: Course;

  constructor(
    progress: Progress = NO_PROGRESS,
    at: { lesson: string | null; sandbox: boolean } = { lesson: null, sandbox: false },
    course: Course = COURSE,
  ) {
    this.#course = course;
    const { state, show, save } = opening(course, progress, at);
    this.#state = state;
    this.#note(show, save);
  }

  get scene(): Scene {
    return this.#state.scene;
  }

  get state(): State {
    return this.#state;
  }

  /** The kinds of what the last event showed. */
  get shown(): readonly View['kind'][] {
    return this.#shown.map(({ kind }) => kind);
  }

  /** What the last event showed, as text. */
  text(on: Canvas = canvas()): string {
    const moment = { course: this.#course, state: this.#state };
    return this.#shown.map((view) => renderView(view, moment, on)).join('');
  }

  /** Feeds events, and plays what the scenes want played. */
  async does(...events: readonly CourseEvent[]): Promise<this> {
    for (const event of events) {
      this.#shown = [];
      this.#feed(event);
      for (let want = wantOf(this.scene); want.kind === 'run'; want = wantOf(this.scene))
        this.#feed({ kind: 'ran', run: await played(want.experiment) });
    }
    return this;
  }

  /** Feeds one event, and plays nothing. */
  only(event: CourseEvent): this {
    this.#shown = [];
    this.#feed(event);
    return this;
  }

  async types(...lines: readonly string[]): Promise<this> {
    return this.does(...lines.map((line): CourseEvent => ({ kind: 'typed', line })));
  }

  #feed(event: CourseEvent): void {
    const { state, show, save } = step(this.#course, this.#state, event);
    this.#state = state;
    this.#note(show, save);
  }

  #note(show: readonly View[], save: readonly Entry[]): void {
    this.#shown.push(...show);
    this.saved.push(...save);
  }
}
