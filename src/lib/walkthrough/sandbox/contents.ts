import type { LabEvent } from '../../lab/events.ts';
import { type Experiment, queueNamesOf } from '../../lab/experiment.ts';
import type { Depth } from '../../lab/observed.ts';

/** What is where at the end of a run. */
export interface Contents {
  readonly queues: readonly {
    readonly name: string;
    readonly depth: Depth;
    /** What is ready, in order. */
    readonly messages: readonly string[];
  }[];
  readonly consumers: readonly {
    readonly name: string;
    readonly queue: string;
    /** Every delivery, in order; `m1 redelivered` came again. */
    readonly received: readonly string[];
    /** What it has not answered. */
    readonly holds: readonly string[];
  }[];
}

export function contentsOf(experiment: Experiment, events: readonly LabEvent[]): Contents {
  const depths = new Map<string, Depth>(queueNamesOf(experiment).map((name) => [name, 0]));
  const left = new Map<string, string[]>();
  const consumers = new Map<string, { queue: string; received: string[]; holds: string[] }>();
  const drop = (consumer: string): void => void consumers.get(consumer)?.holds.splice(0);
  const noAck = new Set(
    experiment.steps.flatMap((step) => (step.kind === 'consume' && step.noAck ? [step.consumer] : [])),
  );
  for (const event of events) {
    switch (event.kind) {
      case 'consumer-started':
        consumers.set(event.consumer, {
          queue: event.queue,
          received: consumers.get(event.consumer)?.received ?? [],
          holds: [],
        });
        break;
      case 'delivered': {
        const consumer = consumers.get(event.consumer);
        consumer?.received.push(event.redelivered ? `${event.message} redelivered` : event.message);
        if (!noAck.has(event.consumer)) consumer?.holds.push(event.message);
        break;
      }
      case 'answered':
        if (event.answer !== 'hold') release(consumers.get(event.consumer)?.holds, event.message);
        break;
      case 'error':
      case 'cut':
        drop(event.who);
        break;
      case 'restarted':
        for (const name of consumers.keys()) drop(name);
        break;
      case 'settled':
        for (const [name, depth] of event.ready) depths.set(name, depth);
        break;
      case 'left':
        left.set(event.queue, [
          ...(left.get(event.queue) ?? []),
          event.redelivered ? `${event.message} redelivered` : event.message,
        ]);
        break;
      default:
        break;
    }
  }
  return {
    queues: Array.from(depths, ([name, depth]) => ({ name, depth, messages: left.get(name) ?? [] })),
    consumers: Array.from(consumers, ([name, consumer]) => ({ name, ...consumer })),
  };
}

function release(holds: string[] | undefined, message: string): void {
  const at = holds?.indexOf(message) ?? -1;
  if (at >= 0) holds?.splice(at, 1);
}
