import { lintWithOffs } from '../definitions/lint/lint.ts';
import { RULES } from '../definitions/lint/rules.ts';
import { renderLint } from '../render/lint/lint-lines.ts';
import { fails, type Linted } from '../render/lint/linted.ts';
import { githubLint, jsonLint } from '../render/lint/machine.ts';
import { jsonRules, renderRules } from '../render/lint/rules-lines.ts';
import { terminalOf } from '../render/terminal.ts';
import type { Io } from './io.ts';
import type { LintFlags, LintFormat } from './lint-command.ts';
import { loadAloud, workAloud } from './long-work.ts';
import { printNotes } from './topology-notes.ts';
import { refuseOutput, writeReport } from './write-report.ts';

/** Reads the topology, looks for what is wrong, reports, and gives the exit code. */
export async function runLint({ source, off, failOn, format, output }: LintFlags, io: Io): Promise<number> {
  await refuseOutput(
    output,
    [source.definitions, source.file].filter((path) => path !== undefined),
  );
  const origin = await loadAloud(source, io);
  const found = await workAloud('Linting', origin.topology, io, () =>
    lintWithOffs(origin.topology, [...origin.offs, ...off]),
  );
  const linted = { origin, failOn, ...found };
  const isText = format === 'text' || output !== undefined;
  if (isText) {
    printNotes(origin.notes, io);
    io.stdout.write(renderLint(linted, terminalOf(io.stdout, io.env)));
  }
  if (format !== 'text' || output !== undefined) await writeReport(reportText(linted, format), output, io);
  return fails(linted) ? 1 : 0;
}

function reportText(linted: Linted, format: LintFormat): string {
  switch (format) {
    case 'text':
      return renderLint(linted, { width: 120, colour: false });
    case 'json':
      return jsonLint(linted);
    case 'github':
      return githubLint(linted);
  }
}

/** Prints all rules. */
export function printRules(format: LintFormat, io: Io): void {
  io.stdout.write(format === 'json' ? jsonRules(RULES) : renderRules(RULES, terminalOf(io.stdout, io.env)));
}
