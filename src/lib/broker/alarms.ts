/** What can run short, by RabbitMQ's names. */
export type Resource = 'memory' | 'disk';

/** What is short at present. While anything is, publishers are blocked. */
export class Alarms {
  readonly #onChange: (reason: string | undefined) => void;
  /** How many say so of each. */
  readonly #raised: Record<Resource, number> = { memory: 0, disk: 0 };

  /** `onChange` is called with the reason for which publishers are blocked, and with none once they are not. */
  constructor(onChange: (reason: string | undefined) => void) {
    this.#onChange = onChange;
  }

  get any(): boolean {
    return this.#raised.memory > 0 || this.#raised.disk > 0;
  }

  /** As connection.blocked has it; undefined where nothing is short. */
  get reason(): string | undefined {
    const short = (['disk', 'memory'] as const).filter((resource) => this.isOn(resource));
    return short.length > 0 ? `low on ${short.join(' & ')}` : undefined;
  }

  isOn(resource: Resource): boolean {
    return this.#raised[resource] > 0;
  }

  /** Returns what ends it. */
  raise(resource: Resource): () => void {
    this.#add(resource, 1);
    let isOn = true;
    return () => {
      if (!isOn) return;
      isOn = false;
      this.#add(resource, -1);
    };
  }

  #add(resource: Resource, count: 1 | -1): void {
    const before = this.reason;
    this.#raised[resource] += count;
    if (this.reason !== before) this.#onChange(this.reason);
  }
}
