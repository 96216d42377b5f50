import { assertNever } from '../../lab/errors.ts';
import type { Explanation } from '../../routing/explain/explain.ts';
import { isModelled } from '../../routing/explain/not-modelled.ts';
import type { Colours } from '../colour.ts';
import { hanging } from '../table.ts';
import { someOf, visible } from '../text.ts';
import { didYouMean } from './target-lines.ts';

const MAX_QUEUES = 20;

/** What becomes of the message. */
export function outcomeLines(
  explanation: Explanation,
  virtualHost: string,
  width: number,
  palette: Colours,
): readonly string[] {
  return [
    ...hanging(outcomeMark(explanation, palette), outcomeText(explanation, virtualHost), width),
    ...(explanation.maybe.length === 0 || explanation.outcome === 'not-modelled'
      ? []
      : hanging(palette.notable('?'), maybeText(explanation), width)),
  ];
}

function outcomeText(
  { outcome, queues, maybe, message, path, similar }: Explanation,
  virtualHost: string,
): string {
  const exchange = `'${visible(message.exchange)}' in vhost '${visible(virtualHost)}'`;
  switch (outcome) {
    case 'routed':
      return `goes to ${namesText(queues)}`;
    case 'unroutable':
      return 'no queue gets it: it is dropped, or where it is mandatory comes back (312 NO_ROUTE)';
    case 'no-exchange':
      return `404 NOT_FOUND - no exchange ${exchange}: the channel closes${didYouMean(similar)}`;
    case 'internal':
      return `403 ACCESS_REFUSED - cannot publish to internal exchange ${exchange}: the channel closes; it gets messages over bindings alone`;
    case 'not-modelled':
      return `whether a queue gets it is not known here: ${pluginsText(path)}${maybe.length === 0 ? '' : `; it may go to ${namesText(maybe)}`}`;
    default:
      return assertNever(outcome);
  }
}

const maybeText = ({ maybe, path }: Explanation): string =>
  `may go to ${namesText(maybe)}, too: ${pluginsText(path)}`;

const namesText = (queues: readonly string[]): string => someOf(queues.map(visible), MAX_QUEUES, 'queue');

function pluginsText(path: Explanation['path']): string {
  const foreign = path.filter(({ type }) => !isModelled(type));
  const texts = foreign.map(({ exchange, type }) => `'${visible(exchange)}' is of type ${visible(type)}`);
  return `${texts.join(', ')}, which is not modelled`;
}

function outcomeMark({ outcome, to }: Explanation, palette: Colours): string {
  if (outcome === 'not-modelled') return palette.notable('?');
  if (outcome !== 'routed') return palette.bad('✗');
  // With a queue asked for, that it goes somewhere is not yet what was hoped for.
  return to ? '▶' : palette.good('✔');
}
