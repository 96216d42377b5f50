import type { Death, Happening } from '../events.ts';
import type { Message } from '../experiment.ts';
import type { LabClock } from './lab-clock.ts';
import type { Outstanding } from './outstanding.ts';
import type { Role } from './role.ts';

/** What the people of a run have in common. */
export interface Scene {
  readonly clock: LabClock;
  /** Everything that was published and is not yet confirmed or refused, by whomever. */
  readonly confirms: Outstanding;
  role(name: string): Role;
  /** Tells what happened; takes names as they are on the broker out of what it is given by {@link short}. */
  emit(event: Happening): void;
  /** The name that a queue has on the broker, which may have chosen it. */
  real(name: string): string;
  /** The message as a step publishes it; undefined where no step does. */
  original(id: string | undefined): Message | undefined;
  /** The experiment's own name for a name on the broker. */
  short(name: string): string;
  /** A message's id in the experiment; undefined where it is not of this run. */
  messageOf(id: string | undefined): string | undefined;
  /** Waits, or throws what ended the run. */
  wait<T>(what: () => string, promise: Promise<T>): Promise<T>;
}

/** Why the broker takes no messages at present, behind what is waited for; empty where it takes them. */
export const blockedText = (reason: string | undefined): string =>
  reason === undefined ? '' : ` (it takes no messages at present: ${reason})`;

/** The deaths with the experiment's own names. */
export const shortDeaths = (scene: Scene, deaths: readonly Death[]): Death[] =>
  deaths.map((death) => ({ ...death, queue: scene.short(death.queue) }));
