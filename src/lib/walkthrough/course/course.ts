import { assertNever } from '../../lab/errors.ts';
import type { Topology } from '../../routing/topology.ts';
import type { Lesson } from '../lesson.ts';
import { withEntry } from '../progress/progress.ts';
import { EMPTY } from '../sandbox/sandbox.ts';
import { building, improving, tried } from './building.ts';
import { nextLesson, resumedLesson } from './order.ts';
import { inSandbox, openSandbox, played, saved, takenBack } from './playing.ts';
import { enterLesson, inIntro, inQuestion, inResult, leaveLesson, ran } from './predicting.ts';
import {
  type Choice,
  type Course,
  type CourseEvent,
  type Failure,
  type Key,
  lessonExperiment,
  type Scene,
  type State,
  type Transition,
  type View,
} from './scene.ts';

/** What the course does at an event: where it is then, what it shows, and what is to be written down. */
export function step(course: Course, state: State, event: CourseEvent): Transition & { state: State } {
  const transition = react(course, state, event);
  const progress = transition.save.reduce(withEntry, state.progress);
  return { ...transition, state: { scene: transition.scene, progress } };
}

/** Where a course begins: at the lesson that is named, in the sandbox, or where it was left. */
export function opening(
  course: Course,
  progress: State['progress'],
  at: { readonly lesson: string | null; readonly sandbox: boolean },
): Transition & { state: State } {
  const named = course.lessons.find(({ name }) => name === at.lesson);
  const lesson = named ?? resumedLesson(course, progress);
  const first: Transition = lesson
    ? enterLesson(progress, lesson)
    : { scene: { at: 'end' }, show: [{ kind: 'end' }], save: [] };
  const welcome = welcomeViews(progress, named ? null : lesson);
  const transition = at.sandbox
    ? openSandbox({ at: 'left', how: 'quit' }, givenIn(named))
    : { ...first, show: [...welcome, ...first.show] };
  const state = { scene: transition.scene, progress: transition.save.reduce(withEntry, progress) };
  return { ...transition, state };
}

/** Greets who is new, and who comes back to where they were. */
function welcomeViews({ current }: State['progress'], resumed: Lesson | null): View[] {
  if (current === null) return [{ kind: 'welcome' }];
  return resumed ? [{ kind: 'welcome-back', lesson: resumed }] : [];
}

function react(course: Course, state: State, event: CourseEvent): Transition {
  const { scene } = state;
  switch (event.kind) {
    case 'interrupted':
      return { scene: { at: 'left', how: 'interrupted' }, show: [], save: [] };
    case 'failed':
      return failed(scene, event.failure);
    case 'pressed':
      return pressed(course, state, event.key);
    case 'chose':
      return chose(course, state, event.choice);
    case 'picked':
      return picked(course, state, event.lesson);
    case 'answered':
      return scene.at === 'question' ? inQuestion(state, scene, event.answer) : stay(scene);
    case 'typed':
      return typed(course, state, event.line);
    case 'ran':
      if (scene.at === 'running') return ran(state, scene, event.run);
      if (scene.at === 'trying') return tried(scene, event.run);
      return scene.at === 'playing' ? played(scene, event.run) : stay(scene);
    case 'saved':
      return scene.at === 'saving' ? saved(scene, event.reason) : stay(scene);
    default:
      return assertNever(event);
  }
}

const stay = (scene: Scene): Transition => ({ scene, show: [], save: [] });
const QUIT: Transition = { scene: { at: 'left', how: 'quit' }, show: [{ kind: 'goodbye' }], save: [] };

function failed(scene: Scene, failure: Failure): Transition {
  if (scene.at === 'playing') return takenBack(scene, failure);
  const again: Scene =
    scene.at === 'trying'
      ? { ...scene, at: 'build' }
      : scene.at === 'running'
        ? scene
        : { at: 'lessons', back: null };
  const show: View[] = [{ kind: 'failure', failure, taken: false }];
  return { scene: scene.at === 'trying' ? again : { at: 'failed', again }, show, save: [] };
}

