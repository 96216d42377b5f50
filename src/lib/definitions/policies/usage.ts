import { groupBy } from '../../group-by.ts';
import type { FieldTable } from '../../routing/values.ts';
import { listed } from '../words.ts';
import { policyPattern } from './pattern.ts';
import { isApplicable, isModelled, type QueueType, targetsOf } from './rules.ts';

/** A policy, or an operator policy: arguments for every queue or exchange whose name matches. */
export interface Policy {
  readonly kind: 'Policy' | 'Operator policy';
  readonly name: string;
  readonly pattern: string;
  readonly applyTo: string;
  readonly priority: number;
  readonly definition: FieldTable;
}

/** One policy, and what it was used for. */
export class Usage {
  readonly policy: Policy;
  readonly #matches: ((name: string) => boolean) | undefined;
  readonly #taken = new Map<string, Set<string>>();
  readonly #ties = new Set<string>();

  constructor(policy: Policy) {
    this.policy = policy;
    this.#matches = policyPattern(policy.pattern);
  }

  takes(name: string, type: QueueType | 'exchange'): boolean {
    const { applyTo, definition } = this.policy;
    if (!targetsOf(applyTo)?.includes(type) || !this.#matches?.(name)) return false;
    return type === 'exchange' || isApplicable(type, definition);
  }

  /** Another one of the same priority was there for the same queue or exchange. */
  ties({ policy }: Usage): void {
    this.#ties.add(policy.name);
  }

  /** What it sets under the key is now an argument of that queue or exchange. */
  took(key: string, owner: string): void {
    this.#taken.set(key, (this.#taken.get(key) ?? new Set()).add(owner));
  }

  get notes(): string[] {
    const { kind, name, pattern, applyTo, definition } = this.policy;
    const which = `${kind} '${name}'`;
    const others = [...definition.keys()].filter((key) => !isModelled(key));
    const notes = Array.from(
      groupBy(this.#taken, ([, owners]) => listed([...owners])),
      ([owners, taken]) =>
        takenText(
          which,
          taken.map(([key]) => key),
          owners,
        ),
    );
    if (others.length > 0) notes.push(`${which} sets ${others.join(', ')}: not modelled.`);
    if (!this.#matches) notes.push(`${which} is not applied: its pattern '${pattern}' cannot be read here.`);
    if (!targetsOf(applyTo))
      notes.push(`${which} is not applied: it applies to '${applyTo}', which is not known here.`);
    if (this.#ties.size > 0)
      notes.push(
        `${which} has the priority of ${listed([...this.#ties])}: RabbitMQ takes any one of them, the lab '${name}'.`,
      );
    return notes;
  }
}

const takenText = (which: string, keys: readonly string[], owners: string): string =>
  `${which} sets ${keys.join(', ')} of ${owners}: taken as ${keys.length === 1 ? 'an argument' : 'arguments'}.`;

/** The one with the highest priority: RabbitMQ applies no other. */
export function chosenFor(
  name: string,
  type: QueueType | 'exchange',
  policies: readonly Usage[],
): Usage | undefined {
  const taking = policies.filter((each) => each.takes(name, type));
  const top = Math.max(...taking.map(({ policy }) => policy.priority));
  const [first, ...others] = taking.filter(({ policy }) => policy.priority === top);
  for (const other of others) first?.ties(other);
  return first;
}
