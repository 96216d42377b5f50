import type { BindingIndex } from '../match.ts';
import type { Binding, RoutedMessage } from '../topology.ts';
import { wordsOf } from './topic-words.ts';

/** A place in the tree: the bindings whose keys end here, and where the next word leads to. */
class TreeNode {
  /** Most keys belong to one binding. */
  #binding: Binding | undefined;
  #others: Set<Binding> | undefined;
  /** The first plain word that leads on, and where to: most nodes have but one, and a map is large beside it. */
  #word: string | undefined;
  #next: TreeNode | undefined;
  #more: Map<string, TreeNode> | undefined;
  star: TreeNode | undefined;
  hash: TreeNode | undefined;
  /** As the node of a `#`: the lowest position already tried in the walk numbered `walk`. */
  lowest = 0;
  walk = 0;
  /** The walk that gave the bindings last. */
  given = 0;

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

  add(binding: Binding): void {
    if (this.#binding === undefined) this.#binding = binding;
    else {
      this.#others ??= new Set();
      this.#others.add(binding);
    }
  }

  remove(binding: Binding): void {
    if (this.#binding === binding) this.#binding = undefined;
    else this.#others?.delete(binding);
    if (this.#others?.size === 0) this.#others = undefined;
  }

  visit(visit: (binding: Binding) => void): void {
    if (this.#binding) visit(this.#binding);
    this.#others?.forEach(visit);
  }

  get isEmpty(): boolean {
    return !this.#binding && !this.#others && !this.#next && !this.#more && !this.star && !this.hash;
  }
}

/** The binding keys as a tree of words: a route costs what its words cost, not what the bindings do. */
export class TopicIndex implements BindingIndex {
  readonly #root = new TreeNode();
  /** Of the walk for one key. */
  #number = 0;
  /** Of the walk for the message's first key: what was given since then need not be given again. */
  #first = 0;

  add(binding: Binding): void {
    let node = this.#root;
    for (const word of wordsOf(binding.routingKey)) node = node.child(word) ?? node.addChild(word);
    node.add(binding);
  }

  remove(binding: Binding): void {
    this.#removeBelow(this.#root, wordsOf(binding.routingKey), 0, binding);
  }

  #removeBelow(node: TreeNode, words: readonly string[], at: number, binding: Binding): void {
    const word = words[at];
    if (word === undefined) {
      node.remove(binding);
      return;
    }
    const child = node.child(word);
    if (!child) return;
    this.#removeBelow(child, words, at + 1, binding);
    if (child.isEmpty) node.removeChild(word);
  }

  visitMatches(
    _message: RoutedMessage,
    routingKeys: readonly string[],
    visit: (binding: Binding) => void,
  ): void {
    this.#first = this.#number + 1;
    for (const key of routingKeys) {
      this.#number++;
      this.#walk(this.#root, wordsOf(key), 0, visit);
    }
  }

  #walk(node: TreeNode, words: readonly string[], position: number, visit: (binding: Binding) => void): void {
    if (node.hash) this.#walkHash(node.hash, words, position, visit);
    const word = words[position];
    if (word === undefined) {
      this.#give(node, visit);
      return;
    }
    if (node.star) this.#walk(node.star, words, position + 1, visit);
    const exact = node.plain(word);
    if (exact) this.#walk(exact, words, position + 1, visit);
  }

  #give(node: TreeNode, visit: (binding: Binding) => void): void {
    if (node.given >= this.#first) return;
    node.given = this.#number;
    node.visit(visit);
  }

  /**
   * A `#` may leave the rest of the key from any position on. Positions that an earlier arrival at this node tried
   * are not tried again, so that several `#` in one pattern stay cheap on any key.
   */
  #walkHash(
    hash: TreeNode,
    words: readonly string[],
    position: number,
    visit: (binding: Binding) => void,
  ): void {
    const end = hash.walk === this.#number ? hash.lowest : words.length + 1;
    if (position >= end) return;
    hash.walk = this.#number;
    hash.lowest = position;
    for (let at = position; at < end; at++) this.#walk(hash, words, at, visit);
  }
}
