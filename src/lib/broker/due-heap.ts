/** Something that is to happen at a time. */
export interface Due {
  readonly at: number;
  /** Of two that are due at once, the one that was scheduled first runs first. */
  readonly order: number;
  readonly task: () => void;
  state: 'waiting' | 'cancelled' | 'taken';
}

const COMPACT_FROM = 64;

/** What is due, the earliest first: a binary heap. Cancelled ones stay in it until they come up or are most of it. */
export class DueHeap {
  #heap: Due[] = [];
  #cancelled = 0;

  /** The earliest that is not cancelled. */
  peek(): Due | undefined {
    for (let top = this.#heap[0]; top; top = this.#heap[0]) {
      if (top.state !== 'cancelled') return top;
      this.#removeTop();
      this.#cancelled--;
    }
    return undefined;
  }

  push(due: Due): void {
    this.#heap.push(due);
    this.#rise(this.#heap.length - 1);
  }

  /** Takes out the one that `peek` gives. */
  take(): Due | undefined {
    const due = this.peek();
    if (!due) return undefined;
    due.state = 'taken';
    this.#removeTop();
    return due;
  }

  /** Does nothing where it was taken or cancelled before. */
  cancel(due: Due): void {
    if (due.state !== 'waiting') return;
    due.state = 'cancelled';
    this.#cancelled++;
    if (this.#heap.length < COMPACT_FROM || this.#cancelled * 2 < this.#heap.length) return;
    // What is sorted is a heap.
    this.#heap = this.#heap.filter(({ state }) => state === 'waiting').sort(compare);
    this.#cancelled = 0;
  }

  #removeTop(): void {
    const last = this.#heap.pop() as Due;
    if (this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >>> 1;
      if (!this.#swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  #sink(from: number): void {
    for (let at = from; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = this.#isEarlier(right, left) ? right : left;
      if (!this.#swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  #swapIfEarlier(at: number, than: number): boolean {
    if (!this.#isEarlier(at, than)) return false;
    const [due, other] = [this.#heap[at] as Due, this.#heap[than] as Due];
    this.#heap[at] = other;
    this.#heap[than] = due;
    return true;
  }

  /** False beyond the end. */
  #isEarlier(at: number, than: number): boolean {
    const [due, other] = [this.#heap[at], this.#heap[than]];
    return due !== undefined && other !== undefined && compare(due, other) < 0;
  }
}

/** Times may be infinite: their difference would be no number. */
const compare = (a: Due, b: Due): number => (a.at === b.at ? a.order - b.order : a.at < b.at ? -1 : 1);
