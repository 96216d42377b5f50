/** Counts what was asked and not yet answered. */
export class Outstanding {
  open = 0;
  #asked = 0;
  readonly #onNone: (() => void)[] = [];

  /** One more question; the function it gives is called with the answer. */
  add(): () => void {
    this.open++;
    this.#asked++;
    return () => {
      this.open--;
      if (this.open === 0) for (const resolve of this.#onNone.splice(0)) resolve();
    };
  }

  none(): Promise<void> {
    return this.open === 0 ? Promise.resolve() : new Promise((resolve) => this.#onNone.push(resolve));
  }

  /** `2 of 10 publisher confirms`. */
  describe(what: string): string {
    return `${this.open} of ${this.#asked} ${what}`;
  }
}
