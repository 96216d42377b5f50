import { isDeepStrictEqual } from 'node:util';
import type { Observed } from '../../lab/observed.ts';
import type { CountQuestion, OrderQuestion, Question } from '../lesson.ts';

/** Queues that were ticked (none is an answer, too), a number, or the name of a choice. */
export type Answer = readonly string[] | number | string;

/** What became of one question. */
export interface Mark {
  readonly question: Question;
  /** Null where it was skipped. */
  readonly answer: Answer | null;
  /** What the broker did; null where that is none of the choices. */
  readonly truth: Answer | null;
  readonly right: boolean;
  /** The names of the slips that a wrong answer shows. */
  readonly slips: readonly string[];
}

/** Holds an answer against what the broker did. No answer is never right. */
export function mark(question: Question, answer: Answer | null, observed: Observed): Mark {
  const truth = truthOf(question, observed);
  const right = answer !== null && truth !== null && sameAnswer(answer, truth);
  const slips = right || answer === null || truth === null ? [] : slipsOf(question, answer, truth);
  return { question, answer, truth, right, slips };
}

/** What the broker did about the question, as an answer to it. */
export function truthOf(question: Question, observed: Observed): Answer | null {
  switch (question.kind) {
    case 'queues':
      return observed.queues[question.message] ?? [];
    case 'count':
      return countIn(question, observed);
    case 'order': {
      const order = orderIn(question, observed);
      return only(Object.keys(question.choices), (name) => isDeepStrictEqual(question.choices[name], order));
    }
    case 'choice':
      return only(Object.keys(question.choices), (name) => question.choices[name]?.(observed) === true);
  }
}

/** Queues are a set. */
export const sameAnswer = (one: Answer, other: Answer): boolean =>
  isDeepStrictEqual(asSet(one), asSet(other));

const asSet = (answer: Answer): unknown => (typeof answer === 'object' ? new Set(answer) : answer);

/** Whether it can be an answer to the question at all, among these queues. */
export function isAnswerTo(question: Question, answer: unknown, queues: readonly string[]): answer is Answer {
  switch (question.kind) {
    case 'queues':
      return Array.isArray(answer) && answer.every((queue) => queues.includes(queue));
    case 'count':
      return typeof answer === 'number' && Number.isInteger(answer) && answer >= 0;
    case 'order':
    case 'choice':
      return typeof answer === 'string' && Object.hasOwn(question.choices, answer);
  }
}

function countIn({ of }: CountQuestion, observed: Observed): number | null {
  if ('look' in of) {
    const depth = observed.looks[of.look]?.[of.queue];
    return typeof depth === 'number' ? depth : null;
  }
  return listIn(of, observed).length;
}

const orderIn = ({ of }: OrderQuestion, observed: Observed): readonly string[] => listIn(of, observed);

function listIn(of: OrderQuestion['of'], { deliveries, left }: Observed): readonly string[] {
  return ('deliveries' in of ? deliveries[of.deliveries] : left[of.left]) ?? [];
}

function only(names: readonly string[], holds: (name: string) => boolean): string | null {
  const [first, second] = names.filter(holds);
  return first !== undefined && second === undefined ? first : null;
}

function slipsOf(question: Question, answer: Answer, truth: Answer): string[] {
  switch (question.kind) {
    case 'queues': {
      const [ticked, got] = [asQueues(answer), asQueues(truth)];
      return Object.entries(question.slips).flatMap(([name, slip]) => {
        const [has, lacks, queue] =
          'ticked' in slip ? [ticked, got, slip.ticked] : [got, ticked, slip.missed];
        return has.includes(queue) && !lacks.includes(queue) ? [name] : [];
      });
    }
    case 'count':
      return Object.keys(question.slips).filter((name) => question.slips[name] === answer);
    case 'order':
    case 'choice':
      return [String(answer)];
  }
}

const asQueues = (answer: Answer): readonly string[] => (typeof answer === 'object' ? answer : []);
