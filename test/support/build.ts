import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const BINARY = join(ROOT, 'dist/bin/mq-lab.js');

/** Vitest's global set-up: builds what the tests of the real binary run, where the sources are newer. */
export default function build(): void {
  const built = existsSync(BINARY) ? statSync(BINARY).mtimeMs : 0;
  const isNewer = (folder: string): boolean =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }).some(
      (entry) => entry.isFile() && statSync(join(entry.parentPath, entry.name)).mtimeMs > built,
    );
  if (!['bin', 'src'].some(isNewer)) return;
  // Declarations are written even where a type is wrong; telling of that is the business of `npm run check`.
  for (const [tool, ...args] of [
    ['typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    ['rolldown/bin/cli.mjs', '-c', '--log-level', 'silent'],
  ] as const) {
    spawnSync(process.execPath, [join(ROOT, 'node_modules', tool), ...args], { cwd: ROOT });
  }
  if (!existsSync(BINARY)) throw new Error('no binary to test: npm run build says why');
}
