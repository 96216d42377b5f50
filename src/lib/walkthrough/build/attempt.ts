import type { Experiment } from '../../lab/experiment.ts';
import type { Observed } from '../../lab/observed.ts';
import type { Topology } from '../../routing/topology.ts';
import type { BuildLesson } from '../lesson.ts';
import { rebuilt } from './workbench.ts';

/** What a topology that was built comes to, measured on a broker. */
export interface Attempt {
  readonly topology: Topology;
  readonly messages: readonly MessageAttempt[];
  readonly bindings: number;
  /** The fewest bindings known to do. */
  readonly par: number;
  readonly passed: boolean;
}

export interface MessageAttempt {
  readonly message: string;
  readonly wanted: readonly string[];
  readonly came: readonly string[];
  /** Queues that are wanted or came, and not both. */
  readonly wrong: readonly string[];
}

/** Publishes the lesson's messages into what was built; nobody consumes, so that each lies where it came. */
export const attemptExperiment = ({ name, messages }: BuildLesson, topology: Topology): Experiment => ({
  name,
  topology,
  steps: messages,
  expected: null,
});

/** Holds what came of it against the goal. */
export function judgeAttempt(lesson: BuildLesson, topology: Topology, observed: Observed): Attempt {
  const messages = lesson.messages.map(({ message: { id } }): MessageAttempt => {
    const wanted = lesson.goal[id] ?? [];
    const came = observed.queues[id] ?? [];
    const wrong = [...new Set([...wanted, ...came])].filter(
      (queue) => wanted.includes(queue) !== came.includes(queue),
    );
    return { message: id, wanted, came, wrong };
  });
  const bindings = topology.bindings.length;
  const reached = messages.every(({ wrong }) => wrong.length === 0);
  return {
    topology,
    messages,
    bindings,
    par: parOf(lesson),
    passed: reached && bindings <= lesson.mostBindings,
  };
}

export const parOf = (lesson: BuildLesson): number =>
  rebuilt(lesson, lesson.solution).topology.bindings.length;
