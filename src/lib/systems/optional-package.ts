import { LabError } from '../lab/errors.ts';

/**
 * Imports a package that only one command needs. Throws a LabError that says how to install it where it is missing.
 */
export async function optionalPackage<T>(name: string, what: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new LabError('usage', `${what} needs the package ${name}, which is not installed`, {
      hint: `Install it beside mq-lab: npm install ${name}`,
      cause: error,
    });
  }
}
