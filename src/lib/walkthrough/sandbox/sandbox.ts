import type { LabEvent } from '../../lab/events.ts';
import {
  consumersOf,
  type Experiment,
  gettersOf,
  messagesOf,
  OPERATOR,
  PRODUCER,
  partsIn,
  roleOfConsumer,
  type Step,
} from '../../lab/experiment.ts';
import type { Run } from '../../render/deliveries.ts';
import { similarNames } from '../../routing/explain/similar.ts';
import type { Topology } from '../../routing/topology.ts';
import { type Edit, edited } from '../commands/edit.ts';
import { EDIT_COMMANDS, type EditCommand } from '../commands/edit-command.ts';
import { attempt, type Commands, readLine } from '../commands/line.ts';
import { type Cast, PLAY_COMMANDS, type PlayCommand } from '../commands/play-command.ts';
import { CommandProblem, type Problem } from '../commands/problem.ts';

/**
 * An experiment that grows: each command appends its steps, and the whole is played again from the beginning. So the last
 * command can be taken back, and what is saved is what was seen.
 */
export interface Sandbox {
  /** What was there at first. */
  readonly given: Topology;
  /** The steps of each command. */
  readonly commands: readonly (readonly Step[])[];
}

export const EMPTY: Topology = { exchanges: [], queues: [], bindings: [] };

/** Beyond so many steps, replaying them would keep one waiting. */
const MAX_STEPS = 500;

const WISHES = ['watch', 'show', 'leave'] as const;
type Wish = (typeof WISHES)[number];

type Command =
  | { readonly kind: 'edit'; readonly edit: EditCommand }
  | { readonly kind: 'play'; readonly play: PlayCommand }
  | { readonly kind: 'save'; readonly path: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'help'; readonly of: string }
  | { readonly kind: 'wish'; readonly wish: Wish };

const SANDBOX_COMMANDS: Commands<Command> = {
  ...mapped(EDIT_COMMANDS, (edit) => ({ kind: 'edit', edit })),
  ...mapped(PLAY_COMMANDS, (play) => ({ kind: 'play', play })),
  ...Object.fromEntries(WISHES.map((wish) => [wish, () => ({ kind: 'wish' as const, wish })])),
  quit: () => ({ kind: 'wish', wish: 'leave' }),
  help(word) {
    if (word === '' || Object.hasOwn(SANDBOX_COMMANDS, word)) return { kind: 'help', of: word };
    const similar = similarNames(word, Object.keys(SANDBOX_COMMANDS));
    throw new CommandProblem({ kind: 'unknown-command', word, similar });
  },
  undo: () => ({ kind: 'undo' }),
  save(path) {
    if (path === '')
      throw new CommandProblem({ kind: 'usage', usage: 'save FILE', example: 'save orders.lab.yaml' });
    // mq-lab test finds files of that name by itself.
    return { kind: 'save', path: /\.ya?ml$/.test(path) ? path : `${path}.lab.yaml` };
  },
};

function mapped<C, D>(commands: Commands<C>, to: (command: C) => D): Commands<D> {
  return Object.fromEntries(
    Object.entries(commands).map(([word, read]) => [word, (rest: string) => to(read(rest))]),
  );
}

export type SandboxReply =
  /** Has to be played; `since` is the first step that is new. */
  | {
      readonly kind: 'changed';
      readonly sandbox: Sandbox;
      readonly since: number;
      readonly added: readonly Step[];
    }
  | { readonly kind: 'undone'; readonly sandbox: Sandbox }
  | { readonly kind: 'save'; readonly path: string }
  /** Of one command; of all where it is empty. */
  | { readonly kind: 'help'; readonly of: string }
  | { readonly kind: 'wish'; readonly wish: Wish }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'nothing' };

/** What the line asks for, or what is wrong with it; `run` is what came of the commands before. */
export function play(sandbox: Sandbox, line: string, run: Run | null): SandboxReply {
  const read = readLine(line, SANDBOX_COMMANDS);
  if (read === null) return { kind: 'nothing' };
  if ('problem' in read) return { kind: 'problem', problem: read.problem };
  const { command } = read;
  if (command.kind === 'save' || command.kind === 'help' || command.kind === 'wish') return command;
  const reply = attempt(() => (command.kind === 'undo' ? undone(sandbox) : grown(sandbox, command, run)));
  return 'problem' in reply ? { kind: 'problem', ...reply } : reply.command;
}

