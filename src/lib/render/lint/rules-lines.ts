import { type RuleInfo, SEVERITIES } from '../../definitions/lint/rule.ts';
import { colours } from '../colour.ts';
import { page, pageWidth } from '../page.ts';
import { wrapped } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** Each rule with what it finds and what happens because of it on RabbitMQ, errors first. */
export function renderRules(rules: readonly RuleInfo[], terminal: Terminal): string {
  const palette = colours(terminal.colour);
  const width = pageWidth(terminal.width) - 2;
  return page(
    SEVERITIES.flatMap((severity) => rules.filter((rule) => rule.severity === severity)).map(
      ({ id, severity, summary, explanation }) => [
        `${palette.strong(id)}  ${palette.quiet(severity)}`,
        ...wrapped(sentence(summary), width).map((line) => `  ${line}`),
        ...wrapped(palette.quiet(explanation), width).map((line) => `  ${line}`),
      ],
    ),
  );
}

const sentence = (summary: string): string => `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;

/** The same as one JSON list. */
export const jsonRules = (rules: readonly RuleInfo[]): string =>
  `${JSON.stringify(
    rules.map(({ id, severity, summary, explanation }) => ({ id, severity, summary, explanation })),
    null,
    2,
  )}\n`;
