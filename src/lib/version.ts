import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of this package. */
export const VERSION: string = JSON.parse(readFileSync(packageFile(import.meta.dirname), 'utf8')).version;

/** The nearest one above: src/ and dist/ are of different depth. */
function packageFile(folder: string): string {
  const file = join(folder, 'package.json');
  const above = dirname(folder);
  return existsSync(file) || above === folder ? file : packageFile(above);
}
