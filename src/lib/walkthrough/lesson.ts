import type { PublishStep } from '../lab/experiment.ts';
import type { Observed } from '../lab/observed.ts';
import type { Scenario } from '../lab/scenario.ts';
import type { Topology } from '../routing/topology.ts';

/** The chapters of the course, in teaching order. */
export const CHAPTERS = ['routing', 'publishing', 'consuming', 'queues', 'failure', 'systems'] as const;
export type Chapter = (typeof CHAPTERS)[number];

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One lesson: a prediction of what a scenario does, or a topology to build. */
export type Lesson = PredictLesson | BuildLesson;

interface AnyLesson {
  readonly name: string;
  readonly chapter: Chapter;
  /** Pages of RabbitMQ's website, by their paths below `https://www.rabbitmq.com/docs/`. */
  readonly readOn: readonly string[];
}

/** Asks what will happen, then plays the scenario at its default options and holds the answers against that. */
export interface PredictLesson extends AnyLesson {
  readonly kind: 'predict';
  readonly scenario: Scenario;
  readonly questions: readonly Question[];
  readonly texts: Texts<PredictTexts>;
}

/** Asks for bindings that take each message to exactly these queues; any topology that does passes. */
export interface BuildLesson extends AnyLesson {
  readonly kind: 'build';
  readonly given: Topology;
  readonly messages: readonly PublishStep[];
  /** For each message the queues that shall get it, in any order. */
  readonly goal: Readonly<Record<string, readonly string[]>>;
  /** Beyond so many bindings, it does not count. */
  readonly mostBindings: number;
  /** Commands of the builder that reach the goal with the fewest bindings known. */
  readonly solution: readonly string[];
  readonly texts: Texts<BuildTexts>;
}

/**
 * What is asked before the run. `answer` is written by hand, from what RabbitMQ does, and never computed: the check of
 * the lessons holds it against the broker.
 */
export type Question = QueuesQuestion | CountQuestion | OrderQuestion | ChoiceQuestion;

interface AnyQuestion {
  /** Names its texts. */
  readonly id: string;
}

/** Which queues get the message: delivered from, dead in, or left in. */
export interface QueuesQuestion extends AnyQuestion {
  readonly kind: 'queues';
  readonly message: string;
  readonly answer: readonly string[];
  /** Likely wrong answers, by the names of their texts: a queue that is ticked wrongly, or is missed. */
  readonly slips: Readonly<Record<string, { readonly ticked: string } | { readonly missed: string }>>;
}

/** How many messages. */
export interface CountQuestion extends AnyQuestion {
  readonly kind: 'count';
  /** What a consumer receives, what is left in a queue, or what a look finds there. */
  readonly of:
    | { readonly deliveries: string }
    | { readonly left: string }
    | { readonly look: string; readonly queue: string };
  readonly answer: number;
  readonly slips: Readonly<Record<string, number>>;
}

/** In which order a consumer receives messages, or they lie in a queue; `m1 redelivered` is one that came before. */
export interface OrderQuestion extends AnyQuestion {
  readonly kind: 'order';
  readonly of: { readonly deliveries: string } | { readonly left: string };
  /** The orders to choose from, by the names of their texts; the right one has the name in `answer`. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly answer: string;
}

/** What becomes true, of several things of which one does. */
export interface ChoiceQuestion extends AnyQuestion {
  readonly kind: 'choice';
  /** How each shows in what was observed, by the names of their texts. Exactly one holds. */
  readonly choices: Readonly<Record<string, (observed: Observed) => boolean>>;
  readonly answer: string;
}

export interface Texts<T> {
  readonly en: T;
  readonly ko: Translation<T>;
}

/** A translation, and the fingerprint of the English texts that it was made from. */
export type Translation<T> = (T extends PredictTexts ? T & { readonly scenario: ScenarioTexts } : T) & {
  readonly of: string;
};

/** What a scenario says of itself; the English of it is the scenario's own. */
export type ScenarioTexts = Pick<Scenario, 'summary' | 'guess' | 'notice' | 'takeaway'> & {
  /** What the moments of its looks are called, by their English names. */
  readonly looks?: Readonly<Record<string, string>>;
};

export interface PredictTexts {
  /** A few words, for the list of lessons. */
  readonly title: string;
  /** What one needs to know to answer, one idea a paragraph. */
  readonly intro: readonly string[];
  /** By the questions' ids. */
  readonly questions: Readonly<Record<string, QuestionTexts>>;
}

export interface QuestionTexts {
  readonly ask: string;
  /** Two steps before the answer: a nudge, then the rule. */
  readonly hints: readonly [nudge: string, rule: string];
  /** Why it is so; shown to whoever was wrong in a way that has no text of its own. */
  readonly why: string;
  /** What is to be chosen, of a question with choices. */
  readonly choices?: Readonly<Record<string, string>>;
  /** What a wrong answer shows of the idea behind it, by the names of slips or wrong choices. */
  readonly slips: Readonly<Record<string, string>>;
}

export interface BuildTexts {
  readonly title: string;
  readonly intro: readonly string[];
  readonly hints: readonly [nudge: string, rule: string];
  /** What to take along, once it is done. */
  readonly done: string;
}

/** Gives a lesson's `kind` and the names in its questions their types. */
export const defineLesson = <const L extends Lesson>(lesson: L): L => lesson;
