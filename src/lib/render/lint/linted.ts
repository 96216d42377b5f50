import type { LoadedTopology } from '../../check/topology-source.ts';
import type { LintResult } from '../../definitions/lint/lint.ts';
import { SEVERITIES, type Severity } from '../../definitions/lint/rule.ts';

/** A topology, and what was found in it. */
export interface Linted extends LintResult {
  readonly origin: LoadedTopology;
  /** What is at least so serious is too much. */
  readonly failOn: Severity;
}

/** Whether something was found that is too serious. */
export const fails = ({ findings, failOn }: Pick<Linted, 'findings' | 'failOn'>): boolean =>
  findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn));

/** How many there are of each severity. */
export function countsOf(findings: LintResult['findings']): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
