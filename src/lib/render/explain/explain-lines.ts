import type { Explanation } from '../../routing/explain/explain.ts';
import type { RoutedMessage } from '../../routing/topology.ts';
import { formatTable } from '../../routing/values.ts';
import { type Colours, colours } from '../colour.ts';
import { page, pageWidth } from '../page.ts';
import { hanging, wrapped } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { visible, visibleKey } from '../text.ts';
import { outcomeLines } from './outcome-lines.ts';
import { exchangeName, pathLines } from './path-lines.ts';
import { targetLines } from './target-lines.ts';

/** Where the topology comes from. */
export interface Origin {
  readonly name: string;
  readonly virtualHost: string;
  /** What is there and is not modelled, in sentences. */
  readonly notes: readonly string[];
}

/** The message's way as a tree, what becomes of it, and about the queue that was asked for what came closest. */
export function renderExplanation(explanation: Explanation, origin: Origin, terminal: Terminal): string {
  const palette = colours(terminal.colour);
  const width = pageWidth(terminal.width);
  return page([
    titleLines(explanation, origin, width, palette),
    pathLines(explanation.path, width, palette),
    outcomeLines(explanation, origin.virtualHost, width, palette),
    ...(explanation.to ? targetLines(explanation, explanation.to, width, palette) : []),
  ]);
}

function titleLines({ message }: Explanation, origin: Origin, width: number, palette: Colours): string[] {
  const where = `${visible(origin.name)}, virtual host ${visible(origin.virtualHost)}`;
  return [
    ...hanging(palette.strong('explain'), messageText(message), width, '  '),
    ...wrapped(palette.quiet(where), width),
  ];
}

/** Exchange, key and headers. */
export function messageText({ exchange, routingKey, headers }: RoutedMessage): string {
  const table = headers.size === 0 ? [] : [visible(formatTable(headers))];
  return [exchangeName(exchange), visibleKey(routingKey), ...table].join('  ');
}
