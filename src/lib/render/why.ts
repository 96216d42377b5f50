import { topologyStays } from '../lab/experiment.ts';
import { type Prediction, predict } from '../lab/verdict/prediction.ts';
import type { RoutingStep } from '../routing/route.ts';
import type { Topology } from '../routing/topology.ts';
import type { Colours } from './colour.ts';
import { bindingLabel, exchangeTypeOf } from './declared.ts';
import { askedIn, outcome, type Run, shownMessages } from './deliveries.ts';
import { routingStepText } from './reasons.ts';
import { type Cell, columns, hanging, wrapped } from './table.ts';
import { visible } from './text.ts';

const MAX_REFUSALS = 20;
const NO_REASONS =
  'The steps change what is there, so no reasons are given here: mq-lab broker --trace tells them as they happen.';

/** Under each message every binding that was tried, and why it matched or not; none where the topology changes. */
export function whyLines(run: Run, width: number, colours: Colours): string[] {
  if (!topologyStays(run.experiment)) return ['', ...wrapped(colours.quiet(NO_REASONS), width)];
  const { topology } = run.experiment;
  const asked = askedIn(run);
  const prediction: Prediction = predict(topology);
  return shownMessages(run.verdict).flatMap((message) => {
    const title = [asked.text(message.message), outcome(message, run, colours)].filter(Boolean).join('  ');
    const steps = prediction.why(message.message);
    const refused = steps.filter((step) => !took(step));
    const hidden = Math.max(0, refused.length - MAX_REFUSALS);
    const hiddenSteps = new Set(hidden === 0 ? [] : refused.slice(MAX_REFUSALS));
    const rows = steps.filter((step) => !hiddenSteps.has(step)).map((step) => row(step, topology, colours));
    const more =
      hidden === 0
        ? []
        : hanging('  …', colours.quiet(`and ${hidden} more that refused; --format json lists them`), width);
    return [
      '',
      ...hanging(colours.strong(message.message.id), title, width, '  '),
      ...indented(rows, width),
      ...more,
    ];
  });
}

function indented(rows: readonly Cell[][], width: number): string[] {
  for (const widths of [[], reasonWidth(rows, width)]) {
    const table = columns(rows, { widths });
    if (table.width + 2 <= width) return table.lines.map((line) => `  ${line}`);
  }
  // Long names and long reasons: the reason gets a line of its own.
  return rows.flatMap((cells) => {
    const [sign, destination, label, text] = cells.map(String);
    return [
      ...hanging(`  ${sign}`, `${destination}  ${label}`, width),
      ...hanging('     ', `${text}`, width),
    ];
  });
}

/** The first three columns as they are, the reason wrapped in what is left. */
function reasonWidth(rows: readonly Cell[][], width: number): (number | null)[] {
  const others = columns(rows.map((cells) => cells.slice(0, 3))).width;
  return [null, null, null, Math.max(20, width - others - 4)];
}

function row(step: RoutingStep, topology: Topology, colours: Colours): Cell[] {
  const text = visible(routingStepText(step));
  if (step.kind !== 'binding') return [sign(step, colours), '', '', text];
  const { destination, source } = step.binding;
  const label = bindingLabel(step.binding, exchangeTypeOf(topology, source));
  const emphasis = took(step) ? (s: string) => s : colours.quiet;
  return [sign(step, colours), emphasis(visible(destination)), emphasis(label), emphasis(text)];
}

const sign = (step: RoutingStep, colours: Colours): string =>
  took(step) ? colours.good('●') : colours.quiet('·');

function took(step: RoutingStep): boolean {
  switch (step.kind) {
    case 'binding':
      return step.match.matched;
    case 'default':
      return step.matched;
    case 'alternate':
      return step.exists;
    case 'no-exchange':
      return false;
  }
}
