import { LabError } from '../lab/errors.ts';

/** What commander collected: every text of an option with a value, `true` for a switch. */
export type Given = Readonly<Record<string, readonly string[] | true | undefined>>;

/** Puts the flag's name before what is wrong with its value. */
export function naming<T>(flag: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const { failure, message, hint, trouble } = error;
    throw new LabError(failure, `${flag}: ${message}`, {
      hint,
      trouble: trouble?.kind === 'no-broker' ? { ...trouble, of: flag } : trouble,
    });
  }
}
