import type { Written } from '../../definitions/written.ts';
import type { Topology } from '../../routing/topology.ts';
import { arrowLines } from './arrows.ts';
import { Nodes } from './nodes.ts';

/**
 * The topology as a Mermaid flowchart, which GitHub draws in Markdown: exchanges are round, queues are cylinders,
 * bindings are arrows with their keys; the ways of dead letters and to alternate exchanges are dashed.
 */
export function writeMermaid(topology: Topology): Written {
  const nodes = new Nodes(topology);
  const arrows = arrowLines(topology, nodes);
  const text = ['flowchart LR', ...[...nodes.lines, ...arrows].map((line) => `  ${line}`), ''].join('\n');
  return {
    text,
    notes: [...tooMuch(arrows.length, MAX_ARROWS, 'arrows'), ...tooMuch(text.length, MAX_TEXT, 'characters')],
  };
}

// Mermaid's own limits, which a page may raise; GitHub does not.
const MAX_ARROWS = 500;
const MAX_TEXT = 50_000;

const tooMuch = (is: number, most: number, what: string): string[] =>
  is > most ? [`GitHub draws a diagram of at most ${most} ${what}, and this one has ${is}.`] : [];
