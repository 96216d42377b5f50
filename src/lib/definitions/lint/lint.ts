import { LabError } from '../../lab/errors.ts';
import type { Topology } from '../../routing/topology.ts';
import { nearMiss } from './near-miss.ts';
import { type Rule, SEVERITIES, type Severity, type Subject } from './rule.ts';
import { RULES, type RuleId } from './rules.ts';
import { TopologyView } from './view.ts';

/** Something in a topology that is wrong, that is hardly meant so, or that one should know of. */
export interface Finding {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly subject: Subject;
  /** What is wrong, and where. */
  readonly message: string;
  /** What happens because of it on RabbitMQ. */
  readonly why: string;
  readonly fix: string;
}

export interface LintOptions {
  /** Rules to switch off, or to take more or less seriously than they take themselves. */
  readonly rules?: Readonly<Partial<Record<RuleId, 'off' | Severity>>>;
}

/**
 * What is wrong with the topology, errors first. Says nothing of what it would have to guess. Throws a LabError for a
 * rule that does not exist.
 */
export function lint(topology: Topology, { rules = {} }: LintOptions = {}): readonly Finding[] {
  for (const id of Object.keys(rules)) ruleNamed(id);
  const view = new TopologyView(topology);
  return RULES.flatMap((rule): Finding[] => {
    const severity = rules[rule.id] ?? rule.severity;
    return severity === 'off' ? [] : findings(rule, severity, view);
  }).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function findings(rule: Rule<RuleId>, severity: Severity, view: TopologyView): Finding[] {
  const { id, explanation } = rule;
  return Array.from(rule.check(view), ({ subject, message, fix, why = explanation }) => ({
    id,
    severity,
    subject,
    message,
    why,
    fix,
  }));
}

/** The rule of that id. Throws a LabError where there is none. */
export function ruleNamed(id: string): Rule<RuleId> {
  const rule = RULES.find((each) => each.id === id);
  if (rule) return rule;
  const meant = nearMiss(
    id,
    RULES.map((each) => each.id),
  );
  throw new LabError('usage', `there is no rule '${id}'`, {
    hint:
      meant === undefined ? `There are ${RULES.map(({ id }) => id).join(', ')}.` : `Did you mean ${meant}?`,
  });
}
