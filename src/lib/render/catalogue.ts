import type { Scenario } from '../lab/scenario.ts';
import { colours } from './colour.ts';
import { columns, wrapped } from './table.ts';
import type { Terminal } from './terminal.ts';

type Entry = Pick<Scenario, 'name' | 'group' | 'summary'>;

/** The catalogue as a table: name, group, one line each. */
export function renderCatalogue(scenarios: readonly Entry[], terminal: Terminal): string {
  const colour = colours(terminal.colour);
  const rows = scenarios.map(({ name, group, summary }) => [
    colour.strong(name),
    colour.quiet(group),
    summary,
  ]);
  const head = ['scenario', 'group', 'what it shows'].map(colour.quiet);
  const natural = columns(rows, { head });
  const others = columns(
    rows.map((cells) => cells.slice(0, 2)),
    { head: head.slice(0, 2) },
  ).width;
  const table =
    natural.width + 2 <= terminal.width
      ? natural
      : columns(rows, { head, widths: [null, null, Math.max(12, terminal.width - others - 4)] });
  const lines = [
    '',
    ...table.lines,
    '',
    ...wrapped(
      colour.quiet('Run one with mq-lab NAME; mq-lab NAME --help lists its options.'),
      terminal.width - 2,
    ),
    '',
  ];
  return `${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n`;
}

export function jsonCatalogue(scenarios: readonly Entry[]): string {
  return `${JSON.stringify({ scenarios: scenarios.map(({ name, group, summary }) => ({ name, group, summary })) }, null, 2)}\n`;
}
