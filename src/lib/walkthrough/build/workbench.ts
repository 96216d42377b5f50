import type { Topology } from '../../routing/topology.ts';
import { edited } from '../commands/edit.ts';
import { EDIT_COMMANDS, type EditCommand } from '../commands/edit-command.ts';
import { attempt, type Commands, readLine } from '../commands/line.ts';
import { CommandProblem, type Problem } from '../commands/problem.ts';
import type { BuildLesson } from '../lesson.ts';

/** What has been built, and how it came about. */
export interface Workbench {
  readonly topology: Topology;
  /** The topologies before it, the oldest first. */
  readonly before: readonly Topology[];
  /** What was typed, as far as it took. */
  readonly lines: readonly string[];
}

export const newWorkbench = ({ given }: BuildLesson): Workbench => ({
  topology: given,
  before: [],
  lines: [],
});

const WISHES = ['undo', 'try', 'show', 'goal', 'hint', 'help'] as const;
/** A command of the builder that builds nothing, or takes the last step back. */
export type Wish = (typeof WISHES)[number];

const BUILD_COMMANDS: Commands<Wish | EditCommand> = {
  ...EDIT_COMMANDS,
  ...Object.fromEntries(WISHES.map((wish) => [wish, () => wish])),
};

export type BuildReply =
  | { readonly kind: 'changed'; readonly bench: Workbench }
  | { readonly kind: 'wish'; readonly wish: Exclude<Wish, 'undo'> }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'nothing' };

/** Does what the line says, or says what is wrong with it. */
export function build(bench: Workbench, line: string): BuildReply {
  const read = readLine(line, BUILD_COMMANDS);
  if (read === null) return { kind: 'nothing' };
  if ('problem' in read) return { kind: 'problem', problem: read.problem };
  const { command } = read;
  if (typeof command === 'string' && command !== 'undo') return { kind: 'wish', wish: command };
  const done = attempt(() => (command === 'undo' ? undone(bench) : changed(bench, command)));
  if ('problem' in done) return { kind: 'problem', ...done };
  return { kind: 'changed', bench: { ...done.command, lines: [...bench.lines, line] } };
}

type Built = Omit<Workbench, 'lines'>;

function changed({ topology, before }: Workbench, command: EditCommand): Built {
  return { topology: edited(topology, command(topology)), before: [...before, topology] };
}

function undone({ before }: Workbench): Built {
  const topology = before.at(-1);
  if (!topology) throw new CommandProblem({ kind: 'nothing-to-undo' });
  return { topology, before: before.slice(0, -1) };
}

/** What these commands make of what is given; those that do not take are passed over. */
export function rebuilt(lesson: BuildLesson, lines: readonly string[]): Workbench {
  return lines.reduce((bench, line) => {
    const reply = build(bench, line);
    return reply.kind === 'changed' ? reply.bench : bench;
  }, newWorkbench(lesson));
}
