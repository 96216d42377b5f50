import { nextLesson } from '../course/order.ts';
import type { Choice, Course, CourseEvent, Key, Scene, SceneAt, State } from '../course/scene.ts';
import type { Lesson, Question } from '../lesson.ts';
import { lessonTexts } from '../lesson-texts.ts';
import { progressOf } from '../progress/progress.ts';
import type { Canvas } from './canvas.ts';
import { BUILDER_WORDS, SANDBOX_WORDS } from './help.ts';
import { type Option, optionsOf } from './question.ts';

/** What a learner is asked, ready to be drawn. */
export type Prompt =
  | {
      readonly kind: 'choose';
      readonly options: readonly PromptOption[];
      /** The option that the cursor is on at first. */
      readonly initial: string | null;
      readonly keys: readonly PromptKey[];
    }
  | {
      readonly kind: 'tick';
      readonly options: readonly PromptOption[];
      readonly ticked: readonly string[];
      /** The option that goes with no other. */
      readonly none: string;
      readonly keys: readonly PromptKey[];
    }
  | { readonly kind: 'number'; readonly keys: readonly PromptKey[] }
  | {
      readonly kind: 'line';
      readonly prompt: string;
      /** The words that a line may begin with. */
      readonly commands: readonly string[];
    };

export interface PromptOption extends Option {
  /** Stands over the options that follow. */
  readonly heading?: string;
}

export interface PromptKey {
  readonly letter: string;
  readonly key: Key;
  readonly label: string;
}

export type Reply =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'ticked'; readonly values: readonly string[] }
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'interrupted' }
  /** There is nobody any more. */
  | { readonly kind: 'gone' };

const LETTERS: Readonly<Record<Key, string>> = {
  hint: 'h',
  skip: 's',
  back: 'b',
  lessons: 'l',
  sandbox: 'x',
  quit: 'q',
};

/** Not a queue's name: names have no line breaks. */
const NONE = '\n';

/** What to ask in a scene that waits for the learner. */
export function promptOf(course: Course, state: State, canvas: Canvas): Prompt {
  const { scene } = state;
  switch (scene.at) {
    case 'lessons':
      return lessonsPrompt(course, state, scene, canvas);
    case 'question':
      return questionPrompt(state, scene, canvas);
    case 'build':
      return { kind: 'line', prompt: `${scene.lesson.name}> `, commands: BUILDER_WORDS };
    case 'sandbox':
      return { kind: 'line', prompt: 'sandbox> ', commands: SANDBOX_WORDS };
    default: {
      const choices = choicesIn(scene);
      const options = choices.map((choice) => ({
        value: choice,
        label: choiceLabel(choice, course, state, canvas),
      }));
      return { kind: 'choose', options, initial: null, keys: keysOf(keysIn(scene), canvas) };
    }
  }
}

function choicesIn(scene: Scene): readonly Choice[] {
  switch (scene.at) {
    case 'intro':
      return ['begin'];
    case 'result':
      return ['go-on'];
    case 'explanation':
      return ['next', 'again'];
    case 'built':
      return scene.attempt.bindings > scene.attempt.par ? ['next', 'improve', 'again'] : ['next', 'again'];
    case 'failed':
      return ['retry', 'lessons'];
    default:
      return ['lessons', 'sandbox'];
  }
}

function choiceLabel(choice: Choice, course: Course, { scene, progress }: State, canvas: Canvas): string {
  const { texts, language } = canvas;
  if (choice !== 'next') return texts.choices[choice];
  const next = nextLesson(course, progress, 'lesson' in scene ? scene.lesson.name : null);
  return next ? texts.nextLesson(lessonTexts(next, language).title) : texts.choices.next;
}

function keysIn(scene: Scene): readonly Key[] {
  switch (scene.at) {
    case 'intro':
      return ['skip', 'lessons', 'sandbox', 'quit'];
    case 'question':
      return ['hint', 'skip', 'back', 'lessons', 'sandbox', 'quit'];
    case 'lessons':
      return scene.back ? ['back', 'sandbox', 'quit'] : ['sandbox', 'quit'];
    default:
      return ['lessons', 'sandbox', 'quit'];
  }
}

const keysOf = (keys: readonly Key[], { texts }: Canvas): PromptKey[] =>
  keys.map((key) => ({ letter: LETTERS[key], key, label: texts.keys[key] }));

function lessonsPrompt(
  course: Course,
  { progress }: State,
  scene: SceneAt<'lessons'>,
  canvas: Canvas,
): Prompt {
  const { texts, language } = canvas;
  const option = (lesson: Lesson, at: number): PromptOption => {
    const { state } = progressOf(progress, lesson.name);
    const mark = { new: ' ', tried: '…', done: '✔', skipped: '○' }[state];
    const { title } = lessonTexts(lesson, language);
    const first = course.lessons[at - 1]?.chapter !== lesson.chapter;
    return {
      value: lesson.name,
      label: canvas.plain ? [title, texts.states[state]].filter(Boolean).join(', ') : `${mark} ${title}`,
      ...(first && { heading: texts.chapters[lesson.chapter] }),
    };
  };
  const initial =
    (scene.back && 'lesson' in scene.back ? scene.back.lesson.name : null) ??
    nextLesson(course, progress, progress.current)?.name ??
    null;
  const options = course.lessons.map(option);
  return { kind: 'choose', options, initial, keys: keysOf(keysIn(scene), canvas) };
}

function questionPrompt({ progress }: State, scene: SceneAt<'question'>, canvas: Canvas): Prompt {
  const { lesson, nth } = scene;
  const question = lesson.questions[nth] as Question;
  const keys = keysOf(keysIn(scene), canvas);
  const before = progressOf(progress, lesson.name).answers[question.id] ?? null;
  const options = optionsOf(lesson, question, canvas);
  switch (question.kind) {
    case 'queues': {
      const ticked = typeof before === 'object' ? (before ?? []) : [];
      const none = { value: NONE, label: canvas.texts.none };
      return { kind: 'tick', options: [...options, none], ticked, none: NONE, keys };
    }
    case 'count':
      return { kind: 'number', keys };
    case 'order':
    case 'choice':
      return { kind: 'choose', options, initial: typeof before === 'string' ? before : null, keys };
  }
}

/** Whether the text answers how many. */
export const isCount = (text: string): boolean => /^\d{1,6}$/.test(text.trim());

/** What a reply means in the scene that asked. */
export function eventOf(scene: Scene, reply: Reply): CourseEvent {
  switch (reply.kind) {
    case 'key':
      return { kind: 'pressed', key: reply.key };
    case 'interrupted':
      return { kind: 'interrupted' };
    case 'gone':
      return { kind: 'pressed', key: 'quit' };
    case 'ticked':
      return { kind: 'answered', answer: reply.values.filter((value) => value !== NONE) };
    case 'value':
      break;
  }
  const { value } = reply;
  if (scene.at === 'lessons') return { kind: 'picked', lesson: value };
  if (scene.at === 'build' || scene.at === 'sandbox') return { kind: 'typed', line: value };
  if (scene.at !== 'question') return { kind: 'chose', choice: value as Choice };
  const isCount = scene.lesson.questions[scene.nth]?.kind === 'count';
  return { kind: 'answered', answer: isCount ? Number(value) : value };
}
