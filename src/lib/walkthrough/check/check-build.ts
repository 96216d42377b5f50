import type { Experiment } from '../../lab/experiment.ts';
import type { Run } from '../../render/deliveries.ts';
import type { Topology } from '../../routing/topology.ts';
import { type Attempt, attemptExperiment, judgeAttempt, parOf } from '../build/attempt.ts';
import { build, newWorkbench, rebuilt } from '../build/workbench.ts';
import type { BuildLesson } from '../lesson.ts';

/** What is wrong with the lesson's goal and its solution, tried on a broker: a sentence each. */
export async function buildProblems(
  lesson: BuildLesson,
  play: (experiment: Experiment) => Promise<Run>,
): Promise<string[]> {
  const { topology } = rebuilt(lesson, lesson.solution);
  const attempt = async (tried: Topology): Promise<Attempt> => {
    const { report } = await play(attemptExperiment(lesson, tried));
    return judgeAttempt(lesson, tried, report.observed);
  };
  const problems = [...commandProblems(lesson), ...goalProblems(lesson, topology)];
  const solved = await attempt(topology);
  for (const { message, wanted, came, wrong } of solved.messages)
    if (wrong.length > 0)
      problems.push(
        `the solution takes ${message} to [${came.join(', ')}], and not to [${wanted.join(', ')}]`,
      );
  if (!solved.passed) problems.push('the solution does not pass');
  if ((await attempt(lesson.given)).passed) problems.push('what is given passes, with nothing done');
  for (const [at, binding] of topology.bindings.entries()) {
    const less = { ...topology, bindings: topology.bindings.toSpliced(at, 1) };
    if ((await attempt(less)).passed)
      problems.push(`the solution passes without its binding ${at + 1}, to ${binding.destination}`);
  }
  return problems;
}

function commandProblems(lesson: BuildLesson): string[] {
  let bench = newWorkbench(lesson);
  return lesson.solution.flatMap((line) => {
    const reply = build(bench, line);
    if (reply.kind !== 'changed') {
      const why = reply.kind === 'problem' ? reply.problem.kind : reply.kind;
      return [`the solution's '${line}' does not take: ${why}`];
    }
    bench = reply.bench;
    return [];
  });
}

function goalProblems(lesson: BuildLesson, { queues }: Topology): string[] {
  const { goal, messages, mostBindings } = lesson;
  const ids = messages.map(({ message }) => message.id);
  const names = queues.map(({ name }) => name);
  const par = parOf(lesson);
  return [
    ...ids.filter((id) => !Object.hasOwn(goal, id)).map((id) => `${id} has no goal`),
    ...Object.keys(goal)
      .filter((id) => !ids.includes(id))
      .map((id) => `there is no message ${id}`),
    ...Object.values(goal)
      .flat()
      .filter((queue) => !names.includes(queue))
      .map((queue) => `there is no queue ${queue}`),
    ...(par > mostBindings ? [`par is ${par}, and at most ${mostBindings} count`] : []),
  ];
}
