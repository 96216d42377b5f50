import { assertNever } from '../../lab/errors.ts';
import { type AskedMessage, type Explanation, explain } from '../../routing/explain/explain.ts';
import type { Topology } from '../../routing/topology.ts';
import { colours } from '../colour.ts';
import { visible } from '../text.ts';
import { messageText } from './explain-lines.ts';
import { outcomeLines } from './outcome-lines.ts';
import { pathLines } from './path-lines.ts';
import { targetLines } from './target-lines.ts';

/** What somebody says of where a message goes. */
export type Claim =
  | { readonly kind: 'somewhere' | 'nowhere' }
  | { readonly kind: 'exactly' | 'at-least' | 'none-of'; readonly queues: readonly string[] };

/** Why a claim does not hold. */
export interface Refutation {
  readonly message: string;
  readonly observed: readonly string[];
}

/** A topology, and where it is known the virtual host that it is of. */
export interface ClaimedTopology {
  readonly topology: Topology;
  readonly virtualHost?: string;
}

const WIDTH = 100;
const PLAIN = colours(false);
/** So many queues that a message does not reach are explained one by one. */
const MAX_EXPLAINED = 3;

/**
 * Why the claim does not hold; undefined where it does. What nobody here can know does not hold, nor does what is true
 * only because there is no exchange or no queue of that name.
 */
export function refute(of: ClaimedTopology, asked: AskedMessage, claim: Claim): Refutation | undefined {
  const { topology, virtualHost = '/' } = of;
  const explanation = explain(topology, asked);
  const known = new Set(topology.queues.map(({ name }) => name));
  if (holds(claim, explanation, known)) return undefined;
  const sections = [
    [`expected ${messageText(explanation.message)} ${claimText(claim)}`],
    pathLines(explanation.path, WIDTH, PLAIN),
    outcomeLines(explanation, virtualHost, WIDTH, PLAIN),
    ...unmet(claim, explanation, known)
      .slice(0, MAX_EXPLAINED)
      .map((queue) => explain(topology, asked, queue))
      .flatMap((each) => (each.to ? targetLines(each, each.to, WIDTH, PLAIN) : [])),
  ];
  const message = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  return { message, observed: [...explanation.queues].sort() };
}

function holds(
  claim: Claim,
  { outcome, queues, maybe, path }: Explanation,
  known: ReadonlySet<string>,
): boolean {
  switch (claim.kind) {
    case 'somewhere':
      return outcome === 'routed';
    case 'nowhere':
      return outcome === 'unroutable';
    case 'exactly':
      return (
        maybe.length === 0 &&
        queues.every((name) => claim.queues.includes(name)) &&
        claim.queues.every((name) => queues.includes(name))
      );
    case 'at-least':
      return claim.queues.every((name) => queues.includes(name));
    case 'none-of':
      return (
        path.length > 0 &&
        claim.queues.every((name) => known.has(name) && !queues.includes(name) && !maybe.includes(name))
      );
    default:
      return assertNever(claim);
  }
}

/** The queues that the claim names, and of which there is something to explain. */
function unmet(claim: Claim, { queues }: Explanation, known: ReadonlySet<string>): readonly string[] {
  if (!('queues' in claim)) return [];
  return claim.queues.filter((name) =>
    claim.kind === 'none-of' ? !known.has(name) : !queues.includes(name),
  );
}

function claimText(claim: Claim): string {
  switch (claim.kind) {
    case 'somewhere':
      return 'to go to a queue';
    case 'nowhere':
      return 'to go to no queue';
    case 'exactly':
      return `to go to ${namesText(claim.queues)}${claim.queues.length === 1 ? ' alone' : ' and no other queue'}`;
    case 'at-least':
      return `to go to ${namesText(claim.queues)}`;
    case 'none-of':
      return `not to go to ${namesText(claim.queues)}`;
    default:
      return assertNever(claim);
  }
}

const namesText = (queues: readonly string[]): string => queues.map(visible).join(', ');
