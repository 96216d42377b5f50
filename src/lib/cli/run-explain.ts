import { renderExplanation } from '../render/explain/explain-lines.ts';
import { jsonExplanation } from '../render/explain/json-explanation.ts';
import { terminalOf } from '../render/terminal.ts';
import { type Explanation, explain } from '../routing/explain/explain.ts';
import type { ExplainFlags } from './explain-command.ts';
import type { Io } from './io.ts';
import { loadAloud, workAloud } from './long-work.ts';
import { printNotes } from './topology-notes.ts';

/** Reads the topology, explains, prints, and gives the exit code. */
export async function runExplain({ source, message, to, format }: ExplainFlags, io: Io): Promise<number> {
  const origin = await loadAloud(source, io);
  const { topology } = origin;
  const explanation = await workAloud('Explaining', topology, io, () => explain(topology, message, to));
  if (format === 'json') io.stdout.write(jsonExplanation(explanation, origin));
  else {
    printNotes(origin.notes, io);
    io.stdout.write(renderExplanation(explanation, origin, terminalOf(io.stdout, io.env)));
  }
  return isReached(explanation) ? 0 : 1;
}

const isReached = ({ outcome, to }: Explanation): boolean =>
  to ? to.verdict === 'reached' : outcome === 'routed';
