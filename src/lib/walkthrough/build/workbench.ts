import type { Topology } from '../../routing/topology.ts';
import { type Edit, edited } from '../commands/edit.ts';
import { EDIT_COMMANDS, type EditCommand } from '../commands/edit-command.ts';
import { attempt, type Commands, readLine } from '../commands/line.ts';
import { CommandProblem, type Problem } from '../commands/problem.ts';
import type { BuildLesson } from '../lesson.ts';

/** What has been built, and how it came about. */
export interface Workbench {
  readonly topology: Topology;
  /** The topologies before it, the oldest first. */
  readonly before: readonly Topology[];
}

export const newWorkbench = ({ given }: BuildLesson): Workbench => ({ topology: given, before: [] });

const WISHES = ['undo', 'try', 'show', 'goal', 'hint', 'skip', 'help'] as const;
/** A command of the builder that builds nothing, or takes the last step back. */
export type Wish = (typeof WISHES)[number];

const BUILD_COMMANDS: Commands<Wish | EditCommand> = {
  ...EDIT_COMMANDS,
  ...Object.fromEntries(WISHES.map((wish) => [wish, () => wish])),
};

export type BuildReply =
  | { readonly kind: 'changed'; readonly bench: Workbench; readonly edit: Edit | null }
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
  return 'problem' in done ? { kind: 'problem', ...done } : { kind: 'changed', ...done.command };
}

function changed({ topology, before }: Workbench, command: EditCommand): { bench: Workbench; edit: Edit } {
  const edit = command(topology);
  return { bench: { topology: edited(topology, edit), before: [...before, topology] }, edit };
}

function undone({ before }: Workbench): { bench: Workbench; edit: null } {
  const topology = before.at(-1);
  if (!topology) throw new CommandProblem({ kind: 'nothing-to-undo' });
  return { bench: { topology, before: before.slice(0, -1) }, edit: null };
}

/** What these commands make of what is given; those that do not take are passed over. */
export function rebuilt(lesson: BuildLesson, lines: readonly string[]): Workbench {
  return lines.reduce((bench, line) => {
    const reply = build(bench, line);
    return reply.kind === 'changed' ? reply.bench : bench;
  }, newWorkbench(lesson));
}
