import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../src/lib/lab/events.ts';
import { defaultsOf, experimentOf } from '../../src/lib/lab/scenario.ts';
import { declarationLines } from '../../src/lib/render/cast.ts';
import { colours } from '../../src/lib/render/colour.ts';
import { endingLines } from '../../src/lib/render/ending/ending.ts';
import { scriptTexts } from '../../src/lib/render/steps/step-groups.ts';
import { timelineLines } from '../../src/lib/render/timeline/timeline.ts';
import { korean } from '../../src/lib/render/words/ko.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { play } from '../support/scenario-runs.ts';
import { columnsOf } from './build.ts';

/** English that no name and no word of AMQP has in the catalogue. */
const ENGLISH =
  /\b(with key|consumes?|stops|waits|breaks|left in|seen in|in the end|gone|dropped|peak|expires after|takes|acks|rejects|requeues|holds|by the broker|publishes|publish \w+ to|routing key|ready then|step,)\b/;
/** What the broker says is RabbitMQ's own. */
const TOLD = /\d{3} [A-Z_]+ - .*/g;

describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
  '%s in Korean',
  (_, scenario) => {
    test.each([40, 80, 120])('says nothing in English, within %i columns', async (width) => {
      const experiment = experimentOf(scenario, defaultsOf(scenario.options));
      const events: LabEvent[] = [];
      const played = await play(experiment, 'embedded', { onEvent: (event) => events.push(event) });
      const run = { ...played, events };
      const plain = colours(false);
      const style = { width, colours: plain, words: korean, plain: false };
      const lines = [
        ...declarationLines(run, width, plain, korean),
        ...timelineLines(run, new Set(), style),
        ...endingLines(run, new Set(), style),
      ];
      for (const line of lines) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
      const looks = experiment.steps.flatMap((step) => (step.kind === 'look' ? [step.at] : []));
      const text = [...lines, ...scriptTexts(experiment.steps, width, korean)]
        .join('\n')
        .replaceAll(TOLD, '');
      expect(looks.reduce((rest, look) => rest.replaceAll(look, ''), text)).not.toMatch(ENGLISH);
    });
  },
);
