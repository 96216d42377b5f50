import type { Experiment } from '../lab/experiment.ts';
import type { Scenario } from '../lab/scenario.ts';
import { type FieldTable, plainTable } from '../routing/values.ts';
import { colours } from './colour.ts';
import { declaredLines, labelColumns, labelled } from './declared.ts';
import { expectationTexts } from './expectation.ts';
import { definitionsOf } from './json/json-topology.ts';
import { guessLines, noticeLines, takeawayLines } from './notes.ts';
import { page, pageWidth } from './page.ts';
import { scriptTexts } from './steps/step-groups.ts';
import { stepText } from './steps/steps.ts';
import { hanging } from './table.ts';
import type { Terminal } from './terminal.ts';

type Shown = Pick<Scenario, 'name' | 'group' | 'summary' | 'guess' | 'notice' | 'takeaway' | 'examples'>;

/** A scenario without a run: what it declares, does, and expects. */
export function renderScenario(scenario: Shown, experiment: Experiment, terminal: Terminal): string {
  const colour = colours(terminal.colour);
  const width = pageWidth(terminal.width);
  const { expected, topology, steps } = experiment;
  const script = scriptTexts(steps, width - LABEL_WIDTH - 2);
  const sections = [
    declaredLines(topology),
    script.map((text, at): [string, string] => [String(at + 1).padStart(LABEL_WIDTH), text]),
    labelled('expected', expected === null ? [] : expectationTexts(expected)),
    labelled(
      'run it',
      [...new Set([`run ${scenario.name}`, ...scenario.examples])].map((example) => `mq-lab ${example}`),
    ),
  ];
  const [declared, played, expectation, commands] = sections.map((rows) =>
    labelColumns(rows, width, colour, LABEL_WIDTH),
  );
  return page([
    hanging(colour.strong(scenario.name), colour.quiet(scenario.summary), width, '  '),
    guessLines(scenario, width, colour),
    declared ?? [],
    played ?? [],
    expectation ?? [],
    noticeLines(scenario, width, colour),
    takeawayLines(scenario, width, colour),
    commands ?? [],
  ]);
}

/** `exchange`, `expected`: the same in all sections. */
const LABEL_WIDTH = 8;

/** The same as one JSON object. */
export function jsonScenario(scenario: Shown, { topology, steps, expected }: Experiment): string {
  const { name, group, summary, guess, notice, takeaway, examples } = scenario;
  const shown = {
    name,
    group,
    summary,
    guess,
    topology: definitionsOf(topology),
    steps: steps.map((step) => ({ text: stepText(step), ...(plain(step) as object) })),
    expected,
    notice,
    takeaway,
    examples,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/** A step's data as JSON has it: tables as plain values, names with underscores. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return plainTable(value as FieldTable);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    // Under `except` the keys are messages.
    Object.entries(value).map(([key, of]) => [snakeCase(key), key === 'except' ? of : plain(of)]),
  );
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
