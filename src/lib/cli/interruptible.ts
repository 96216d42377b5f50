import { LabError } from '../lab/errors.ts';
import type { Io } from './io.ts';

/** Does something that ends early, by the signal and with that as its reason, when the person or the system asks. */
export async function interruptible<T>(io: Io, doing: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const stopListening = io.onEndRequest(() =>
    interrupted.abort(new LabError('interrupted', 'interrupted; nothing was left behind')),
  );
  try {
    return await doing(interrupted.signal);
  } finally {
    stopListening();
  }
}
