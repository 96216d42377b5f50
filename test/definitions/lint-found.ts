import { describe, expect, test } from 'vitest';
import { lint } from '../../src/lib/definitions/lint/lint.ts';
import type { RuleId } from '../../src/lib/definitions/lint/rules.ts';
import type { Subject } from '../../src/lib/definitions/places.ts';
import { bindingText } from '../../src/lib/definitions/words.ts';
import type { Topology } from '../../src/lib/routing/topology.ts';

/** What the rule finds in the topology, each by what it is about: `queue work`, `orders -[order.*]-> billing`. */
export const foundBy = (rule: RuleId, topology: Topology): string[] =>
  lint(topology)
    .filter(({ id }) => id === rule)
    .map(({ subject }) => subjectText(subject));

/** The messages of what the rule finds. */
export const messagesOf = (rule: RuleId, topology: Topology): string[] =>
  lint(topology)
    .filter(({ id }) => id === rule)
    .map(({ message }) => message);

/** Which rules find something. */
export const rulesThatFind = (topology: Topology, severities: readonly string[]): RuleId[] => [
  ...new Set(
    lint(topology)
      .filter(({ severity }) => severities.includes(severity))
      .map(({ id }) => id),
  ),
];

function subjectText(subject: Subject): string {
  return subject.kind === 'binding' ? bindingText(subject.binding) : `${subject.kind} ${subject.name}`;
}

export type Row = readonly [what: string, topology: Topology, found: readonly string[]];

/** A test for each row: what the rule finds there, and where it is silent. */
export function rows(rule: RuleId, all: readonly Row[]): void {
  describe(rule, () => {
    test.each(all)('%s', (_what, there, found) => {
      expect(foundBy(rule, there)).toEqual(found);
    });
  });
}
