import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where this package is: the nearest folder above with a package file, since src/ and dist/ are of different depth. */
export const PACKAGE_FOLDER: string = packageFolder(import.meta.dirname);

/** The version of this package. */
export const VERSION: string = JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')).version;

function packageFolder(folder: string): string {
  const above = dirname(folder);
  return existsSync(join(folder, 'package.json')) || above === folder ? folder : packageFolder(above);
}