/** Keys that mean the same everywhere; the others mean what the scene makes of them. */
function pressed(course: Course, state: State, key: Key): Transition {
  const { scene } = state;
  switch (key) {
    case 'quit':
      return QUIT;
    case 'lessons':
      if (scene.at === 'lessons') return stay(scene);
      return { scene: { at: 'lessons', back: scene }, show: [{ kind: 'lessons' }], save: [] };
    case 'sandbox':
      return sandboxFrom(scene);
    case 'skip':
      if (scene.at === 'question') return inQuestion(state, scene, null);
      return 'lesson' in scene ? leaveLesson(course, state, scene.lesson) : stay(scene);
    case 'hint':
    case 'back':
      if (scene.at === 'question') return inQuestion(state, scene, key);
      if (key === 'back' && scene.at === 'lessons' && scene.back) return returnTo(scene.back);
      return stay(scene);
  }
}

/** The sandbox begins with what the lesson is about. */
function sandboxFrom(scene: Scene): Transition {
  const lesson = 'lesson' in scene ? scene.lesson : undefined;
  return openSandbox(scene, 'bench' in scene ? scene.bench.topology : givenIn(lesson));
}

function givenIn(lesson: Lesson | undefined): Topology {
  if (lesson === undefined) return EMPTY;
  return lesson.kind === 'predict' ? lessonExperiment(lesson).topology : lesson.given;
}

/** Back to where one was before the list, or the sandbox: what stood there is shown again. */
function returnTo(scene: Scene): Transition {
  return { scene, show: shownIn(scene), save: [] };
}

function shownIn(scene: Scene): View[] {
  switch (scene.at) {
    case 'lessons':
      return [{ kind: 'lessons' }];
    case 'intro':
      return [{ kind: 'intro', lesson: scene.lesson }];
    case 'question':
      return [
        { kind: 'intro', lesson: scene.lesson },
        { kind: 'question', lesson: scene.lesson, nth: scene.nth },
      ];
    case 'build':
      return [
        { kind: 'goal', lesson: scene.lesson },
        { kind: 'bench', lesson: scene.lesson, bench: scene.bench },
        { kind: 'build-keys', lesson: scene.lesson },
      ];
    case 'result':
    case 'explanation':
      return [{ kind: scene.at, scene }];
    case 'end':
      return [{ kind: 'end' }];
    default:
      return [];
  }
}

function chose(course: Course, state: State, choice: Choice): Transition {
  const { scene } = state;
  switch (choice) {
    case 'lessons':
    case 'sandbox':
      return pressed(course, state, choice);
    case 'begin':
      return scene.at === 'intro' ? inIntro(scene) : stay(scene);
    case 'go-on':
      return scene.at === 'result' ? inResult(scene) : stay(scene);
    case 'again':
      return 'lesson' in scene ? enterLesson(state.progress, scene.lesson) : stay(scene);
    case 'improve':
      return scene.at === 'built' ? improving(scene) : stay(scene);
    case 'retry':
      return scene.at === 'failed' ? stay(scene.again) : stay(scene);
    case 'next':
      return goOn(course, state);
    default:
      return assertNever(choice);
  }
}

function goOn(course: Course, state: State): Transition {
  const { scene, progress } = state;
  const next = nextLesson(course, progress, 'lesson' in scene ? scene.lesson.name : progress.current);
  if (next) return enterLesson(progress, next);
  return { scene: { at: 'end' }, show: [{ kind: 'end' }], save: [] };
}

function picked(course: Course, { scene, progress }: State, name: string): Transition {
  const lesson = course.lessons.find((each) => each.name === name);
  return lesson ? enterLesson(progress, lesson) : stay(scene);
}

function typed(course: Course, state: State, line: string): Transition {
  const { scene } = state;
  const word = line.trim().toLowerCase();
  if (scene.at === 'sandbox') return inSandbox(scene, word === 'q' ? 'quit' : line, returnTo);
  if (scene.at !== 'build') return stay(scene);
  const said = Object.hasOwn(LETTERS_TYPED, word) ? LETTERS_TYPED[word] : word;
  const key = KEYS_TYPED.find((known) => known === said);
  if (key) return pressed(course, state, key);
  return building(state, scene, said === 'hint' ? said : line);
}

/** What is a key elsewhere is taken here, too. */
const LETTERS_TYPED: Readonly<Record<string, string>> = {
  h: 'hint',
  s: 'skip',
  l: 'lessons',
  x: 'sandbox',
  q: 'quit',
};

/** Where lines are typed, these are words. */
const KEYS_TYPED: readonly Key[] = ['lessons', 'sandbox', 'quit', 'skip'];
