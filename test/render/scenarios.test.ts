import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../src/lib/lab/events.ts';
import { defaultsOf, experimentOf } from '../../src/lib/lab/scenario.ts';
import { endingsOf } from '../../src/lib/render/ending/endings.ts';
import { type Run, renderRun } from '../../src/lib/render/run.ts';
import { renderScenario } from '../../src/lib/render/show.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { play } from '../support/scenario-runs.ts';
import { CONTROLS, columnsOf, plain } from './build.ts';

const WIDTHS = [40, 80, 120];

describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
  test('is shown within the width, the same in colour as without', async () => {
    const experiment = experimentOf(scenario, defaultsOf(scenario.options));
    const run = await played(experiment);
    for (const width of WIDTHS) {
      const text = renderRun(run, scenario, { width, colour: false }, { why: true });
      const shown = renderScenario(scenario, experiment, { width, colour: false });
      expect(text + shown).not.toMatch(CONTROLS);
      for (const line of `${text}${shown}`.split('\n'))
        expect(columnsOf(line), line).toBeLessThanOrEqual(width);
      const coloured = renderRun(run, scenario, { width, colour: true }, { why: true });
      expect(plain(coloured)).toBe(text);
    }
    const endings = endingsOf(experiment, run.events);
    for (const { message, seen, fates } of endings) {
      const lying = fates.filter(({ how }) => how === 'left').map(({ by }) => by);
      expect(new Set(seen), message).toEqual(new Set(run.report.observed.queues[message]));
      expect(new Set(lying), message).toEqual(new Set(leftIn(run, message)));
    }
  });
});

const leftIn = ({ report: { observed } }: Run, message: string): string[] =>
  Object.entries(observed.left).flatMap(([queue, ids]) =>
    ids.some((id) => id === message || id === `${message} redelivered`) ? [queue] : [],
  );

async function played(experiment: Run['experiment']): Promise<Run> {
  const events: LabEvent[] = [];
  const run = await play(experiment, 'embedded', { onEvent: (event) => events.push(event) });
  return { ...run, events };
}
