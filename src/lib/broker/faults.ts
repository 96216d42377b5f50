/** Failures on request, for testing what a client does about them. */
export class Faults {
  #refusals = 0;

  /** The next `count` messages that are published are confirmed negatively (they are enqueued all the same). */
  refuseConfirms(count: number): void {
    this.#refusals += count;
  }

  /** @internal */
  refusesConfirm(): boolean {
    if (this.#refusals === 0) return false;
    this.#refusals--;
    return true;
  }
}
