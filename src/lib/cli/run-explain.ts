import { loadTopology } from '../check/topology-source.ts';
import { renderExplanation } from '../render/explain/explain-lines.ts';
import { jsonExplanation } from '../render/explain/json-explanation.ts';
import { terminalOf } from '../render/terminal.ts';
import { visible } from '../render/text.ts';
import { type Explanation, explain } from '../routing/explain/explain.ts';
import type { ExplainFlags } from './explain-command.ts';
import type { Io } from './io.ts';

/** Reads the topology, explains, prints, and gives the exit code. */
export async function runExplain({ source, message, to, format }: ExplainFlags, io: Io): Promise<number> {
  const origin = await loadTopology(source);
  const explanation = explain(origin.topology, message, to);
  if (format === 'json') io.stdout.write(jsonExplanation(explanation, origin));
  else {
    io.stderr.write(notesText(origin.notes));
    io.stdout.write(renderExplanation(explanation, origin, terminalOf(io.stdout, io.env)));
  }
  return isReached(explanation) ? 0 : 1;
}

const MAX_NOTES = 5;

function notesText(notes: readonly string[]): string {
  const more = notes.length - MAX_NOTES;
  const shown = notes.slice(0, MAX_NOTES).map((note) => `Note: ${visible(note)}\n`);
  return `${shown.join('')}${more > 0 ? `… and ${more} more; --format json lists them.\n` : ''}`;
}

const isReached = ({ outcome, to }: Explanation): boolean =>
  to ? to.verdict === 'reached' : outcome === 'routed';
