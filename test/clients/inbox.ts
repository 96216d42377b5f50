/** What callbacks hand in, to be awaited. */
export class Inbox<T> {
  readonly #items: T[] = [];
  #arrived: (() => void) | undefined;

  readonly push = (item: T): void => {
    this.#items.push(item);
    this.#arrived?.();
  };

  /** The next `count` items, as soon as they are there. */
  async take(count: number): Promise<T[]> {
    while (this.#items.length < count) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    return this.#items.splice(0, count);
  }

  async next(): Promise<T> {
    const [item] = await this.take(1);
    return item as T;
  }
}
