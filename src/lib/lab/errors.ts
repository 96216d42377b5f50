import type { Trouble } from './trouble.ts';

/** What ends a run without a verdict: what the person asked for, or what became of the broker. */
export type Failure =
  | 'usage'
  /** There is none, or it refuses. */
  | 'broker'
  /** It was there, and went away. */
  | 'gone'
  /** It takes no messages at present: it is short of memory or disk. */
  | 'blocked'
  /** It did not do in time what it was asked for. */
  | 'timeout'
  | 'interrupted';

const EXIT_CODES: Readonly<Record<Failure, number>> = {
  usage: 2,
  broker: 3,
  gone: 3,
  blocked: 3,
  timeout: 3,
  interrupted: 130,
};

/** What ended a run: what went wrong, and what to do next. */
export interface Fault {
  readonly failure: Failure;
  readonly message: string;
  readonly hint: string | null;
}

/** What it is about, where somebody may say it in other words. */
export interface Told {
  readonly trouble?: Trouble | undefined;
}

/** An end that a person can do something about: what went wrong, and what to do next. */
export class LabError extends Error {
  readonly failure: Failure;
  readonly hint: string | undefined;
  /** The broker's own sentence, where it was a broker that objected. */
  readonly said: string | undefined;
  /** What it is about, where that can be said in other words. */
  readonly trouble: Trouble | undefined;

  constructor(
    failure: Failure,
    message: string,
    options: {
      hint?: string | undefined;
      said?: string | undefined;
      trouble?: Trouble | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LabError';
    this.failure = failure;
    this.hint = options.hint;
    this.said = options.said;
    this.trouble = options.trouble;
  }

  get exitCode(): number {
    return EXIT_CODES[this.failure];
  }
}

export const faultOf = ({ failure, message, hint }: LabError): Fault => ({
  failure,
  message,
  hint: hint ?? null,
});

export const errorOf = ({ failure, message, hint, trouble }: Fault & Told): LabError =>
  new LabError(failure, message, { hint: hint ?? undefined, trouble });

/** The reason why many runs ended, unless something was left behind on the way: that has to be told. */
export function worstOf(reason: unknown, failures: readonly unknown[]): unknown {
  const told = reason instanceof Error ? reason.message : '';
  const others = failures.filter((failure) => failure instanceof LabError && failure.message !== told);
  const [first] = others;
  if (!(first instanceof LabError)) return reason;
  const hints = others.flatMap((failure) => (failure instanceof LabError ? (failure.hint ?? []) : []));
  return new LabError(first.failure, first.message, { hint: hints.join('\n'), cause: first });
}

/** Marks a switch over a closed set as complete: a missing case is a compile error. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}

/** `expected …, got …` about a value that a person wrote. */
export function expected(what: string, got: string, hint?: string): LabError {
  return new LabError('usage', `expected ${what}, got ${quote(got)}`, hint === undefined ? {} : { hint });
}

const quote = (text: string): string => (text === '' ? 'nothing' : `'${text}'`);
