import type { BindingIndex } from '../match.ts';
import type { Binding, RoutedMessage } from '../topology.ts';
import { wordsOf } from './topic-words.ts';

/** Most places have one binding or none, for which a set would be large. */
type Bindings = Binding | Set<Binding> | undefined;

type Visit = (binding: Binding) => void;

/** A place in the tree: the bindings whose keys end here, and where the next word leads to. */
class TreeNode {
  ending: Bindings;
  /** Of the keys that end in a `#` behind this place: they take whatever comes. */
  taking: Bindings;
  /** The first plain word that leads on, and where to: most nodes have but one, and a map is large beside it. */
  #word: string | undefined;
  #next: TreeNode | undefined;
  #more: Map<string, TreeNode> | undefined;
  star: TreeNode | undefined;
  /** Of the keys that go on behind a `#`. */
  hash: TreeNode | undefined;
  /** As the node of a `#`: the lowest position already tried in the walk numbered `walk`. */
  lowest = 0;
  walk = 0;
  /** The walks that gave the bindings last, of a message with several keys. */
  endingGiven = 0;
  takingGiven = 0;

  /** Where a word of a routing key leads to, in which `*` and `#` are plain text. */
  plain(word: string): TreeNode | undefined {
    return word === this.#word ? this.#next : this.#more?.get(word);
  }

  /** Where a word of a binding key leads to. */
  child(word: string): TreeNode | undefined {
    return word === '*' ? this.star : word === '#' ? this.hash : this.plain(word);
  }

  addChild(word: string): TreeNode {
    const node = new TreeNode();
    if (word === '*') this.star = node;
    else if (word === '#') this.hash = node;
    else if (this.#word === undefined) {
      this.#word = word;
      this.#next = node;
    } else {
      this.#more ??= new Map();
      this.#more.set(word, node);
    }
    return node;
  }

  removeChild(word: string): void {
    if (word === '*') this.star = undefined;
    else if (word === '#') this.hash = undefined;
    else if (word === this.#word) this.#word = this.#next = undefined;
    else if (this.#more?.delete(word) && this.#more.size === 0) this.#more = undefined;
  }

  get isEmpty(): boolean {
    return !this.ending && !this.taking && !this.#next && !this.#more && !this.star && !this.hash;
  }
}

/** The binding keys as a tree of words: a route costs what its words cost, not what the bindings do. */
export class TopicIndex implements BindingIndex {
  readonly #root = new TreeNode();
  /** Of the walk for one key. */
  #number = 0;
  /**
   * Of the walk for the first key of a message with several: what was given since then need not be given again. With
   * one key nothing is noted, since that would touch every node.
   */
  #first = 0;

  add(binding: Binding): void {
    const words = wordsOf(binding.routingKey);
    const takesRest = words.at(-1) === '#';
    if (takesRest) words.pop();
    let node = this.#root;
    for (const word of words) node = node.child(word) ?? node.addChild(word);
    if (takesRest) node.taking = added(node.taking, binding);
    else node.ending = added(node.ending, binding);
  }

  remove(binding: Binding): void {
    this.#removeBelow(this.#root, wordsOf(binding.routingKey), 0, binding);
  }

  #removeBelow(node: TreeNode, words: readonly string[], at: number, binding: Binding): void {
    const word = words[at];
    if (word === undefined) node.ending = removed(node.ending, binding);
    else if (word === '#' && at === words.length - 1) node.taking = removed(node.taking, binding);
    else {
      const child = node.child(word);
      if (!child) return;
      this.#removeBelow(child, words, at + 1, binding);
      if (child.isEmpty) node.removeChild(word);
    }
  }

  visitMatches(_message: RoutedMessage, routingKeys: readonly string[], visit: Visit): void {
    this.#first = routingKeys.length > 1 ? this.#number + 1 : 0;
    for (const key of routingKeys) {
      this.#number++;
      this.#walk(this.#root, wordsOf(key), 0, visit);
    }
  }

  #walk(node: TreeNode, words: readonly string[], position: number, visit: Visit): void {
    if (node.taking) this.#giveTaking(node, node.taking, visit);
    if (node.hash) this.#walkHash(node.hash, words, position, visit);
    const word = words[position];
    if (word === undefined) {
      if (node.ending) this.#giveEnding(node, node.ending, visit);
      return;
    }
    if (node.star) this.#walk(node.star, words, position + 1, visit);
    const exact = node.plain(word);
    if (exact) this.#walk(exact, words, position + 1, visit);
  }

  #giveEnding(node: TreeNode, bindings: NonNullable<Bindings>, visit: Visit): void {
    if (this.#first > 0) {
      if (node.endingGiven >= this.#first) return;
      node.endingGiven = this.#number;
    }
    visitAll(bindings, visit);
  }

  #giveTaking(node: TreeNode, bindings: NonNullable<Bindings>, visit: Visit): void {
    if (this.#first > 0) {
      if (node.takingGiven >= this.#first) return;
      node.takingGiven = this.#number;
    }
    visitAll(bindings, visit);
  }

  /**
   * A `#` may leave the rest of the key from any position on. Positions that an earlier arrival at this node tried
   * are not tried again, so that several `#` in one pattern stay cheap on any key.
   */
  #walkHash(hash: TreeNode, words: readonly string[], position: number, visit: Visit): void {
    const end = hash.walk === this.#number ? hash.lowest : words.length + 1;
    if (position >= end) return;
    hash.walk = this.#number;
    hash.lowest = position;
    for (let at = position; at < end; at++) this.#walk(hash, words, at, visit);
  }
}

function added(bindings: Bindings, binding: Binding): Bindings {
  if (bindings === undefined) return binding;
  return bindings instanceof Set ? bindings.add(binding) : new Set([bindings, binding]);
}

function removed(bindings: Bindings, binding: Binding): Bindings {
  if (bindings === binding) return undefined;
  if (!(bindings instanceof Set)) return bindings;
  bindings.delete(binding);
  return bindings.size > 0 ? bindings : undefined;
}

function visitAll(bindings: NonNullable<Bindings>, visit: Visit): void {
  if (bindings instanceof Set) bindings.forEach(visit);
  else visit(bindings);
}