function grown(
  sandbox: Sandbox,
  command: Command & { kind: 'edit' | 'play' },
  run: Run | null,
): SandboxReply {
  const before = stepsOf(sandbox);
  const added =
    command.kind === 'edit' ? [command.edit(topologyOf(sandbox, run))] : command.play(castOf(sandbox));
  if (before.length + added.length > MAX_STEPS)
    throw new CommandProblem({ kind: 'too-much', most: MAX_STEPS });
  mindChannels(before, added);
  const parted = [...partingLook(before, added), ...added];
  return {
    kind: 'changed',
    sandbox: { ...sandbox, commands: [...sandbox.commands, parted] },
    since: before.length + parted.length - added.length,
    added,
  };
}

/** Throws where somebody would be on two channels. */
function mindChannels(before: readonly Step[], added: readonly Step[]): void {
  const channels = new Map(before.flatMap(partsIn));
  for (const [name, role] of added.flatMap(partsIn)) {
    const known = channels.get(name) ?? role;
    if (known !== role) throw new CommandProblem({ kind: 'other-channel', name, role: known });
  }
}

/**
 * Steps of one kind are done in one go, unless something parts them: here, what follows a command is shown before the
 * next one.
 */
function partingLook(before: readonly Step[], added: readonly Step[]): Step[] {
  const last = before.at(-1);
  const name = last && last.kind === added[0]?.kind ? momentAfter(last) : null;
  if (name === null) return [];
  const taken = before.filter((step) => step.kind === 'look' && step.at.replace(/ \(\d+\)$/, '') === name);
  return [{ kind: 'look', at: taken.length === 0 ? name : `${name} (${taken.length + 1})` }];
}

/** What whoever reads the saved file calls the moment after the step; null where nothing follows such steps. */
function momentAfter(step: Step): string | null {
  switch (step.kind) {
    case 'publish':
      return `${step.message.id} is published`;
    case 'consume':
      return `${step.consumer} consumes`;
    case 'answer':
      return `${step.consumer} has answered ${step.message}`;
    case 'cancel':
      return `${step.consumer} has stopped`;
    case 'cut':
      return `${step.who} has crashed`;
    default:
      return null;
  }
}

function undone({ given, commands }: Sandbox): SandboxReply {
  if (commands.length === 0) throw new CommandProblem({ kind: 'nothing-to-undo' });
  return { kind: 'undone', sandbox: { given, commands: commands.slice(0, -1) } };
}

const stepsOf = ({ commands }: Sandbox): Step[] => commands.flat();

export const experimentIn = (sandbox: Sandbox): Experiment => ({
  name: 'sandbox',
  topology: sandbox.given,
  steps: stepsOf(sandbox),
  expected: null,
});

/** What was declared and bound so far and is there in the end of the run. */
export function topologyOf(sandbox: Sandbox, run: Run | null): Topology {
  const refused = refusedSteps(run?.events ?? []);
  const { exchanges, queues, bindings } = stepsOf(sandbox).reduce((topology, step, at) => {
    if (!isEdit(step) || refused.has(at)) return topology;
    const after = attempt(() => edited(topology, step));
    return 'problem' in after ? topology : after.command;
  }, sandbox.given);
  const gone = new Set(run?.report.observed.gone);
  return {
    exchanges: exchanges.filter(({ name }) => !gone.has(name)),
    queues: queues.filter(({ name }) => !gone.has(name)),
    bindings: bindings.filter(({ source, destination }) => !gone.has(source) && !gone.has(destination)),
  };
}

/** The steps to which the broker objected: it does so before the next one. */
function refusedSteps(events: readonly LabEvent[]): ReadonlySet<number> {
  const refused = new Set<number>();
  let at = -1;
  for (const event of events) {
    if (event.kind === 'step') at = event.step;
    else if (event.kind === 'error') refused.add(at);
  }
  return refused;
}

const isEdit = (step: Step): step is Edit => ['declare', 'bind', 'unbind', 'delete'].includes(step.kind);

function castOf(sandbox: Sandbox): Cast {
  const experiment = experimentIn(sandbox);
  const messages = messagesOf(experiment).map(({ id }) => id);
  const consuming = consumersOf(experiment);
  const getters = gettersOf(experiment);
  return {
    numbered: Math.max(0, ...messages.map((id) => Number(/^m(\d{1,6})$/.exec(id)?.[1] ?? 0))),
    messages,
    consumers: consuming.map(({ consumer }) => consumer),
    getters,
    roles: new Map(consuming.map((step) => [step.consumer, roleOfConsumer(step)])),
    clients: [...new Set([...consuming.map(roleOfConsumer), ...getters, PRODUCER, OPERATOR])],
  };
}
