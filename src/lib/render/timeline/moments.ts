import type { LabEvent } from '../../lab/events.ts';
import { type Experiment, PRODUCER, type Step } from '../../lab/experiment.ts';
import type { Depth } from '../../lab/observed.ts';

/** Steps that were done in one go, and what followed until everything was still. */
export interface Moment {
  readonly at: number;
  /** Of one kind. */
  readonly steps: readonly Step[];
  readonly events: readonly LabEvent[];
  /** What was ready in each queue in the end; null where the run did not get that far. */
  readonly ready: ReadonlyMap<string, Depth> | null;
}

/** Cuts the events of a run where everything had settled. */
export function momentsOf({ steps }: Pick<Experiment, 'steps'>, events: readonly LabEvent[]): Moment[] {
  const moments: Open[] = [];
  for (const event of events) {
    const last = moments.at(-1);
    const step = event.kind === 'step' ? steps[event.step] : undefined;
    if (step) {
      const goesOn = last && !last.settled && last.steps[0]?.kind === step.kind && !takesTime(step);
      if (goesOn) last.steps.push(step);
      else moments.push({ at: event.at, steps: [step], events: [], ready: null, settled: false });
    } else if (last) {
      last.events.push(event);
      if ('ready' in event) last.ready = event.ready;
      if (event.kind === 'settled') last.settled = true;
    }
  }
  return moments;
}

/** What follows such a step has a time of its own. */
const takesTime = ({ kind }: Step): boolean => kind === 'wait' || kind === 'drain';

interface Open extends Moment {
  readonly steps: Step[];
  readonly events: LabEvent[];
  ready: ReadonlyMap<string, Depth> | null;
  settled: boolean;
}

/** The events that say no more than the moment's steps do: that what a step publishes was published, and the like. */
export function saidBySteps({ steps, events }: Moment): ReadonlySet<LabEvent> {
  const open = new Map<string, number>();
  for (const claim of [...steps.flatMap(claimsOf), ...events.flatMap(retriesIn)])
    open.set(claim, (open.get(claim) ?? 0) + 1);
  return new Set(
    events.filter((event) => {
      const key = claimKey(event);
      const left = key === undefined ? 0 : (open.get(key) ?? 0);
      if (key !== undefined) open.set(key, left - 1);
      return left > 0;
    }),
  );
}

/** What will happen because the step says so. */
function claimsOf(step: Step): string[] {
  switch (step.kind) {
    case 'publish': {
      const who = step.by ?? PRODUCER;
      return [['published', step.message.id, who], ...(step.confirmLost ? [['cut', who]] : [])].map(asKey);
    }
    case 'answer':
      return [asKey(['answered', step.message, step.consumer])];
    case 'cut':
      return [asKey(['cut', step.who])];
    default:
      return [];
  }
}

/** Who retries a message publishes it: that is one thing. */
function retriesIn(event: LabEvent): string[] {
  const retries = event.kind === 'answered' && event.answer === 'retry';
  return retries ? [asKey(['published', event.message, event.consumer])] : [];
}

function claimKey(event: LabEvent): string | undefined {
  switch (event.kind) {
    case 'published':
      return asKey([event.kind, event.message, event.by]);
    case 'answered':
      return asKey([event.kind, event.message, event.consumer]);
    case 'cut':
      return asKey([event.kind, event.who]);
    default:
      return undefined;
  }
}

const asKey = (parts: readonly string[]): string => JSON.stringify(parts);
