/** Where a broker differs from RabbitMQ, and why. The case must fail there: once it passes, its line has to go. */
export interface Exception {
  readonly broker: 'embedded' | 'rabbitmq';
  /** Subject and title of the case. */
  readonly case: string;
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [];

/** Subjects that the embedded broker does not know yet, with what is to come. They run on RabbitMQ alone. */
export const PENDING: Readonly<Record<string, string>> = {};
