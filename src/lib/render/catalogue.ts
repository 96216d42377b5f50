import { groupBy } from '../group-by.ts';
import { GROUPS, type Scenario } from '../lab/scenario.ts';
import { type Colours, colours } from './colour.ts';
import { page, pageWidth } from './page.ts';
import { columns, hanging, wrapped } from './table.ts';
import type { Terminal } from './terminal.ts';

type Entry = Pick<Scenario, 'name' | 'group' | 'summary'>;

/** A summary that had less room than this beside its name stands under it. */
const LEAST_SUMMARY = 28;

/** The catalogue, group by group in teaching order: name, one line each. */
export function renderCatalogue(scenarios: readonly Entry[], terminal: Terminal): string {
  const colour = colours(terminal.colour);
  const width = pageWidth(terminal.width);
  const nameWidth = columns(scenarios.map(({ name }) => [name])).width;
  const groups = groupBy(scenarios, ({ group }) => group);
  return page([
    ...GROUPS.map((group) => {
      const lines = (groups.get(group) ?? []).flatMap((entry) => entryLines(entry, nameWidth, width, colour));
      return lines.length === 0 ? [] : [colour.quiet(group), ...lines];
    }),
    wrapped(
      colour.quiet(
        'mq-lab run NAME runs one, mq-lab show NAME tells what it does; mq-lab run NAME --help lists its options.',
      ),
      width,
    ),
  ]);
}

function entryLines(
  { name, summary }: Entry,
  nameWidth: number,
  width: number,
  colour: Colours,
): readonly string[] {
  const room = width - nameWidth - 2 * 2;
  if (room < LEAST_SUMMARY) return [`  ${colour.strong(name)}`, ...hanging('   ', summary, width)];
  const { lines } = columns([[colour.strong(name), summary]], { widths: [nameWidth, room] });
  return lines.map((line) => `  ${line}`);
}

export function jsonCatalogue(scenarios: readonly Entry[]): string {
  return `${JSON.stringify({ scenarios: scenarios.map(({ name, group, summary }) => ({ name, group, summary })) }, null, 2)}\n`;
}
