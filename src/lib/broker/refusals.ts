/** Confirms that turn out negative on request, for testing what a publisher does about it. */
export class Refusals {
  #left = 0;

  /** The next `count` messages are refused (though they are routed all the same). */
  add(count: number): void {
    if (!Number.isInteger(count) || count < 0)
      throw new RangeError(`expected a count of confirms, got ${count}`);
    this.#left += count;
  }

  /** Whether the message that is being confirmed is one of them. */
  next(): boolean {
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }
}
