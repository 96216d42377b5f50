import type { Run } from '../../render/deliveries.ts';
import { judgeAttempt } from '../build/attempt.ts';
import { build } from '../build/workbench.ts';
import { HINTS, hintsSeen } from './predicting.ts';
import type { SceneAt, State, Transition, View } from './scene.ts';

/** A line that was typed at the builder. */
export function building({ progress }: State, scene: SceneAt<'build' | 'trying'>, line: string): Transition {
  const { lesson, bench } = scene;
  const here = { scene: { ...scene, at: 'build' }, show: [], save: [] } as const;
  const reply = build(bench, line);
  switch (reply.kind) {
    case 'nothing':
      return here;
    case 'problem':
      return { ...here, show: [reply] };
    case 'changed':
      return {
        scene: { ...scene, at: 'build', bench: reply.bench },
        show: [{ kind: 'bench', lesson, bench: reply.bench }],
        save: [{ did: 'typed', lesson: lesson.name, line }],
      };
    case 'wish':
      break;
  }
  switch (reply.wish) {
    case 'try':
      return { ...here, scene: { ...scene, at: 'trying' } };
    case 'show':
      return { ...here, show: [{ kind: 'bench', lesson, bench }] };
    case 'goal':
      return { ...here, show: [{ kind: 'goal', lesson }] };
    case 'help':
      return { ...here, show: [{ kind: 'build-help', lesson }] };
    case 'hint': {
      const hints = Math.min(HINTS, hintsSeen(progress, lesson, '') + 1);
      return {
        ...here,
        show: [{ kind: 'build-hint', lesson, step: hints }],
        save: [{ did: 'hinted', lesson: lesson.name, question: null, hints }],
      };
    }
  }
}

/** Holds what came of it against the goal. */
export function tried({ lesson, bench }: SceneAt<'build' | 'trying'>, run: Run): Transition {
  const attempt = judgeAttempt(lesson, bench.topology, run.report.observed);
  const view: View = { kind: 'attempt', lesson, attempt, run };
  if (!attempt.passed) return { scene: { at: 'build', lesson, bench }, show: [view], save: [] };
  return {
    scene: { at: 'built', lesson, bench, attempt },
    show: [view, { kind: 'built', lesson, attempt }],
    save: [{ did: 'built', lesson: lesson.name, bindings: attempt.bindings }],
  };
}

/** Goes on building, to need fewer bindings. */
export function improving({ lesson, bench }: SceneAt<'built'>): Transition {
  return {
    scene: { at: 'build', lesson, bench },
    show: [{ kind: 'bench', lesson, bench }],
    save: bench.lines.map((line) => ({ did: 'typed', lesson: lesson.name, line })),
  };
}
