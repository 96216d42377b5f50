import { createTwoFilesPatch } from 'diff';
import { type Document, isMap, isSeq, type Node, parseDocument } from 'yaml';
import type { Observed } from '../lab/observed.ts';
import { flowText, isJson, withEntry } from './insert-entry.ts';

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
  for (const section of ['skipped', 'empty'] as const)
    for (const who of proposal.keys(section)) proposal.list([section, who], observed[section][who]);
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
  readonly #isJson: boolean;
  readonly #document: Document;
  readonly #edits: { readonly from: number; readonly to: number; readonly text: string }[] = [];
  readonly #additions: [Path, unknown][] = [];

  constructor(text: string) {
    this.#text = text;
    this.#isJson = isJson(text);
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

  /** An error, which is given by its beginning. */
  beginning(path: Path, error: string): void {
    if (!error.startsWith(String(this.#node(path)?.toJSON()))) this.set(path, codeOf(error));
  }

  set(path: Path, value: unknown): void {
    const range = this.#node(path)?.range;
    if (range)
      this.#edits.push({
        from: range[0],
        to: range[1],
        text: this.#isJson ? JSON.stringify(value) : flowText(value),
      });
    else this.#additions.push([path, value]);
  }

  text(): string {
    const edited = this.#edits
      .toSorted((a, b) => b.from - a.from)
      .reduce((text, { from, to, text: by }) => text.slice(0, from) + by + text.slice(to), this.#text);
    return this.#additions.reduce(
      (text, [path, value]) => withEntry(text, ['expect', ...path], value),
      edited,
    );
  }

  #node(path: Path): Node | undefined {
    return this.#document.getIn(['expect', ...path], true) as Node | undefined;
  }
}

const isWithin = ({ least, most }: { least: number; most: number }, count: number): boolean =>
  count >= least && count <= most;

function proposeMessage(proposal: Proposal, id: string, observed: Observed): void {
  const path = ['messages', id];
  const queues = observed.queues[id] ?? [];
  if (!proposal.isMap(path)) {
    const became = (['refused', 'unconfirmed'] as const).filter((outcome) => observed[outcome].includes(id));
    if (became.length === 0) proposal.list(path, queues);
    else proposal.set(path, { queues, ...Object.fromEntries(became.map((outcome) => [outcome, true])) });
    return;
  }
  const has = (field: string): boolean => proposal.has([...path, field]);
  if (has('queues') || queues.length > 0) proposal.list([...path, 'queues'], queues);
  for (const outcome of ['returned', 'refused', 'unconfirmed'] as const) {
    const became = observed[outcome].includes(id);
    const isSilent = outcome === 'returned' || has('error');
    if (has(outcome) || (became && !isSilent)) proposal.set([...path, outcome], became);
  }
  if (has('dropped'))
    proposal.set([...path, 'dropped'], queues.length === 0 && !observed.returned.includes(id));
  if (has('dead_lettered')) proposal.list([...path, 'dead_lettered'], observed.deaths[id]);
}

/** Errors are never expected in silence: each that was observed is proposed, where messages expect theirs with these. */
function proposeErrors(proposal: Proposal, observed: Observed): void {
  const refused = proposal.keys('messages').filter((id) => proposal.has(['messages', id, 'error']));
  if (refused.length > 0) {
    const errors = Object.values(observed.errors).flat();
    if (errors.length === refused.length)
      for (const [at, id] of refused.entries())
        proposal.beginning(['messages', id, 'error'], errors[at] ?? '');
    return;
  }
  const roles = new Set([...proposal.keys('errors'), ...Object.keys(observed.errors)]);
  for (const role of roles) {
    proposal.set(['errors', role], (observed.errors[role] ?? []).map(codeOf));
  }
}

const codeOf = (error: string): string => error.split(' ', 2).join(' ');
