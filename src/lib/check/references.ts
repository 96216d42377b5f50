import { consumersOf, type Experiment, gettersOf, messagesOf, queueNamesOf } from '../lab/experiment.ts';
import { mistakesIn } from '../lab/mistakes.ts';
import type { FileShape, MessageShape } from './file-shape.ts';
import type { FileProblem, Path, Source } from './source.ts';

/** Where the file speaks of something that there is not, which would otherwise never be noticed. */
export function wrongReferences(shape: FileShape, experiment: Experiment, source: Source): FileProblem[] {
  return [...expectationProblems(shape, experiment, source), ...stepProblems(shape, experiment, source)];
}

function expectationProblems({ expect }: FileShape, experiment: Experiment, source: Source): FileProblem[] {
  const queues = queueNamesOf(experiment);
  const consumers = rolesThatReceive(experiment);
  const messages = messagesOf(experiment).map(({ id }) => id);
  const moments = experiment.steps.flatMap((step) => (step.kind === 'look' ? [step.at] : []));
  const known = (
    section: keyof typeof expect,
    what: string,
    names: readonly string[],
    is = names.includes.bind(names),
  ) =>
    Object.keys(expect[section] ?? {})
      .filter((name) => !is(name))
      .map((name) => unknown(source.keyPosition(['expect', section], name), what, names, name));
  const made = (id: string): boolean =>
    messages.some((each) => id === each || id.startsWith(`${each}.`) || id === `${each} reply`);
  return [
    ...known('messages', 'a message that a step publishes', messages, made),
    ...known('queues', 'a queue', queues),
    ...known('consumers', 'a consumer', consumers),
    ...known('empty', 'who gets messages', gettersOf(experiment)),
    ...known('looks', 'a look', moments),
    ...messageProblems(expect.messages ?? {}, queues, source),
  ];
}

function messageProblems(
  messages: NonNullable<FileShape['expect']['messages']>,
  queues: readonly string[],
  source: Source,
): FileProblem[] {
  return Object.entries(messages).flatMap(([id, held]) => {
    const isList = Array.isArray(held);
    const path: Path = ['expect', 'messages', id, ...(isList ? [] : ['queues'])];
    const names = (isList ? held : (held as MessageShape).queues) ?? [];
    return (names as readonly string[]).flatMap((name, at) =>
      queues.includes(name) || name.startsWith('amq.')
        ? []
        : [unknown(source.position([...path, at]), 'a queue', queues, name)],
    );
  });
}

function stepProblems({ steps = [] }: FileShape, experiment: Experiment, source: Source): FileProblem[] {
  return mistakesIn(experiment).map(({ step, message }) => {
    const kind = Object.keys(steps[step] ?? {})[0] ?? '';
    return { ...source.position(['steps', step, kind]), message };
  });
}

/** Consumers, who gets messages, and who asks for replies. */
function rolesThatReceive(experiment: Experiment): string[] {
  const asking = experiment.steps.flatMap((step) =>
    step.kind === 'publish' && step.wantsReply ? [step.by ?? 'producer'] : [],
  );
  const consumers = consumersOf(experiment).map(({ consumer }) => consumer);
  return [...new Set([...consumers, ...gettersOf(experiment), ...asking])];
}

function unknown(
  position: Pick<FileProblem, 'line' | 'column'>,
  what: string,
  names: readonly string[],
  got: string,
): FileProblem {
  const there = names.length === 0 ? 'there is none' : names.slice(0, 8).join(', ');
  return { ...position, message: `expected ${what} (${there}), got '${got}'` };
}
