import type { Finding } from '../../definitions/lint/lint.ts';
import type { Severity } from '../../definitions/lint/rule.ts';
import { type Annotation, annotation } from '../github.ts';
import { jsonBinding } from '../json/json-topology.ts';
import { visible } from '../text.ts';
import { countsOf, fails, type Linted } from './linted.ts';

/** All findings, and what was left out, as one JSON object. */
export function jsonLint(linted: Linted): string {
  const { origin, findings, off } = linted;
  return `${JSON.stringify(
    {
      topology: origin.name,
      virtual_host: origin.virtualHost,
      passed: !fails(linted),
      partial: linted.isPartial,
      counts: countsOf(findings),
      findings: findings.map((finding) => jsonFinding(finding, origin)),
      off: off.map(({ rule, on = null, reason, findings: leftOut }) => ({
        rule,
        on,
        reason,
        findings: leftOut,
      })),
      notes: origin.notes,
    },
    null,
    2,
  )}\n`;
}

function jsonFinding({ subject, ...finding }: Finding, { placeOf }: Linted['origin']) {
  const { file = null, line = null, column = null } = placeOf(subject) ?? {};
  return {
    ...finding,
    subject:
      subject.kind === 'binding' ? { kind: subject.kind, ...jsonBinding(subject.binding) } : { ...subject },
    file,
    line,
    column,
  };
}

const LEVELS: Readonly<Record<Severity, Annotation['level']>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** Annotations that GitHub shows beside the lines that they are about. */
export const githubLint = ({ findings, origin }: Linted): string =>
  findings
    .map(({ id, severity, subject, message, why, fix }) =>
      annotation({
        level: LEVELS[severity],
        title: id,
        text: [message, why, fix].map(visible).join('\n'),
        place: origin.placeOf(subject),
      }),
    )
    .join('');
