import { LabError } from './errors.ts';

/**
 * Imports what only one command needs; `names` are the packages, with spaces between. Throws a LabError that says how to
 * install them where one is missing, or what to do `otherwise`.
 */
export async function optionalPackage<T>(
  names: string,
  what: string,
  load: () => Promise<T>,
  otherwise = '',
): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const [needed, it] = names.includes(' ')
      ? [`the packages ${names.replaceAll(' ', ' and ')}, which are`, 'them']
      : [`the package ${names}, which is`, 'it'];
    throw new LabError('usage', `${what} needs ${needed} not installed`, {
      hint: `Install ${it} beside mq-lab: npm install ${names}${otherwise && `. ${otherwise}`}`,
      cause: error,
    });
  }
}
