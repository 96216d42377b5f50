import type { Run } from '../../render/deliveries.ts';
import type { Topology } from '../../routing/topology.ts';
import { notPossible } from '../sandbox/contents.ts';
import { experimentIn, play } from '../sandbox/sandbox.ts';
import type { Failure, Scene, SceneAt, Transition } from './scene.ts';

/** Opens the sandbox on what was there; `back` is where one goes when leaving it. */
export function openSandbox(back: Scene, given: Topology): Transition {
  return {
    scene: { at: 'sandbox', sandbox: { given, commands: [] }, run: null, back },
    show: [{ kind: 'sandbox' }, { kind: 'show', sandbox: { given, commands: [] }, run: null }],
    save: [],
  };
}

/** A line that was typed in the sandbox. */
export function inSandbox(
  scene: SceneAt<'sandbox'>,
  line: string,
  leave: (to: Scene) => Transition,
): Transition {
  const { sandbox, run } = scene;
  const here = { scene, show: [], save: [] } as const;
  const reply = play(sandbox, line, run);
  switch (reply.kind) {
    case 'nothing':
      return here;
    case 'problem':
      return { ...here, show: [reply] };
    case 'changed': {
      const problem = notPossible(experimentIn(sandbox), run?.events ?? [], reply.added);
      if (problem) return { ...here, show: [{ kind: 'problem', problem }] };
      return { ...here, scene: { at: 'playing', ...reply, before: scene } };
    }
    case 'undone':
      return { ...here, scene: { at: 'playing', ...reply, since: null, before: scene } };
    case 'save':
      return { ...here, scene: { at: 'saving', path: reply.path, before: scene } };
    case 'help':
      return { ...here, show: [{ kind: 'sandbox-help', of: reply.of }] };
    case 'wish':
      break;
  }
  switch (reply.wish) {
    case 'watch':
    case 'show':
      return { ...here, show: [{ kind: reply.wish, sandbox, run }] };
    case 'leave':
      return leave(scene.back);
  }
}

/** Shows what is new; after an undo, what is there again. */
export function played({ sandbox, since, before }: SceneAt<'playing'>, run: Run): Transition {
  const scene: Scene = { ...before, sandbox, run };
  const taken = before.sandbox.commands.at(-1) ?? [];
  return {
    scene,
    show: [
      since === null
        ? { kind: 'undone', taken, sandbox, run }
        : { kind: 'news', run, since, before: before.run },
    ],
    save: [],
  };
}

/** What cannot be played is taken back. */
export const takenBack = ({ before }: SceneAt<'playing'>, failure: Failure): Transition => ({
  scene: before,
  show: [{ kind: 'failure', failure, taken: true }],
  save: [],
});

/** `reason` is why it could not be written; null where it is. */
export const saved = ({ path, before }: SceneAt<'saving'>, reason: string | null): Transition => ({
  scene: before,
  show: [reason === null ? { kind: 'saved', path } : { kind: 'unsaved', path, reason }],
  save: [],
});
