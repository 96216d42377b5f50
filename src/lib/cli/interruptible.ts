import { LabError } from '../lab/errors.ts';
import type { Io } from './io.ts';

/** Does something that ends early, by the signal and with that as its reason, when the person or the system asks. */
export async function interruptible<T>(io: Io, doing: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const stopListening = io.onEndRequest(() => interrupted.abort(new LabError('interrupted', 'interrupted')));
  try {
    return await doing(interrupted.signal);
  } catch (error) {
    if (!(error instanceof LabError) || error.failure !== 'interrupted') throw error;
    throw new LabError('interrupted', `${error.message}; nothing was left behind`, {
      trouble: { kind: 'interrupted' },
    });
  } finally {
    stopListening();
  }
}
