/** What a job works with. */
export interface Workplace {
  /** The folder that files are read from, and no other. */
  readonly files: string;
  /** The folder that results are written to. */
  readonly outbox: string;
}

export interface JobContext extends Workplace {
  /** The message's id: what is written under it is written once, however often the message comes. */
  readonly id: string;
  readonly signal: AbortSignal;
  /** How much is done, from 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** What a worker does with each message; throws where it cannot. Gives what came of it, in a line. */
export type Job = (message: string, context: JobContext) => Promise<string>;
