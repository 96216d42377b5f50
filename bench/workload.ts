/** What the process of the clients does in one row of the bench. */
export interface Workload {
  readonly name: string;
  /** What is counted, where it is not messages. */
  readonly unit?: string;
  /** How many of them in a whole run. */
  readonly count: number;
  /** Whether the embedded broker keeps what is durable on disk. */
  readonly onDisk?: true;
  /** Sets up, and calls `measure` for what is timed; names of queues and exchanges begin with `prefix`. */
  run(context: WorkloadContext): Promise<void>;
}

export interface WorkloadContext {
  readonly url: string;
  readonly prefix: string;
  readonly count: number;
  /** Times a task that handles `count` of the row's unit. */
  measure(phase: string, count: number, task: () => Promise<void>): Promise<void>;
}

/** What is told of one measured task. */
export interface Measured {
  readonly phase: string;
  readonly count: number;
  readonly elapsedMs: number;
  readonly clientCpuMs: number;
}
