import { createTwoFilesPatch } from 'diff';
import { Document, isMap, isSeq, type Node, parseDocument, visit } from 'yaml';
import type { Observed } from '../lab/observed.ts';

/** What the proposal would change, as a patch that people read. */
export function patchOf(path: string, text: string, proposed: string): string {
  return createTwoFilesPatch(path, path, text, proposed, 'as it is', 'as observed', { context: 2 });
}

/** The file's text with what it expects replaced by what was observed; all else, comments too, stays as it is. */
export function proposedText(text: string, observed: Observed): string {
  const proposal = new Proposal(text);
  for (const id of proposal.keys('messages')) proposeMessage(proposal, id, observed);
  for (const queue of proposal.keys('queues')) proposal.list(['queues', queue], observed.left[queue]);
  for (const consumer of proposal.keys('consumers'))
    proposal.list(['consumers', consumer], observed.deliveries[consumer]);
  for (const consumer of proposal.keys('skipped'))
    proposal.list(['skipped', consumer], observed.skipped[consumer]);
  for (const moment of proposal.keys('looks'))
    for (const queue of proposal.keys('looks', moment))
      proposal.set(['looks', moment, queue], observed.looks[moment]?.[queue] ?? 0);
  for (const section of ['cancelled', 'gone'] as const)
    if (proposal.has([section])) proposal.list([section], observed[section]);
  proposeErrors(proposal, observed);
  return proposal.text();
}

type Path = readonly string[];

/** Changes to what a file expects; paths begin below `expect`. */
class Proposal {
  readonly #text: string;
  readonly #document: Document;
  readonly #edits: { readonly from: number; readonly to: number; readonly text: string }[] = [];
  readonly #additions: [Path, unknown][] = [];

  constructor(text: string) {
    this.#text = text;
    this.#document = parseDocument(text);
  }

  keys(...path: Path): string[] {
    const map = this.#node(path);
    return isMap(map) ? map.items.map(({ key }) => String(key)) : [];
  }

  has(path: Path): boolean {
    return this.#document.hasIn(['expect', ...path]);
  }

  isMap(path: Path): boolean {
    return isMap(this.#node(path));
  }

  /** A list where the file has a list, and a number where it has a number, or a range that does not hold it. */
  list(path: Path, list: readonly string[] = []): void {
    const held = this.#node(path);
    if (held === undefined || isSeq(held)) this.set(path, list);
    else if (!isMap(held) || !isWithin(held.toJSON(), list.length)) this.set(path, list.length);
  }

  set(path: Path, value: unknown): void {
    const range = this.#node(path)?.range;
    if (range) this.#edits.push({ from: range[0], to: range[1], text: flowText(value) });
    else this.#additions.push([path, value]);
  }

  text(): string {
    const edited = this.#edits
      .toSorted((a, b) => b.from - a.from)
      .reduce((text, { from, to, text: by }) => text.slice(0, from) + by + text.slice(to), this.#text);
    if (this.#additions.length === 0) return edited;
    const document = parseDocument(edited);
    for (const [path, value] of this.#additions)
      document.setIn(['expect', ...path], document.createNode(value, { flow: true }));
    return document.toString({ lineWidth: 0 });
  }

  #node(path: Path): Node | undefined {
    return this.#document.getIn(['expect', ...path], true) as Node | undefined;
  }
}

const isWithin = ({ least, most }: { least: number; most: number }, count: number): boolean =>
  count >= least && count <= most;

function flowText(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Collection(_, node) {
      node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim();
}

function proposeMessage(proposal: Proposal, id: string, observed: Observed): void {
  const path = ['messages', id];
  const queues = observed.queues[id] ?? [];
  if (!proposal.isMap(path)) {
    const became = (['refused', 'unconfirmed'] as const).filter((outcome) => observed[outcome].includes(id));
    if (became.length === 0) proposal.list(path, queues);
    else
      proposal.set(path, {
        queues,
        ...Object.fromEntries(became.map((outcome) => [outcome, true])),
        ...(queues.length === 0 && { returned: observed.returned.includes(id) }),
      });
    return;
  }
  const has = (field: string): boolean => proposal.has([...path, field]);
  if (has('queues') || queues.length > 0) proposal.list([...path, 'queues'], queues);
  for (const outcome of ['returned', 'refused', 'unconfirmed'] as const) {
    const became = observed[outcome].includes(id);
    if (has(outcome) || (became && outcome === 'refused')) proposal.set([...path, outcome], became);
  }
  if (has('dropped'))
    proposal.set([...path, 'dropped'], queues.length === 0 && !observed.returned.includes(id));
  if (has('dead_lettered')) proposal.list([...path, 'dead_lettered'], observed.deaths[id]);
}

/** Errors are never expected in silence: each that was observed is proposed, but where a message expects its own. */
function proposeErrors(proposal: Proposal, observed: Observed): void {
  if (proposal.keys('messages').some((id) => proposal.has(['messages', id, 'error']))) return;
  const roles = new Set([...proposal.keys('errors'), ...Object.keys(observed.errors)]);
  for (const role of roles) {
    const codes = (observed.errors[role] ?? []).map((text) => text.split(' ', 2).join(' '));
    proposal.set(['errors', role], codes);
  }
}
