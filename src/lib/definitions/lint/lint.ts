import { LabError } from '../../lab/errors.ts';
import type { Topology } from '../../routing/topology.ts';
import type { Subject } from '../places.ts';
import { subjectText } from '../words.ts';
import { gaveUp } from './flow.ts';
import { nearMiss } from './near-miss.ts';
import { type Rule, SEVERITIES, type Severity } from './rule.ts';
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

/** A rule that is switched off, and why. */
export interface Off {
  readonly rule: RuleId;
  /** The one exchange, queue or binding (`orders -[order.*]-> billing`) that it is to say nothing of; all unless given. */
  readonly on?: string;
  readonly reason: string;
}

/** A rule that was switched off, and how many findings were left out because of that. */
export interface Silenced extends Off {
  readonly findings: number;
}

export interface LintResult {
  /** Errors first. */
  readonly findings: readonly Finding[];
  readonly off: readonly Silenced[];
  /** The topology is too large: not all ways were followed, and something may have been missed. */
  readonly isPartial: boolean;
}

export interface LintOptions {
  readonly off?: readonly Off[];
}

/**
 * What is wrong with the topology, errors first. Says nothing of what it would have to guess. Throws a LabError for a
 * rule that does not exist, and for one that is switched off without a reason.
 */
export const lint = (topology: Topology, { off = [] }: LintOptions = {}): readonly Finding[] =>
  lintWithOffs(topology, off).findings;

/** The same, with what was left out. */
export function lintWithOffs(topology: Topology, offs: readonly Off[]): LintResult {
  for (const off of offs) refuseUnreasonable(off);
  const view = new TopologyView(topology);
  const all = RULES.flatMap((rule) => findings(rule, view));
  const leftOut = new Map(offs.map((off) => [off, 0]));
  const shown = all.filter((finding) => {
    const off = offs.find((each) => silences(each, finding));
    if (off) leftOut.set(off, (leftOut.get(off) ?? 0) + 1);
    return !off;
  });
  return {
    findings: shown.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    off: offs.map((off) => ({ ...off, findings: leftOut.get(off) ?? 0 })),
    isPartial: gaveUp(view),
  };
}

function findings({ id, severity, explanation, check }: Rule<RuleId>, view: TopologyView): Finding[] {
  return Array.from(check(view), ({ subject, message, fix }) => ({
    id,
    severity,
    subject,
    message,
    why: explanation,
    fix,
  }));
}

const silences = ({ rule, on }: Off, { id, subject }: Finding): boolean =>
  rule === id && (on === undefined || on === subjectText(subject));

function refuseUnreasonable({ rule, reason }: Off): void {
  ruleNamed(rule);
  if (reason.trim() !== '') return;
  throw new LabError('usage', `expected a reason why the rule ${rule} is switched off, got none`);
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
    hint: meant === undefined ? 'mq-lab lint --rules lists all rules.' : `Did you mean ${meant}?`,
  });
}
