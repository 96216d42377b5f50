/** What ends a run without a verdict; each kind is an exit code. */
export type Failure = 'usage' | 'broker' | 'interrupted';

const EXIT_CODES: Readonly<Record<Failure, number>> = { usage: 2, broker: 3, interrupted: 130 };

/** An end that a person can do something about: what went wrong, and what to do next. */
export class LabError extends Error {
  readonly failure: Failure;
  readonly hint: string | undefined;
  /** The broker's own sentence, where it was a broker that objected. */
  readonly said: string | undefined;

  constructor(
    failure: Failure,
    message: string,
    options: { hint?: string; said?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LabError';
    this.failure = failure;
    this.hint = options.hint;
    this.said = options.said;
  }

  get exitCode(): number {
    return EXIT_CODES[this.failure];
  }
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
