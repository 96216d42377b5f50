import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../../version.ts';

/** Files to try the jobs on, which come with the package: an image and a table, and one of each that is broken. */
export const SAMPLES = join(PACKAGE_FOLDER, 'examples/samples');
