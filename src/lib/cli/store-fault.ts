import { StoreError } from '../broker/store/store-error.ts';
import { LabError } from '../lab/errors.ts';

/** What became of the folder, as a LabError; anything else as it is. */
export function storeFault(error: unknown): unknown {
  if (!(error instanceof StoreError)) return error;
  return new LabError('broker', error.message, { hint: error.hint, cause: error });
}
